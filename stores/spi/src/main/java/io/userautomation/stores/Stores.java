package io.userautomation.stores;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.model.runs.RunManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The stores that a task's jar holds, and those of them that users go to. */
public final class Stores {

    public static final Setting STORES = Setting.variable(
            "STORES",
            String.join(",", RunManifest.DEFAULT_STORES),
            "",
            "names of stores, each once, with commas between them: cassandra, postgres, mysql",
            "Databases that users are stored in.");

    public static final List<Setting> ALL = List.of(STORES);

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final String GROUP_PREFIX = "user_automation.";

    private Stores() {}

    /** The names that {@link #STORES} holds, in its order, for who stores nothing himself; only their form is checked. */
    public static List<String> namesFrom(SettingsReader reader) {
        List<String> names = reader.list(STORES);
        return names(reader, names, names.stream().allMatch(NAME.asMatchPredicate())) ? names : List.of();
    }

    /**
     * The stores that {@link #STORES} names, in its order; problems, theirs too, are noted with the reader.
     *
     * @return those that can be used
     */
    public static List<ConfiguredStore> from(SettingsReader reader) {
        List<String> names = reader.list(STORES);
        Map<String, Store> known = known();
        boolean fine = names(reader, names, known.keySet().containsAll(names));
        return fine
                ? names.stream()
                        .map(name -> known.get(name).configure(reader))
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
    }

    private static boolean names(SettingsReader reader, List<String> names, boolean known) {
        boolean distinct = new HashSet<>(names).size() == names.size();
        return reader.group(() -> {
                    new Checks()
                            .require(known && distinct && !names.isEmpty(), STORES, String.join(",", names))
                            .done();
                    return true;
                })
                != null;
    }

    /** Every store on the class path, by name. */
    public static Map<String, Store> known() {
        // The class loader of this jar: that of the thread may be one of Spark's that does not see it.
        List<Store> found = new ArrayList<>();
        ServiceLoader.load(Store.class, Store.class.getClassLoader()).forEach(found::add);
        found.sort((one, other) -> one.name().compareTo(other.name()));
        Map<String, Store> known = new LinkedHashMap<>();
        found.forEach(store -> known.put(store.name(), store));
        return known;
    }

    /** The consumer group under which the Spark job publishes its progress in a store, for any tool that shows lag. */
    public static String consumerGroup(String store) {
        return GROUP_PREFIX + store;
    }
}
