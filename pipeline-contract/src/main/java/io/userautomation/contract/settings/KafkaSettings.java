package io.userautomation.contract.settings;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Where the brokers are.
 *
 * @param bootstrapServers {@code host:port[,host:port…]}
 */
public record KafkaSettings(String bootstrapServers) {

    public static final Setting BOOTSTRAP_SERVERS = Setting.variable(
            "KAFKA_BOOTSTRAP_SERVERS",
            "localhost:9092",
            "",
            "host:port[,host:port…]",
            "Kafka brokers to find the cluster by.");

    public static final List<Setting> ALL = List.of(BOOTSTRAP_SERVERS);

    public KafkaSettings {
        new Checks()
                .require(Addresses.areHostPorts(bootstrapServers), BOOTSTRAP_SERVERS, bootstrapServers)
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static KafkaSettings from(SettingsReader reader) {
        return reader.group(() -> new KafkaSettings(reader.text(BOOTSTRAP_SERVERS)));
    }

    /** The brokers, unresolved, in the order given. */
    public List<InetSocketAddress> addresses() {
        return Addresses.hostPorts(bootstrapServers);
    }

    /** What every Kafka client needs to connect; the caller adds what its own work needs. */
    public Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }
}
