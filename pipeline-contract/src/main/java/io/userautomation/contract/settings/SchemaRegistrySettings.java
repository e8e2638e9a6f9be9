package io.userautomation.contract.settings;

import java.util.List;
import java.util.Optional;

/**
 * The schema registry, if there is one.
 *
 * @param url base of the Confluent-compatible API, under which {@code /subjects} stands; empty to do without
 */
public record SchemaRegistrySettings(Optional<String> url) {

    public static final Setting URL = Setting.variable(
            "SCHEMA_REGISTRY_URL",
            null,
            "",
            "an http(s) URL",
            "Base URL of a Confluent-compatible schema registry; unset: none is used.");

    public static final List<Setting> ALL = List.of(URL);

    public SchemaRegistrySettings {
        new Checks()
                .require(url.isEmpty() || Addresses.isHttpUrl(url.get()), URL, url.orElse(null))
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static SchemaRegistrySettings from(SettingsReader reader) {
        return reader.group(() -> new SchemaRegistrySettings(reader.optionalText(URL)));
    }
}
