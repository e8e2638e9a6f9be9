package io.userautomation.kafka.settings;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Tells a broker that refuses the login, or is refused for its certificate, from one that is away. */
public final class KafkaRefusal {

    private KafkaRefusal() {}

    /** What to end the task with, where {@code failure} or one of its causes is such a refusal. */
    public static Optional<TaskException> of(KafkaSettings kafka, Throwable failure) {
        return kafka.transport().refusal(kafka.bootstrapServers(), failure).or(() -> login(kafka, failure));
    }

    private static Optional<TaskException> login(KafkaSettings kafka, Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .filter(AuthenticationException.class::isInstance)
                .findFirst()
                .map(refused -> new TaskException(ExitStatus.FAILED, sentence(kafka, refused), failure));
    }

    private static String sentence(KafkaSettings kafka, Throwable refused) {
        return refused instanceof SslAuthenticationException
                ? "Kafka at %s fails the TLS handshake, saying \"%s\": check %s and %s"
                        .formatted(
                                kafka.bootstrapServers(),
                                refused.getMessage(),
                                KafkaSettings.SECURITY_PROTOCOL.variable(),
                                KafkaSettings.CA_FILE.variable())
                : "Kafka at %s refuses the login, saying \"%s\": check %s, %s and %s"
                        .formatted(
                                kafka.bootstrapServers(),
                                refused.getMessage(),
                                KafkaSettings.USERNAME.variable(),
                                KafkaSettings.PASSWORD.variable(),
                                KafkaSettings.SASL_MECHANISM.variable());
    }
}
