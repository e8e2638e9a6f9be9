package io.userautomation.stores.cassandra;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.Store;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.cassandra.read.CassandraReader;
import io.userautomation.stores.cassandra.schema.CassandraSchema;
import io.userautomation.stores.cassandra.write.CassandraWriter;
import java.util.List;

/** Apache Cassandra. */
public final class CassandraStore implements Store {

    public static final String NAME = "cassandra";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Setting> settings() {
        return CassandraSettings.ALL;
    }

    @Override
    public ConfiguredStore configure(SettingsReader reader) {
        CassandraSettings settings = CassandraSettings.from(reader);
        return settings == null ? null : new Configured(settings);
    }

    private record Configured(CassandraSettings settings) implements ConfiguredStore {

        @Override
        public String store() {
            return NAME;
        }

        @Override
        public String table() {
            return settings.qualifiedTable();
        }

        @Override
        public ServerSchema schema() {
            return new CassandraSchema(settings);
        }

        @Override
        public StoreWriter writer(DeadLetterWriter deadLetters) {
            return new CassandraWriter(settings, deadLetters);
        }

        @Override
        public StoreReader reader() throws StoreUnavailableException {
            return CassandraReader.open(settings);
        }

        @Override
        public String toString() {
            return settings.toString();
        }
    }
}
