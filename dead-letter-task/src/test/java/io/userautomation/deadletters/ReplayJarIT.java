package io.userautomation.deadletters;

import static io.userautomation.deadletters.DeadLetterCommand.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar's {@code replay} on a real Kafka: whatever happens to it, each dead letter is replayed once. */
class ReplayJarIT {

    private static final String RUN = "manual__1";
    private static final int MANY = 3_000;

    private final TopicsOnKafka topics = TopicsOnKafka.ofTheirOwn(Stack.shared(ServerKind.KAFKA));
    private final DeadLetterCommand commands = topics.commands();
    private DeadLettersOnKafka deadLetters;

    @BeforeEach
    void prepare() throws Exception {
        topics.create();
        deadLetters = new DeadLettersOnKafka(topics.brokers(), topics.users());
    }

    @AfterEach
    void close() {
        deadLetters.close();
    }

    @Test
    void should_replay_each_dead_letter_once_when_killed_in_the_middle_and_run_again() {
        // given
        deadLetters.refusedByPostgres(RUN, MANY);
        TaskProcess slow = startSlowly();

        // when
        slow.kill();
        Set<String> before = new HashSet<>(topics.keys());
        JsonObject second = commands.done("replay");

        // then
        assertThat(before).hasSizeBetween(1, MANY - 1);
        assertThat(second.get("already_replayed").getAsLong()).isPositive().isLessThan(MANY);
        assertThat(second.get("replayed").getAsLong())
                .isEqualTo(MANY - second.get("already_replayed").getAsLong());
        assertEachOnce(MANY);
    }

    @Test
    void should_replay_each_dead_letter_once_when_a_second_replay_takes_over() {
        // given
        deadLetters.refusedByPostgres(RUN, MANY);
        TaskProcess slow = startSlowly();

        // when
        JsonObject second = commands.done("replay");
        Finished first = slow.await(PATIENCE);

        // then
        assertThat(first.exitStatus()).as(first.stderr()).isEqualTo(1);
        assertThat(first.stderr()).contains("another replay of the same dead letters has taken over");
        assertThat(second.get("replayed").getAsLong()).isPositive();
        assertEachOnce(MANY);
    }

    @Test
    void should_end_with_status_4_and_leave_no_transaction_open_when_terminated() {
        // given
        deadLetters.refusedByPostgres(RUN, MANY);
        TaskProcess slow = startSlowly();

        // when
        slow.terminate();
        Finished first = slow.await(PATIENCE);
        JsonObject second = commands.done("replay");

        // then
        assertThat(first.exitStatus()).as(first.stderr()).isEqualTo(4);
        assertThat(second.get("already_replayed").getAsLong()).isPositive();
        assertEachOnce(MANY);
    }

    @Test
    void should_end_with_status_3_and_send_nothing_that_would_come_back() {
        // given
        deadLetters.refused(RUN, "validate", 0, DeadLettersOnKafka.withoutEmail(0));
        deadLetters.send(
                "id".getBytes(UTF_8),
                DeadLettersOnKafka.withoutEmail(1),
                Map.of("run_id", RUN, "__connect.errors.stage", "publish"));
        deadLetters.send(null, DeadLettersOnKafka.valid(2), Map.of("__connect.errors.stage", "validate"));
        deadLetters.send(null, DeadLettersOnKafka.valid(3), Map.of("color", "no letter of ours"));
        deadLetters.flush();

        // when
        Finished finished = commands.jar("replay").start().await(PATIENCE);

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isEqualTo(3);
        assertThat(finished.lastStdoutLine())
                .contains(
                        "\"dead_letters\":3,\"replayed\":0,\"already_replayed\":0,\"still_invalid\":2,\"exhausted\":0,"
                                + "\"foreign\":1,\"skipped\":0");
        assertThat(finished.stderr()).contains("email is missing").doesNotContain("Kelley", "anna@");
        assertThat(topics.published()).isEmpty();
    }

    private TaskProcess startSlowly() {
        TaskProcess slow =
                commands.jar("replay", "--letters-per-transaction", "2").start();
        await().atMost(PATIENCE).until(() -> topics.records() > 200);
        return slow;
    }

    private void assertEachOnce(int records) {
        assertThat(topics.keys()).hasSize(records).doesNotHaveDuplicates();
    }
}
