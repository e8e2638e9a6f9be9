package io.userautomation.stores.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A store with a table of its own name on a real server, which a JVM's tests share; laid in this process. */
public final class LaidStore {

    private final Store store;
    private final Map<String, String> environment;

    private LaidStore(Store store, Map<String, String> environment) {
        this.store = store;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Lays it.
     *
     * @param server the kind that the store needs
     * @param tableVariable the setting of the table's name
     * @param table that nobody else uses
     */
    public static LaidStore on(ServerKind server, Store store, String tableVariable, String table) {
        return on(server, store, Map.of(tableVariable, table));
    }

    /** @param settings beside those that point at the server */
    public static LaidStore on(ServerKind server, Store store, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Stack.shared(server).environment());
        environment.putAll(settings);
        LaidStore laid = new LaidStore(store, environment);
        try (ServerSchema schema = laid.configured().schema()) {
            schema.connect();
            schema.create(new Summary());
            assertThat(schema.differences(new Summary())).isEmpty();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return laid;
    }

    /** The same with one variable changed. */
    public LaidStore with(String variable, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(variable, value);
        return new LaidStore(store, changed);
    }

    public ConfiguredStore configured() {
        return settings(store::configure);
    }

    /** A group of settings that points at this server and table. */
    public <T> T settings(Function<SettingsReader, T> group) {
        SettingsReader reader = new SettingsReader(environment);
        T settings = group.apply(reader);
        reader.done();
        return settings;
    }
}
