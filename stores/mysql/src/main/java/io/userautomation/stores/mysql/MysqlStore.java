package io.userautomation.stores.mysql;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.Store;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.mysql.read.MysqlReader;
import io.userautomation.stores.mysql.schema.MysqlSchema;
import io.userautomation.stores.mysql.write.MysqlWriter;
import java.util.List;

/** MySQL, and MariaDB, which speaks the same protocol. */
public final class MysqlStore implements Store {

    public static final String NAME = "mysql";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Setting> settings() {
        return MysqlSettings.ALL;
    }

    @Override
    public ConfiguredStore configure(SettingsReader reader) {
        MysqlSettings settings = MysqlSettings.from(reader);
        return settings == null ? null : new Configured(settings);
    }

    private record Configured(MysqlSettings settings) implements ConfiguredStore {

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
            return new MysqlSchema(settings);
        }

        @Override
        public StoreWriter writer(DeadLetterWriter deadLetters) {
            return new MysqlWriter(settings, deadLetters);
        }

        @Override
        public StoreReader reader() throws StoreUnavailableException {
            return MysqlReader.open(settings);
        }

        @Override
        public String toString() {
            return settings.toString();
        }
    }
}
