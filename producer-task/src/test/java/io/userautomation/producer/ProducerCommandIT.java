package io.userautomation.producer;

import static io.userautomation.producer.ProducerCommand.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.model.record.Validation;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.model.runs.RunState;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.randomuser.fault.Fault;
import io.userautomation.randomuser.fault.FaultKind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of a run in this JVM, against a real Kafka and the fake API. */
class ProducerCommandIT {

    private static final String RUN = "manual__2026-01-01T00:00:00+00:00";

    private final RunTopicsOnKafka topics = RunTopicsOnKafka.ofTheirOwn(Stack.shared(ServerKind.KAFKA));
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
    void should_open_publish_and_close_a_run() {
        // when
        JsonObject opened =
                producer.done("open-run", "--run-id", RUN, "--users", "2500", "--page-size", "1000", "--nat", "us,ua");
        JsonObject published = producer.done("publish", "--run-id", RUN);
        JsonObject closed = producer.done("close-run", "--run-id", RUN);

        // then
        assertThat(opened.get("epoch").getAsLong()).isEqualTo(1);
        assertThat(opened.get("seed").getAsString()).matches("[a-z]{24}");
        assertThat(published.toString())
                .contains("\"run_id\":\"" + RUN + "\",\"state\":\"completed\",\"fetched\":2500,\"published\":2500,"
                        + "\"rejected\":0,\"short_of\":0,\"pages\":3,\"retries\":0,\"users_per_second\":");
        assertThat(closed.toString())
                .contains("\"epoch\":1,\"outcome\":\"completed\",\"fetched\":2500,\"published\":2500,\"rejected\":0");
        assertThat(topics.published()).hasSize(2_500).allSatisfy(record -> {
            assertThat(UserRecordParser.parse(record.value())).isInstanceOf(Validation.Valid.class);
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
    void should_publish_the_same_users_when_a_closed_run_is_opened_again() {
        // when
        JsonObject first = producer.done("run", "--run-id", RUN, "--users", "300", "--page-size", "100");
        JsonObject second = producer.done("run", "--run-id", RUN);

        // then
        assertThat(second.get("epoch").getAsLong()).isEqualTo(2);
        assertThat(second.get("seed")).isEqualTo(first.get("seed"));
        assertThat(topics.published()).hasSize(600);
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(300);
    }

    @Test
    void should_give_no_id_to_two_persons_under_one_seed() {
        // when
        String[] seeded = {"run", "--seed", "harvest", "--users", "200"};
        producer.done(with(seeded, "--run-id", "french", "--nat", "fr", "--page-size", "100"));
        producer.done(with(seeded, "--run-id", "german", "--nat", "de", "--page-size", "100"));
        producer.done(with(seeded, "--run-id", "pages", "--nat", "fr", "--page-size", "200"));
        producer.done(with(
                seeded,
                "--run-id",
                "women",
                "--nat",
                "fr",
                "--page-size",
                "100",
                "--api-url",
                api.url() + "?gender=female"));
        producer.done(with(seeded, "--run-id", "again", "--nat", "fr", "--page-size", "100"));

        // then
        assertThat(topics.published()).hasSize(1_000);
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(800);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void should_publish_nothing_in_a_dry_run() {
        // when
        JsonObject dry = producer.done("publish", "--run-id", RUN, "--users", "300", "--dry-run");

        // then
        assertThat(dry.get("state").getAsString()).isEqualTo("dry_run");
        assertThat(dry.get("fetched").getAsLong()).isEqualTo(300);
        assertThat(topics.published()).isEmpty();
        assertThat(topics.run(RUN).manifest()).isNull();
    }

    @Test
    void should_end_with_the_duration_and_count_what_is_short() {
        // when
        JsonObject run = producer.done(
                "run", "--run-id", RUN, "--users", "100000", "--duration", "2s", "--rate", "500", "--page-size", "500");

        // then
        long fetched = run.get("fetched").getAsLong();
        assertThat(fetched).isBetween(1L, 2_000L);
        assertThat(run.get("published").getAsLong()).isEqualTo(fetched);
        assertThat(run.get("short_of").getAsLong()).isEqualTo(100_000 - fetched);
        assertThat(topics.run(RUN).manifest().outcome()).isEqualTo(RunOutcome.COMPLETED);
    }

    @Test
    void should_recover_from_a_row_of_faults() {
        // given
        api.faults().next(1, Fault.of(FaultKind.TOO_MANY_REQUESTS));
        api.faults().next(1, Fault.of(FaultKind.EMPTY_PAGE)).next(1, Fault.of(FaultKind.RESET));

        // when
        JsonObject run = producer.done("run", "--run-id", RUN, "--users", "300", "--api-backoff", "50ms");

        // then
        assertThat(run.get("retries").getAsLong()).isEqualTo(3);
        assertThat(RunTopicsOnKafka.ids(topics.published())).hasSize(300);
    }

    @Test
    void should_fail_never_finish_where_pages_stay_empty() {
        // given
        api.faults().after(1, 1_000, Fault.of(FaultKind.EMPTY_PAGE));

        // when
        Finished run = producer.with("RANDOM_USER_API_BACKOFF", "10ms")
                .run("run", "--run-id", RUN, "--users", "300", "--page-size", "100", "--api-tries", "3");

        // then
        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.stderr())
                .contains("the Random User API at 127.0.0.1:%d did not give page 2 in 3 tries".formatted(api.port()))
                .contains("gave 0 users instead of 100");
        assertThat(topics.run(RUN).manifest().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(topics.run(RUN).manifest().counts().published()).isEqualTo(100);
    }

    @Test
    void should_dead_letter_what_is_invalid_and_end_with_status_3_beyond_the_budget() {
        // when
        Finished run =
                producer.run("run", "--run-id", RUN, "--users", "50", "--api-url", api.url() + "?inc=login,name,email");

        // then
        assertThat(run.exitStatus()).isEqualTo(3);
        assertThat(run.lastStdoutLineAsJson().get("rejected").getAsLong()).isEqualTo(50);
        assertThat(topics.published()).isEmpty();
        assertThat(topics.deadLetters()).hasSize(50).allSatisfy(deadLetter -> {
            assertThat(RunTopicsOnKafka.header(deadLetter, "__connect.errors.stage"))
                    .contains("publish");
            assertThat(RunTopicsOnKafka.header(deadLetter, "__connect.errors.exception.message"))
                    .contains("gender is missing");
            assertThat(RunTopicsOnKafka.header(deadLetter, "run_id")).contains(RUN);
        });
        assertThat(topics.run(RUN).manifest().outcome()).isEqualTo(RunOutcome.FAILED);
    }

    @Test
    void should_ask_for_an_open_run() {
        // when
        Finished unopened = producer.run("publish", "--run-id", RUN);
        Finished nothingToClose = producer.run("close-run", "--run-id", RUN);
        producer.done("open-run", "--run-id", RUN);
        producer.done("close-run", "--run-id", RUN);
        JsonObject again = producer.done("close-run", "--run-id", RUN);
        Finished closed = producer.run("publish", "--run-id", RUN);

        // then
        assertEnded(2, unopened, "run " + RUN + " was never opened: run open-run first");
        assertEnded(2, nothingToClose, "run " + RUN + " was never opened, so there is nothing to close");
        assertThat(again.get("outcome").getAsString()).isEqualTo("failed");
        assertEnded(2, closed, "run " + RUN + " is closed: open it again with open-run first");
    }

    @Test
    void should_refuse_to_reopen_a_run_for_other_persons() {
        // given
        producer.done("open-run", "--run-id", RUN, "--nat", "us");

        // when
        Finished refused = producer.run("open-run", "--run-id", RUN, "--nat", "fr");

        // then
        assertThat(refused.exitStatus()).isEqualTo(2);
        assertThat(refused.stderr()).contains("PRODUCER_NATIONALITIES (--nat) is 'FR': must be US, as when run " + RUN);
        assertThat(topics.run(RUN).manifest().epoch()).isEqualTo(1);
    }

    @Test
    void should_name_the_topics_that_are_missing() {
        // when
        Finished failed = producer.with("USERS_TOPIC", "absent").run("open-run", "--run-id", RUN);

        // then
        assertEnded(1, failed, "has no topic absent and no topic absent.dlq and no topic absent.runs: run schema-init");
    }

    @Test
    void should_name_the_api_where_it_is_absent() {
        // given
        int port = ProducerCommand.freePort();

        // when
        Finished failed = producer.with("RANDOM_USER_API_URL", "http://127.0.0.1:%d/api/1.4/".formatted(port))
                .run("run", "--run-id", RUN, "--api-tries", "3", "--api-backoff", "10ms");

        // then
        assertEnded(1, failed, "the Random User API at 127.0.0.1:" + port + " did not give page 1 in 3 tries");
        assertThat(failed.stderr()).contains("refused the connection");
    }

    @Test
    void should_not_open_or_publish_what_no_try_could_publish_in_time() {
        // given
        producer.done("open-run", "--run-id", RUN, "--users", "10000", "--rate", "1", "--deadline", "13h");

        // when
        Finished slower = producer.run("open-run", "--run-id", RUN, "--rate", "0.2", "--deadline", "13h");
        Finished shorter = producer.run("publish", "--run-id", RUN, "--deadline", "2h");

        // then
        assertEnded(
                2, slower, "PRODUCER_RATE (--rate) is '0.2': must be more than 0.2137: 10000 users / 0.2 per second");
        assertEnded(2, shorter, "PRODUCER_RATE (--rate) is '1': must be more than 1.389: 10000 users / 1 per second");
        assertThat(topics.run(RUN).manifest().epoch()).isEqualTo(1);
        assertThat(topics.published()).isEmpty();
    }

    @Test
    void should_end_with_status_4_at_its_deadline() {
        // given
        api.faults().next(1, Fault.of(FaultKind.HANG));

        // when
        Finished late = producer.run("run", "--run-id", RUN, "--users", "10000", "--deadline", "1s");

        // then
        assertThat(late.exitStatus()).isEqualTo(4);
        assertThat(late.stderr()).contains("the deadline of 1 s passed with");
    }
}
