package io.userautomation.metricsexporter;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.metrics.MetricsServer;
import io.userautomation.kafka.settings.KafkaFailure;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves from its start on, and looks at Kafka again and again until a signal comes. */
final class Exporter {

    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

    private final ExporterSettings settings;

    Exporter(ExporterSettings settings) {
        this.settings = settings;
    }

    /** @throws TaskException where no waiting helps: a port that is taken, a login that is refused, a missing topic */
    Summary run() throws InterruptedException {
        ExporterMeters meters = new ExporterMeters(settings.stores());
        try (MetricsServer server = MetricsServer.start(
                        settings.address(),
                        settings.port(),
                        meters.registry(),
                        ExporterSettings.ADDRESS.variable(),
                        ExporterSettings.PORT.variable());
                KafkaLook kafka = new KafkaLook(settings)) {
            LOG.info("Serves metrics address={} port={}", settings.address(), server.port());
            Standing standing = Standing.UNKNOWN;
            while (true) {
                standing = look(kafka, standing);
                meters.show(standing);
                Thread.sleep(settings.interval().toMillis());
            }
        }
    }

    private Standing look(KafkaLook kafka, Standing before) throws InterruptedException {
        try {
            Standing now = kafka.look();
            if (!before.reached()) {
                LOG.info("Reads what stands on Kafka runs={}", now.runs().size());
            }
            return now;
        } catch (InterruptException e) {
            throw KafkaFailure.interruption(e);
        } catch (KafkaException e) {
            KafkaFailure failure = KafkaFailure.of(settings.kafka(), ExporterSettings.PATIENCE, e);
            Optional<TaskException> refusal = failure.refusal();
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            LOG.warn("Looks again in {} s: {}", settings.interval().toSeconds(), failure.sentence());
            return before.unreached();
        }
    }
}
