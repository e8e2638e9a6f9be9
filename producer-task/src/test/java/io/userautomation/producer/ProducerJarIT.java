package io.userautomation.producer;

import static io.userautomation.producer.ProducerCommand.PATIENCE;
import static io.userautomation.producer.ProducerCommand.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunState;
import io.userautomation.randomuser.RandomUserApi;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar as Airflow starts it: what only a process shows, its streams, signals, memory and sudden end. */
class ProducerJarIT {

    private static final String RUN = "manual__2026-01-01T00:00:00+00:00";

    private final Stack stack = Stack.shared(ServerKind.KAFKA);
    private final RunTopicsOnKafka topics = RunTopicsOnKafka.ofTheirOwn(stack);
    private RandomUserApi api;
    private ProducerCommand producer;

    @BeforeEach
    void prepare() throws Exception {
        api = RandomUserApi.start();
        topics.create();
        producer = topics.producer().with("RANDOM_USER_API_URL", api.url());
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void should_do_all_three_in_one_process_and_say_so_in_the_last_line_of_both_streams_merged() {
        // when
        Finished run = producer.jar("run", "--run-id", RUN, "--users", "300")
                .merged()
                .start()
                .await(PATIENCE);

        // then
        assertThat(run.exitStatus()).isZero();
        assertThat(run.lastStdoutLineAsJson().get("outcome").getAsString()).isEqualTo("completed");
        assertThat(run.lastStdoutLineAsJson().get("published").getAsLong()).isEqualTo(300);
        assertThat(topics.run(RUN).isClosed()).isTrue();
    }

    @Test
    void should_report_all_bad_settings_together() {
        // when
        Finished refused = producer.jar(
                        "run", "--users", "0", "--rate", "fast", "--page-size", "5001", "--nat", "us,xx")
                .arguments(
                        "--seed", "abc1", "--run-id", "a b", "--api-url", "http://host/api/1.1/", "--duration", "1ms")
                .arguments("--deadline", "x", "--reject-budget", "101", "--api-tries", "0", "--kafka-timeout", "1ms")
                .environment("KAFKA_BOOTSTRAP_SERVERS", "nowhere")
                .start()
                .await(PATIENCE);

        // then
        assertThat(refused.exitStatus()).isEqualTo(2);
        assertThat(refused.stderr())
                .contains("13 settings can't be used:", "  1. ", " 13. ")
                .contains("PRODUCER_USERS (--users) is '0': must be a whole number from 1 to 1000000000")
                .contains("KAFKA_BOOTSTRAP_SERVERS is 'nowhere': must be host:port")
                .doesNotContain("\tat ");
        assertThat(refused.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_fail_within_its_time_when_kafka_falls_silent_half_way() {
        // given
        TaskProcess publishing = publishSlowly("--kafka-timeout", "3s");

        // when
        stack.server(ServerKind.KAFKA).pause();
        try {
            Finished failed = publishing.await(PATIENCE);

            // then
            assertEnded(1, failed, "Kafka at " + topics.brokers() + " did not answer within 3 s");
            assertThat(failed.lastStdoutLineAsJson().get("state").getAsString()).isEqualTo("failed");
        } finally {
            stack.server(ServerKind.KAFKA).resume();
        }
    }

    @Test
    void should_end_in_time_on_sigterm_while_kafka_is_silent() {
        // given
        TaskProcess publishing = publishSlowly();
        stack.server(ServerKind.KAFKA).pause();
        try {
            // when
            publishing.terminate();
            long asked = System.nanoTime();
            Finished interrupted = publishing.await(PATIENCE);

            // then
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
            assertThat(interrupted.exitStatus()).isEqualTo(4);
            assertThat(interrupted.lastStdoutLineAsJson().get("status").getAsString())
                    .isEqualTo("interrupted");
        } finally {
            stack.server(ServerKind.KAFKA).resume();
        }
    }

    @Test
    void should_end_with_status_4_on_sigterm_and_complete_with_the_same_users_when_run_again() {
        // given
        TaskProcess first = publishSlowly();

        // when
        first.terminate();
        long asked = System.nanoTime();
        Finished interrupted = first.await(PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - asked);

        // then
        assertThat(took).isLessThan(Duration.ofSeconds(4));
        assertThat(interrupted.exitStatus()).isEqualTo(4);
        long acknowledged = interrupted.lastStdoutLineAsJson().get("published").getAsLong();
        assertThat(acknowledged).isPositive().isLessThan(2_000);
        assertThat(topics.run(RUN).bestAttempt().orElseThrow().state()).isEqualTo(PublishState.FAILED);
        assertThat(topics.run(RUN).bestAttempt().orElseThrow().counts().published())
                .isEqualTo(acknowledged);
        assertThat(topics.run(RUN).manifest().state()).isEqualTo(RunState.OPEN);
        assertTheNextAttemptCompletes(RunTopicsOnKafka.ids(topics.published()));
    }

    @Test
    void should_complete_with_the_same_users_after_kill_9() {
        // given
        TaskProcess first = publishSlowly();

        // when
        first.kill();

        // then
        assertThat(topics.run(RUN).bestAttempt().orElseThrow().state()).isEqualTo(PublishState.RUNNING);
        assertTheNextAttemptCompletes(RunTopicsOnKafka.ids(topics.published()));
    }

    @Test
    void should_keep_to_256_mib_whatever_the_number_of_users() {
        // when
        Finished run = producer.jar("run", "--run-id", RUN, "--users", "60000")
                .jvmOptions("-Xmx256m", "-XX:+ExitOnOutOfMemoryError")
                .start()
                .await(PATIENCE);

        // then
        assertThat(run.exitStatus()).isZero();
        assertThat(run.lastStdoutLineAsJson().get("published").getAsLong()).isEqualTo(60_000);
    }

    /** A publisher that has published some and has many to go. */
    private TaskProcess publishSlowly(String... more) {
        producer.done("open-run", "--run-id", RUN, "--users", "2000", "--page-size", "500");
        TaskProcess process = producer.jar("publish", "--run-id", RUN, "--rate", "200")
                .arguments(more)
                .start();
        await().atMost(PATIENCE).until(() -> topics.records() > 200);
        return process;
    }

    private void assertTheNextAttemptCompletes(Set<String> before) {
        JsonObject second = producer.done("publish", "--run-id", RUN, "--rate", "0");
        JsonObject closed = producer.done("close-run", "--run-id", RUN);

        assertThat(before).isNotEmpty();
        assertThat(second.get("published").getAsLong()).isEqualTo(2_000);
        assertThat(closed.get("outcome").getAsString()).isEqualTo("completed");
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(2_000).containsAll(before);
    }
}
