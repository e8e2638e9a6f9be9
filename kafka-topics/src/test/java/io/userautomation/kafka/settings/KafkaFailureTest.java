package io.userautomation.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaFailure.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailureTest {

    private static final KafkaSettings KAFKA = KafkaSettings.plaintext("broker:29092");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(
                        new TimeoutException("no node"),
                        Kind.OUTAGE,
                        "Kafka at broker:29092 did not answer within 5 s (no node)"),
                arguments(new DisconnectException("gone"), Kind.OUTAGE, "Kafka at broker:29092 failed: gone"),
                arguments(
                        new NotEnoughReplicasException("one of two"),
                        Kind.OUTAGE,
                        "Kafka at broker:29092 failed: one of two"),
                arguments(
                        new CoordinatorNotAvailableException("none"),
                        Kind.OUTAGE,
                        "Kafka at broker:29092 failed: none"),
                arguments(
                        new ThrottlingQuotaExceededException("slow down"),
                        Kind.OUTAGE,
                        "Kafka at broker:29092 failed: slow down"),
                arguments(
                        new SaslAuthenticationException("no such user"),
                        Kind.LOGIN,
                        "Kafka at broker:29092 refuses the login, saying \"no such user\":"
                                + " check KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_SASL_MECHANISM"),
                arguments(
                        new SslAuthenticationException("handshake"),
                        Kind.LOGIN,
                        "Kafka at broker:29092 fails the TLS handshake, saying \"handshake\":"
                                + " check KAFKA_SECURITY_PROTOCOL and KAFKA_CA_FILE"),
                arguments(
                        new TopicAuthorizationException(Set.of("users")),
                        Kind.PERMISSION,
                        "Kafka at broker:29092 does not permit it: Not authorized to access topics: [users];"
                                + " the login in KAFKA_USERNAME needs an ACL on topic users, see docs/permissions.md"),
                arguments(
                        GroupAuthorizationException.forGroupId("user_automation.postgres"),
                        Kind.PERMISSION,
                        "Kafka at broker:29092 does not permit it: Not authorized to access group:"
                                + " user_automation.postgres; the login in KAFKA_USERNAME needs an ACL on group"
                                + " user_automation.postgres, see docs/permissions.md"),
                arguments(
                        new TransactionalIdAuthorizationException("Transactional Id authorization failed."),
                        Kind.PERMISSION,
                        "Kafka at broker:29092 does not permit it: Transactional Id authorization failed; the login in"
                                + " KAFKA_USERNAME needs an ACL on its transactional id, see docs/permissions.md"),
                arguments(
                        new ClusterAuthorizationException("Cluster authorization failed."),
                        Kind.PERMISSION,
                        "Kafka at broker:29092 does not permit it: Cluster authorization failed; the login in"
                                + " KAFKA_USERNAME needs an ACL on the cluster, see docs/permissions.md"),
                arguments(new RecordTooLargeException("5 MB"), Kind.RECORD, "Kafka at broker:29092 failed: 5 MB"),
                arguments(new SerializationException("bytes"), Kind.RECORD, "Kafka at broker:29092 failed: bytes"),
                arguments(new UnsupportedVersionException("old"), Kind.OTHER, "Kafka at broker:29092 failed: old"),
                arguments(new InvalidTopicException("a b"), Kind.OTHER, "Kafka at broker:29092 failed: a b"),
                arguments(new IllegalStateException("closed"), Kind.OTHER, "Kafka at broker:29092 failed: closed"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void should_know_each_error_and_find_it_beneath_another(Throwable failure, Kind kind, String sentence) {
        assertThat(KafkaFailure.of(KAFKA, TIMEOUT, failure)).isEqualTo(new KafkaFailure(kind, sentence, failure));
        assertThat(KafkaFailure.of(KAFKA, TIMEOUT, new ExecutionException(failure))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void should_come_to_an_end_where_causes_go_round() {
        Exception first = new Exception("first");
        first.initCause(new Exception("second", first));

        assertThat(KafkaFailure.of(KAFKA, TIMEOUT, first).kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void should_call_a_login_and_a_missing_permission_a_refusal() {
        assertThat(KafkaFailure.of(KAFKA, TIMEOUT, new SaslAuthenticationException("no"))
                        .refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal).hasMessageContaining("refuses the login"));
        assertThat(KafkaFailure.of(KAFKA, TIMEOUT, new TopicAuthorizationException("no"))
                        .refusal())
                .isPresent();
        assertThat(KafkaFailure.of(KAFKA, TIMEOUT, new TimeoutException("no")).refusal())
                .isEmpty();
    }

    @Test
    void should_name_the_brokers_and_the_time_waited() {
        assertThatThrownBy(() -> KafkaFailure.guard(KAFKA, TIMEOUT, () -> {
                    throw new TimeoutException("no node");
                }))
                .isInstanceOf(TaskException.class)
                .hasMessage("Kafka at broker:29092 did not answer within 5 s (no node)");
    }

    @Test
    void should_say_the_reason_beneath() {
        KafkaException failure =
                new KafkaException("Failed to create new KafkaAdminClient", new ConfigException("no such host"));

        assertThat(KafkaFailure.of(KAFKA, TIMEOUT, failure).sentence())
                .isEqualTo("Kafka at broker:29092 failed: Failed to create new KafkaAdminClient: no such host");
    }

    @Test
    void should_take_the_clients_own_interruption_for_one() {
        assertThatThrownBy(() -> KafkaFailure.guard(KAFKA, TIMEOUT, () -> {
                    throw new InterruptException("interrupted");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
