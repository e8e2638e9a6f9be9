package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ServerWaitTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void should_return_as_soon_as_every_server_answers() throws Exception {
        try (FakePart kafka = new FakePart("Kafka");
                FakePart cassandra = new FakePart("Cassandra")) {
            new ServerWait(LONG).forAll(List.of(kafka, cassandra));

            assertThat(kafka.calls).containsExactly("connect");
            assertThat(cassandra.calls).containsExactly("connect");
        }
    }

    @Test
    void should_try_again_until_a_server_is_ready() throws Exception {
        try (FakePart starting = new FakePart("PostgreSQL") {
            @Override
            public void connect() throws Exception {
                super.connect();
                if (calls.size() < 3) {
                    throw new IOException("the database system is starting up");
                }
            }
        }) {
            new ServerWait(LONG).forAll(List.of(starting));

            assertThat(starting.calls).containsExactly("connect", "connect", "connect");
        }
    }

    @Test
    void should_name_every_server_that_is_absent_when_the_time_is_up() throws Exception {
        try (FakePart present = new FakePart("Kafka");
                FakePart absent = FakePart.absent("Cassandra");
                FakePart gone = FakePart.absent("PostgreSQL")) {
            assertThatThrownBy(() -> new ServerWait(SHORT).forAll(List.of(present, absent, gone)))
                    .isInstanceOfSatisfying(
                            TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.FAILED))
                    .hasMessage("after waiting for 1 s: %s is not reachable: Connection refused; %s is not reachable:"
                                    .formatted(absent.server(), gone.server())
                            + " Connection refused");
        }
    }

    @Test
    void should_say_so_of_a_server_that_accepts_but_never_answers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (FakePart silent = new FakePart("Kafka") {
            @Override
            public void connect() throws Exception {
                never.await();
            }
        }) {
            assertThatThrownBy(() -> new ServerWait(SHORT).forAll(List.of(silent)))
                    .hasMessage("after waiting for 1 s: %s is not reachable: no answer yet".formatted(silent.server()));
        }
    }

    @Test
    @Timeout(30)
    void should_not_wait_for_what_no_waiting_mends() throws Exception {
        try (FakePart refusing = new FakePart("PostgreSQL") {
            @Override
            public void connect() {
                throw new TaskException(ExitStatus.FAILED, "PostgreSQL refuses the login");
            }
        }) {
            assertThatThrownBy(() -> new ServerWait(LONG).forAll(List.of(refusing)))
                    .hasMessage("PostgreSQL refuses the login");
        }
    }

    @Test
    void should_end_at_once_when_interrupted() throws Exception {
        try (FakePart absent = FakePart.absent("Kafka")) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> new ServerWait(LONG).forAll(List.of(absent)))
                    .isInstanceOf(InterruptedException.class);
        }
    }
}
