package io.userautomation.kafka.registry;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.formats.RecordSchema;
import io.userautomation.kafka.settings.RecordFormatSetting;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Finds the id of the record's own schema, for whoever publishes. It is schema-init that registers it. */
public final class RegisteredFormat {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private RegisteredFormat() {}

    /**
     * What writes users in this format. Asks nobody for {@link RecordFormat#JSON}.
     *
     * @param topic the users topic
     * @param patience how long a registry that does not answer is waited for
     * @throws TaskException for status 1 when it does not answer in time, or has no such schema
     */
    public static RecordEncoder encoder(
            RecordFormat format, SchemaRegistrySettings settings, String topic, Duration patience)
            throws InterruptedException {
        if (format == RecordFormat.JSON) {
            return RecordEncoder.JSON;
        }
        SchemaRegistry registry = new SchemaRegistry(settings);
        String subject = SubjectSchemas.subjectOf(topic);
        Registered registered = answered(registry, subject, format, patience)
                .orElseThrow(() -> new TaskException(
                        ExitStatus.FAILED,
                        "subject %s at the %s does not have the record's schema: run schema-init with %s=%s to register it"
                                .formatted(
                                        subject,
                                        registry.server(),
                                        RecordFormatSetting.RECORD_FORMAT.variable(),
                                        format.word()),
                        null));
        return RecordEncoder.of(format, registered.id());
    }

    private static Optional<Registered> answered(
            SchemaRegistry registry, String subject, RecordFormat format, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                registry.connect();
                return registry.find(subject, format, RecordSchema.text(format));
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new TaskException(
                            ExitStatus.FAILED,
                            "%s did not answer within %s s: %s"
                                    .formatted(registry.server(), patience.toSeconds(), Reason.of(e)),
                            e);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }
}
