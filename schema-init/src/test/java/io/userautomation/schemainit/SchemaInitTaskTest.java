package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaInitTaskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void should_create_then_verify_every_part_and_close_it() throws Exception {
        FakePart kafka = new FakePart("kafka");
        FakePart postgres = new FakePart("postgres");

        Summary summary = new SchemaInitTask(List.of(kafka, postgres), PATIENCE, false, false).run();

        assertThat(kafka.calls).containsExactly("connect", "create", "differences", "close");
        assertThat(postgres.calls).containsExactly("connect", "create", "differences", "close");
        assertThat(summary).hasToString("{\"verify_only\":false,\"kafka\":\"created\",\"postgres\":\"created\"}");
    }

    @Test
    void should_create_nothing_when_only_verifying() throws Exception {
        FakePart kafka = new FakePart("kafka");

        new SchemaInitTask(List.of(kafka), PATIENCE, true, false).run();

        assertThat(kafka.calls).containsExactly("connect", "differences", "close");
    }

    @Test
    void should_repair_before_it_creates_when_asked_to() throws Exception {
        FakePart kafka = new FakePart("kafka");

        new SchemaInitTask(List.of(kafka), PATIENCE, false, true).run();

        assertThat(kafka.calls).containsExactly("connect", "repair", "create", "differences", "close");
    }

    @Test
    void should_lay_the_other_parts_and_report_all_problems_together() {
        FakePart failing = new FakePart("Kafka") {
            @Override
            public void create(Summary summary) throws Exception {
                throw new IOException("not enough\nreplicas");
            }
        };
        FakePart differing = new FakePart("Cassandra") {
            @Override
            public List<String> differences(Summary summary) {
                return List.of("column phone is int", "column dob is date");
            }
        };
        FakePart fine = new FakePart("postgres");

        assertThatThrownBy(() -> new SchemaInitTask(List.of(failing, differing, fine), PATIENCE, false, false).run())
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.FAILED))
                .message()
                .isEqualToNormalizingNewlines("""
                        3 things stand in the way:
                          1. %s failed: not enough replicas
                          2. column phone is int
                          3. column dob is date""".formatted(failing.server()));
        assertThat(fine.calls).containsExactly("connect", "create", "differences", "close");
    }

    @Test
    void should_end_as_interrupted_when_a_client_swallows_the_interruption() {
        FakePart swallowing = new FakePart("Cassandra") {
            @Override
            public void create(Summary summary) {
                Thread.currentThread().interrupt();
            }
        };
        FakePart next = new FakePart("postgres");

        assertThatThrownBy(() -> new SchemaInitTask(List.of(swallowing, next), PATIENCE, false, false).run())
                .isInstanceOf(InterruptedException.class);
        assertThat(next.calls).containsExactly("connect", "close");
    }
}
