package io.userautomation.stores.postgres;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.Store;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.postgres.read.PostgresReader;
import io.userautomation.stores.postgres.schema.PostgresSchema;
import io.userautomation.stores.postgres.write.PostgresWriter;
import java.util.List;

/** PostgreSQL. */
public final class PostgresStore implements Store {

    public static final String NAME = "postgres";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Setting> settings() {
        return PostgresSettings.ALL;
    }

    @Override
    public ConfiguredStore configure(SettingsReader reader) {
        PostgresSettings settings = PostgresSettings.from(reader);
        return settings == null ? null : new Configured(settings);
    }

    private record Configured(PostgresSettings settings) implements ConfiguredStore {

        @Override
        public String store() {
            return NAME;
        }

        @Override
        public String table() {
            return settings.table();
        }

        @Override
        public ServerSchema schema() {
            return new PostgresSchema(settings);
        }

        @Override
        public StoreWriter writer(DeadLetterWriter deadLetters) {
            return new PostgresWriter(settings, deadLetters);
        }

        @Override
        public StoreReader reader() throws StoreUnavailableException {
            return PostgresReader.open(settings);
        }

        @Override
        public String toString() {
            return settings.toString();
        }
    }
}
