package io.userautomation.kafka.settings;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.Task;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * An error of the brokers or of their client, classified once for all who may meet it.
 *
 * @param kind what it means
 * @param sentence for a person: the brokers, what happened, and what to do where waiting does not mend it
 * @param cause as the client threw it
 */
public record KafkaFailure(Kind kind, String sentence, Throwable cause) {

    /** Causes may lead back to where they began. */
    private static final int MAX_CAUSES = 50;

    /** What an error means for whoever meets it. */
    public enum Kind {
        /** Waiting may end it. */
        OUTAGE,
        /** The login is refused, or one side's certificate. */
        LOGIN,
        /** The login is known, and may not do this. */
        PERMISSION,
        /** This one record can't be written or read; another may. */
        RECORD,
        /** Whatever else: a client that can't be made, a request that the brokers don't understand. */
        OTHER
    }

    /**
     * Looks at {@code failure} and its causes.
     *
     * @param timeout how long an answer was waited for
     */
    public static KafkaFailure of(KafkaSettings kafka, Duration timeout, Throwable failure) {
        Optional<TaskException> certificate = kafka.transport().refusal(kafka.bootstrapServers(), failure);
        if (certificate.isPresent()) {
            return new KafkaFailure(Kind.LOGIN, certificate.get().getMessage(), failure);
        }
        Kind kind = kind(failure);
        return new KafkaFailure(kind, sentence(kind, kafka, timeout, failure), failure);
    }

    /** The kind that an error, or the first of its causes that has one, is of. */
    private static Kind kind(Throwable failure) {
        return causes(failure)
                .map(KafkaFailure::kindOfOne)
                .filter(kind -> kind != Kind.OTHER)
                .findFirst()
                .orElse(Kind.OTHER);
    }

    private static Kind kindOfOne(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return Kind.LOGIN;
        }
        if (failure instanceof AuthorizationException) {
            return Kind.PERMISSION;
        }
        if (failure instanceof RecordTooLargeException || failure instanceof SerializationException) {
            return Kind.RECORD;
        }
        return failure instanceof RetriableException ? Kind.OUTAGE : Kind.OTHER;
    }

    /** What a task ends with for it: status 1. */
    public TaskException fatal() {
        return new TaskException(ExitStatus.FAILED, sentence, cause);
    }

    /** The refusal of a login or of what it may do; empty for what may pass, or for what says enough by itself. */
    public Optional<TaskException> refusal() {
        return kind == Kind.LOGIN || kind == Kind.PERMISSION ? Optional.of(fatal()) : Optional.empty();
    }

    /**
     * Runs the task; an exception of the client becomes one that names the brokers, or an interruption.
     *
     * @param timeout how long the task waits for an answer
     */
    public static Summary guard(KafkaSettings kafka, Duration timeout, Task task) throws Exception {
        TlsProbe.check(kafka.transport(), kafka.addresses());
        try {
            return task.run();
        } catch (InterruptException e) {
            throw interruption(e);
        } catch (KafkaException e) {
            throw of(kafka, timeout, e).fatal();
        }
    }

    /** The client's own exception sets the thread's flag again, which would break off the clearing up. */
    public static InterruptedException interruption(InterruptException e) {
        Thread.interrupted();
        InterruptedException interruption = new InterruptedException();
        interruption.initCause(e);
        return interruption;
    }

    private static String sentence(Kind kind, KafkaSettings kafka, Duration timeout, Throwable failure) {
        String brokers = kafka.bootstrapServers();
        String reason = reason(failure);
        return switch (kind) {
            case LOGIN -> login(brokers, failure);
            case PERMISSION ->
                "Kafka at %s does not permit it: %s; the login in %s needs an ACL on %s, see docs/permissions.md"
                        .formatted(
                                brokers,
                                reason.replaceFirst("\\.$", ""),
                                KafkaSettings.USERNAME.variable(),
                                forbidden(failure));
            case OUTAGE ->
                isLate(failure)
                        ? "Kafka at %s did not answer within %s s (%s)".formatted(brokers, timeout.toSeconds(), reason)
                        : "Kafka at %s failed: %s".formatted(brokers, reason);
            case RECORD, OTHER -> "Kafka at %s failed: %s".formatted(brokers, reason);
        };
    }

    /** What an ACL is needed on, as far as the brokers say. */
    private static String forbidden(Throwable failure) {
        Throwable refused = causes(failure)
                .filter(AuthorizationException.class::isInstance)
                .findFirst()
                .orElse(failure);
        if (refused instanceof TopicAuthorizationException topics
                && !topics.unauthorizedTopics().isEmpty()) {
            return "topic " + String.join(", topic ", new TreeSet<>(topics.unauthorizedTopics()));
        }
        if (refused instanceof GroupAuthorizationException group && group.groupId() != null) {
            return "group " + group.groupId();
        }
        if (refused instanceof TransactionalIdAuthorizationException) {
            return "its transactional id";
        }
        return refused instanceof ClusterAuthorizationException ? "the cluster" : "it";
    }

    private static String login(String brokers, Throwable failure) {
        Throwable refused = causes(failure)
                .filter(AuthenticationException.class::isInstance)
                .findFirst()
                .orElse(failure);
        return refused instanceof SslAuthenticationException
                ? "Kafka at %s fails the TLS handshake, saying \"%s\": check %s and %s"
                        .formatted(
                                brokers,
                                refused.getMessage(),
                                KafkaSettings.SECURITY_PROTOCOL.variable(),
                                KafkaSettings.CA_FILE.variable())
                : "Kafka at %s refuses the login, saying \"%s\": check %s, %s and %s"
                        .formatted(
                                brokers,
                                refused.getMessage(),
                                KafkaSettings.USERNAME.variable(),
                                KafkaSettings.PASSWORD.variable(),
                                KafkaSettings.SASL_MECHANISM.variable());
    }

    private static boolean isLate(Throwable failure) {
        return causes(failure).anyMatch(TimeoutException.class::isInstance);
    }

    /** The message, and the deepest cause's where the client only says what it could not do. */
    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String root = String.valueOf(
                causes(failure).reduce((above, below) -> below).orElse(failure).getMessage());
        return message.contains(root) ? message : message + ": " + root;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
