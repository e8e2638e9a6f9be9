package io.userautomation.stores;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.List;

/**
 * A kind of database that users can be stored in: all that the tasks know of it. Each has a room of its own below
 * {@code stores/}, and is found by {@link Stores} through {@link java.util.ServiceLoader}.
 */
public interface Store {

    /** As it stands in {@code STORES}, headers, keys of the runs topic, summaries and consumer groups; lower-case letters. */
    String name();

    /** Its settings, in the order of the reference. */
    List<Setting> settings();

    /** The store as it is set, or null after noting its problems with the reader. */
    ConfiguredStore configure(SettingsReader reader);
}
