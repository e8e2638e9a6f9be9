package io.userautomation.metricsexporter;

import io.userautomation.commandline.tls.CertificateEnd;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/** Asks for {@link Bounds}. What the login may not know stays unknown: lags and runs matter more. Belongs to one thread. */
final class KafkaBounds {

    private static final String RETENTION = "retention.ms";
    private static final double MILLIS_PER_SECOND = 1_000;
    /** Looked at over a connection of its own, and changed rarely. */
    private static final Duration BETWEEN_CERTIFICATES = Duration.ofHours(1);

    private final Admin admin;
    private final ExporterSettings settings;
    private double certificateEnd = Double.NaN;
    private long certificateNanos;

    KafkaBounds(Admin admin, ExporterSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** @throws KafkaException when the brokers don't answer */
    Bounds look() throws InterruptedException {
        return new Bounds(retention(), usableDisk(), certificateEnd());
    }

    private double retention() throws InterruptedException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, settings.topics().users());
        try {
            return seconds(answer(admin.describeConfigs(List.of(topic)).all())
                    .get(topic)
                    .get(RETENTION)
                    .value());
        } catch (AuthorizationException notPermitted) {
            return Double.NaN;
        }
    }

    private double usableDisk() throws InterruptedException {
        try {
            Collection<Integer> brokers = answer(admin.describeCluster().nodes()).stream()
                    .map(Node::id)
                    .toList();
            return answer(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                    .map(Map::values)
                    .flatMap(Collection::stream)
                    .mapToDouble(KafkaBounds::usable)
                    .filter(Double::isFinite)
                    .min()
                    .orElse(Double.NaN);
        } catch (AuthorizationException notPermitted) {
            return Double.NaN;
        }
    }

    private double certificateEnd() {
        if (Double.isNaN(certificateEnd) || System.nanoTime() - certificateNanos > BETWEEN_CERTIFICATES.toNanos()) {
            certificateNanos = System.nanoTime();
            certificateEnd = CertificateEnd.first(
                            settings.kafka().transport(), settings.kafka().addresses())
                    .map(end -> (double) end.getEpochSecond())
                    .orElse(Double.NaN);
        }
        return certificateEnd;
    }

    /** @param millis as Kafka writes it: -1 for ever */
    static double seconds(String millis) {
        long retention = Long.parseLong(millis);
        return retention < 0 ? Double.POSITIVE_INFINITY : retention / MILLIS_PER_SECOND;
    }

    /** Of the disk that a folder of data is on; NaN where a broker doesn't say it. */
    static double usable(LogDirDescription folder) {
        return folder.totalBytes().orElse(0) > 0 && folder.usableBytes().isPresent()
                ? (double) folder.usableBytes().getAsLong()
                        / folder.totalBytes().getAsLong()
                : Double.NaN;
    }

    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
