package io.userautomation.metricsexporter;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.CommandRunner;
import io.userautomation.kafka.settings.KafkaFailure;

/** The process: serves for Prometheus what stands on Kafka, whoever else is up. */
public final class MetricsExporter {

    static final Command COMMAND = Command.of(
            "metrics-exporter",
            "Serves each store's lag and the last runs for Prometheus, under /metrics, until SIGTERM. It asks Kafka alone,"
                    + " so that its figures stand while the Spark job is down.",
            ExporterSettings.FLAGS,
            reader -> {
                ExporterSettings settings = ExporterSettings.from(reader);
                return KafkaFailure.guard(
                        settings.kafka(), ExporterSettings.PATIENCE, () -> new Exporter(settings).run());
            });

    private MetricsExporter() {}

    public static void main(String[] arguments) {
        System.exit(CommandRunner.runInProcess(COMMAND, arguments).code());
    }
}
