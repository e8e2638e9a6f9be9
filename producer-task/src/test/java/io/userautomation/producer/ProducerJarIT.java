package io.userautomation.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.contract.record.UserRecordValidator;
import io.userautomation.contract.record.Validation;
import io.userautomation.contract.runs.PublishState;
import io.userautomation.contract.runs.RunManifest;
import io.userautomation.contract.runs.RunOutcome;
import io.userautomation.contract.runs.RunSnapshot;
import io.userautomation.contract.runs.RunState;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.randomuser.RandomUserApi;
import io.userautomation.localstack.randomuser.fault.Fault;
import io.userautomation.localstack.randomuser.fault.FaultKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar as Airflow starts it, against a real Kafka and the API's double. */
class ProducerJarIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RUN = "manual__2026-01-01T00:00:00+00:00";

    private final Stack stack = Stack.shared(ServerKind.KAFKA);
    private final String topic = "users_" + UUID.randomUUID().toString().substring(0, 8);
    private RandomUserApi api;
    private RunTopicsOnKafka topics;

    @BeforeEach
    void prepare() throws Exception {
        api = RandomUserApi.start();
        topics = new RunTopicsOnKafka(brokers(), topic).create();
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void should_open_publish_and_close_a_run() {
        JsonObject opened =
                done("open-run", "--run-id", RUN, "--users", "2500", "--page-size", "1000", "--nat", "us,ua");
        JsonObject published = done("publish", "--run-id", RUN);
        JsonObject closed = done("close-run", "--run-id", RUN);

        assertThat(opened.get("epoch").getAsLong()).isEqualTo(1);
        assertThat(opened.get("seed").getAsString()).matches("[a-z]{24}");
        assertThat(published.toString())
                .contains("\"run_id\":\"" + RUN + "\",\"state\":\"completed\",\"fetched\":2500,\"published\":2500,"
                        + "\"rejected\":0,\"short_of\":0,\"pages\":3,\"retries\":0,\"users_per_second\":");
        assertThat(closed.toString())
                .contains("\"epoch\":1,\"outcome\":\"completed\",\"fetched\":2500,\"published\":2500,\"rejected\":0");
        assertThat(topics.published()).hasSize(2_500).allSatisfy(record -> {
            assertThat(UserRecordValidator.validate(record.value())).isInstanceOf(Validation.Valid.class);
            assertThat(RunTopicsOnKafka.header(record, "run_id")).contains(RUN);
            assertThat(RunTopicsOnKafka.header(record, "schema_version")).contains("1");
            assertThat(RunTopicsOnKafka.header(record, "content_type")).contains("application/json");
        });
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(2_500);
        assertManifest(topics.run(RUN));
    }

    private void assertManifest(RunSnapshot snapshot) {
        RunManifest manifest = snapshot.manifest();
        assertThat(manifest.state()).isEqualTo(RunState.CLOSED);
        assertThat(manifest.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(manifest.request().nationalities()).containsExactly("UA", "US");
        assertThat(manifest.startOffsets()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L));
        assertThat(manifest.endOffsets()).isEqualTo(topics.ends());
        assertThat(snapshot.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.state()).isEqualTo(PublishState.COMPLETED);
            assertThat(attempt.counts().published()).isEqualTo(2_500);
        });
    }

    @Test
    void should_do_all_three_in_one_process_and_say_so_in_the_last_line_of_both_streams_merged() {
        Finished run =
                jar("run", "--run-id", RUN, "--users", "300").merged().start().await(PATIENCE);

        assertThat(run.exitStatus()).isZero();
        assertThat(run.lastStdoutLineAsJson().get("outcome").getAsString()).isEqualTo("completed");
        assertThat(run.lastStdoutLineAsJson().get("published").getAsLong()).isEqualTo(300);
        assertThat(topics.run(RUN).isClosed()).isTrue();
    }

    @Test
    void should_publish_the_same_users_when_a_closed_run_is_opened_again() {
        JsonObject first = done("run", "--run-id", RUN, "--users", "300", "--page-size", "100");
        JsonObject second = done("run", "--run-id", RUN);

        assertThat(second.get("epoch").getAsLong()).isEqualTo(2);
        assertThat(second.get("seed")).isEqualTo(first.get("seed"));
        assertThat(topics.published()).hasSize(600);
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(300);
    }

    @Test
    void should_publish_nothing_in_a_dry_run() {
        JsonObject dry = done("publish", "--run-id", RUN, "--users", "300", "--dry-run");

        assertThat(dry.get("state").getAsString()).isEqualTo("dry_run");
        assertThat(dry.get("fetched").getAsLong()).isEqualTo(300);
        assertThat(topics.published()).isEmpty();
        assertThat(topics.run(RUN).manifest()).isNull();
    }

    @Test
    void should_end_with_the_duration_and_count_what_is_short() {
        JsonObject run = done(
                "run", "--run-id", RUN, "--users", "100000", "--duration", "2s", "--rate", "500", "--page-size", "500");

        long fetched = run.get("fetched").getAsLong();
        assertThat(fetched).isBetween(1L, 2_000L);
        assertThat(run.get("published").getAsLong()).isEqualTo(fetched);
        assertThat(run.get("short_of").getAsLong()).isEqualTo(100_000 - fetched);
        assertThat(topics.run(RUN).manifest().outcome()).isEqualTo(RunOutcome.COMPLETED);
    }

    @Test
    void should_recover_from_a_row_of_faults() {
        api.faults().next(1, Fault.of(FaultKind.TOO_MANY_REQUESTS));
        api.faults().next(1, Fault.of(FaultKind.EMPTY_PAGE)).next(1, Fault.of(FaultKind.RESET));

        JsonObject run = done("run", "--run-id", RUN, "--users", "300", "--api-backoff", "50ms");

        assertThat(run.get("retries").getAsLong()).isEqualTo(3);
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(300);
    }

    @Test
    void should_fail_never_finish_where_pages_stay_empty() {
        api.faults().after(1, 1_000, Fault.of(FaultKind.EMPTY_PAGE));

        Finished run = jar("run", "--run-id", RUN, "--users", "300", "--page-size", "100", "--api-tries", "3")
                .arguments("--api-backoff", "10ms")
                .start()
                .await(PATIENCE);

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.stderr())
                .contains("the Random User API at 127.0.0.1:%d did not give page 2 in 3 tries".formatted(api.port()))
                .contains("gave 0 users instead of 100");
        assertThat(topics.run(RUN).manifest().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(topics.run(RUN).manifest().counts().published()).isEqualTo(100);
    }

    @Test
    void should_dead_letter_what_is_invalid_and_end_with_status_3_beyond_the_budget() {
        Finished run = jar("run", "--run-id", RUN, "--users", "50", "--api-url", api.url() + "?inc=login,name,email")
                .start()
                .await(PATIENCE);

        assertThat(run.exitStatus()).isEqualTo(3);
        assertThat(run.lastStdoutLineAsJson().get("rejected").getAsLong()).isEqualTo(50);
        assertThat(topics.published()).isEmpty();
        assertThat(topics.deadLetters()).hasSize(50).allSatisfy(letter -> {
            assertThat(RunTopicsOnKafka.header(letter, "__connect.errors.stage"))
                    .contains("publish");
            assertThat(RunTopicsOnKafka.header(letter, "__connect.errors.exception.message"))
                    .contains("gender is missing");
            assertThat(RunTopicsOnKafka.header(letter, "run_id")).contains(RUN);
        });
        assertThat(topics.run(RUN).manifest().outcome()).isEqualTo(RunOutcome.FAILED);
    }

    @Test
    void should_ask_for_an_open_run() {
        Finished unopened = jar("publish", "--run-id", RUN).start().await(PATIENCE);
        Finished nothingToClose = jar("close-run", "--run-id", RUN).start().await(PATIENCE);
        done("open-run", "--run-id", RUN);
        done("close-run", "--run-id", RUN);
        JsonObject again = done("close-run", "--run-id", RUN);
        Finished closed = jar("publish", "--run-id", RUN).start().await(PATIENCE);

        assertEnded(2, unopened, "run " + RUN + " was never opened: run open-run first");
        assertEnded(2, nothingToClose, "run " + RUN + " was never opened, so there is nothing to close");
        assertThat(again.get("outcome").getAsString()).isEqualTo("failed");
        assertEnded(2, closed, "run " + RUN + " is closed: open it again with open-run first");
    }

    @Test
    void should_report_all_bad_settings_together() {
        Finished refused = jar("run", "--users", "0", "--rate", "fast", "--page-size", "5001", "--nat", "us,xx")
                .arguments(
                        "--seed", "abc1", "--run-id", "a b", "--api-url", "http://host/api/1.1/", "--duration", "1ms")
                .arguments("--deadline", "x", "--reject-budget", "101", "--api-tries", "0", "--kafka-timeout", "1ms")
                .environment("KAFKA_BOOTSTRAP_SERVERS", "nowhere")
                .start()
                .await(PATIENCE);

        assertThat(refused.exitStatus()).isEqualTo(2);
        assertThat(refused.stderr())
                .contains("13 settings can't be used:", "  1. ", " 13. ")
                .contains("PRODUCER_USERS (--users) is '0': must be a whole number from 1 to 1000000000")
                .contains("KAFKA_BOOTSTRAP_SERVERS is 'nowhere': must be host:port")
                .doesNotContain("\tat ");
        assertThat(refused.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_name_a_missing_run_id_and_an_unknown_flag() {
        Finished unnamed = jar("publish").start().await(PATIENCE);
        Finished unknown = jar("publish", "--user", "5").start().await(PATIENCE);

        assertThat(unnamed.exitStatus()).isEqualTo(2);
        assertThat(unnamed.stderr()).contains("RUN_ID (--run-id) is not set: must be 1 to 250 letters");
        assertThat(unknown.exitStatus()).isEqualTo(2);
        assertThat(unknown.stderr()).contains("Unknown option").doesNotContain("\tat ");
        assertThat(unknown.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_refuse_to_reopen_a_run_for_other_persons() {
        done("open-run", "--run-id", RUN, "--nat", "us");

        Finished refused =
                jar("open-run", "--run-id", RUN, "--nat", "fr").start().await(PATIENCE);

        assertThat(refused.exitStatus()).isEqualTo(2);
        assertThat(refused.stderr()).contains("PRODUCER_NATIONALITIES (--nat) is 'FR': must be US, as when run " + RUN);
        assertThat(topics.run(RUN).manifest().epoch()).isEqualTo(1);
    }

    @Test
    void should_name_kafka_where_it_is_absent() throws IOException {
        String absent = "127.0.0.1:" + freePort();
        for (String command : List.of("open-run", "publish", "close-run", "run")) {
            Finished failed = jar(command, "--run-id", RUN, "--kafka-timeout", "1s")
                    .environment("KAFKA_BOOTSTRAP_SERVERS", absent)
                    .start()
                    .await(PATIENCE);

            assertEnded(1, failed, "Kafka at " + absent + " did not answer within 1 s");
        }
    }

    @Test
    void should_fail_within_its_time_when_kafka_falls_silent_half_way() {
        done("open-run", "--run-id", RUN, "--users", "2000", "--page-size", "500");
        TaskProcess publishing = publishSlowly("--kafka-timeout", "3s");
        stack.server(ServerKind.KAFKA).pause();
        try {
            Finished failed = publishing.await(PATIENCE);

            assertEnded(1, failed, "Kafka at " + brokers() + " did not answer within 3 s");
            assertThat(failed.lastStdoutLineAsJson().get("state").getAsString()).isEqualTo("failed");
        } finally {
            stack.server(ServerKind.KAFKA).resume();
        }
    }

    @Test
    void should_end_in_time_on_sigterm_while_kafka_is_silent() {
        done("open-run", "--run-id", RUN, "--users", "2000", "--page-size", "500");
        TaskProcess publishing = publishSlowly();
        stack.server(ServerKind.KAFKA).pause();
        try {
            publishing.terminate();
            long asked = System.nanoTime();
            Finished interrupted = publishing.await(PATIENCE);

            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
            assertThat(interrupted.exitStatus()).isEqualTo(4);
            assertThat(interrupted.lastStdoutLineAsJson().get("status").getAsString())
                    .isEqualTo("interrupted");
        } finally {
            stack.server(ServerKind.KAFKA).resume();
        }
    }

    @Test
    void should_name_the_topics_that_are_missing() {
        Finished failed = jar("open-run", "--run-id", RUN)
                .environment("USERS_TOPIC", "absent")
                .start()
                .await(PATIENCE);

        assertEnded(1, failed, "has no topic absent and no topic absent.dlq and no topic absent.runs: run schema-init");
    }

    @Test
    void should_name_the_api_where_it_is_absent() throws IOException {
        int port = freePort();

        Finished failed = jar("run", "--run-id", RUN, "--api-url", "http://127.0.0.1:%d/api/1.4/".formatted(port))
                .arguments("--api-tries", "3", "--api-backoff", "10ms")
                .start()
                .await(PATIENCE);

        assertEnded(1, failed, "the Random User API at 127.0.0.1:" + port + " did not give page 1 in 3 tries");
        assertThat(failed.stderr()).contains("refused the connection");
    }

    @Test
    void should_end_with_status_4_at_its_deadline() {
        Finished late = jar("run", "--run-id", RUN, "--users", "10000", "--rate", "100", "--deadline", "1s")
                .start()
                .await(PATIENCE);

        assertThat(late.exitStatus()).isEqualTo(4);
        assertThat(late.stderr()).contains("the deadline of 1 s passed with");
    }

    @Test
    void should_end_with_status_4_on_sigterm_and_complete_with_the_same_users_when_run_again() {
        done("open-run", "--run-id", RUN, "--users", "2000", "--page-size", "500");
        TaskProcess first = publishSlowly();
        first.terminate();
        long asked = System.nanoTime();
        Finished interrupted = first.await(PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - asked);

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
        done("open-run", "--run-id", RUN, "--users", "2000", "--page-size", "500");
        TaskProcess first = publishSlowly();
        first.kill();

        assertThat(topics.run(RUN).bestAttempt().orElseThrow().state()).isEqualTo(PublishState.RUNNING);
        assertTheNextAttemptCompletes(RunTopicsOnKafka.ids(topics.published()));
    }

    @Test
    void should_keep_to_256_mib_whatever_the_number_of_users() {
        Finished run = jar("run", "--run-id", RUN, "--users", "60000")
                .jvmOptions("-Xmx256m", "-XX:+ExitOnOutOfMemoryError")
                .start()
                .await(PATIENCE);

        assertThat(run.exitStatus()).isZero();
        assertThat(run.lastStdoutLineAsJson().get("published").getAsLong()).isEqualTo(60_000);
    }

    /** A publisher that has published some and has many to go. */
    private TaskProcess publishSlowly(String... more) {
        TaskProcess process =
                jar("publish", "--run-id", RUN, "--rate", "200").arguments(more).start();
        await().atMost(PATIENCE)
                .until(() -> topics.ends().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        > 200);
        return process;
    }

    private void assertTheNextAttemptCompletes(Set<String> before) {
        JsonObject second = done("publish", "--run-id", RUN, "--rate", "0");
        JsonObject closed = done("close-run", "--run-id", RUN);

        assertThat(before).isNotEmpty();
        assertThat(second.get("published").getAsLong()).isEqualTo(2_000);
        assertThat(closed.get("outcome").getAsString()).isEqualTo("completed");
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(2_000).containsAll(before);
    }

    private JsonObject done(String... arguments) {
        Finished finished = jar(arguments).start().await(PATIENCE);
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        return finished.lastStdoutLineAsJson();
    }

    private static void assertEnded(int status, Finished finished, String sentence) {
        assertThat(finished.exitStatus()).isEqualTo(status);
        assertThat(finished.stderr()).contains(sentence).doesNotContain("\tat ");
        assertThat(finished.lastStdoutLineAsJson().get("error").getAsString()).contains(sentence);
    }

    private TaskCommand jar(String... arguments) {
        return TaskProcess.jar(Checkout.jar("producer-task"))
                .environment(stack.environment())
                .environment("USERS_TOPIC", topic)
                .environment("RANDOM_USER_API_URL", api.url())
                .jvmOptions("-XX:TieredStopAtLevel=1")
                .arguments(arguments);
    }

    private String brokers() {
        return stack.environment().get("KAFKA_BOOTSTRAP_SERVERS");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
