package io.userautomation.sparkjob.metrics;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.List;
import java.util.Optional;

/**
 * Where the job says what it does.
 *
 * @param port empty: nowhere
 * @param address of this machine, that it listens at
 */
public record MetricsSettings(Optional<Integer> port, String address) {

    /** As texts, for a class that nobody can load without Spark: the settings are gathered from the jar without it. */
    static final String PORT_VARIABLE = "METRICS_PORT";

    static final String ADDRESS_VARIABLE = "METRICS_ADDRESS";

    private static final int LARGEST_PORT = 65_535;

    public static final Setting PORT = Setting.variable(
            PORT_VARIABLE,
            null,
            "",
            "1 to 65535",
            "Port at which the job serves its metrics for Prometheus, under /metrics; unset: it serves none.");
    public static final Setting ADDRESS = Setting.variable(
            ADDRESS_VARIABLE,
            "127.0.0.1",
            "",
            "an address or name of this machine, or 0.0.0.0 for all that it has",
            "Address at which it serves them. There is no login: whoever reaches the port can read them.");

    public static final List<Setting> ALL = List.of(PORT, ADDRESS);

    public MetricsSettings {
        new Checks()
                .require(port.isEmpty() || (1 <= port.get() && port.get() <= LARGEST_PORT), PORT, port.orElse(null))
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static MetricsSettings from(SettingsReader reader) {
        return reader.group(() -> new MetricsSettings(reader.converted(PORT, Integer::valueOf), reader.text(ADDRESS)));
    }
}
