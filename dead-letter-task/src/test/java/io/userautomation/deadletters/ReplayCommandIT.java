package io.userautomation.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay} in this JVM, on a real Kafka: what is sent again, as what, and what stays. */
class ReplayCommandIT {

    private static final String RUN = "manual__1";

    private final TopicsOnKafka topics = TopicsOnKafka.ofTheirOwn(Stack.shared(ServerKind.KAFKA));
    private final DeadLetterCommand commands = topics.commands();
    private DeadLettersOnKafka deadLetters;

    @TempDir
    private Path folder;

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
    void should_send_the_record_as_it_was_with_its_history() {
        // given
        deadLetters.refusedByPostgres(RUN, 1);

        // when
        JsonObject replay = replay();

        // then
        assertCounts(replay, 1, 1, 0, 0);
        ConsumerRecord<byte[], byte[]> record = topics.published().get(0);
        assertThat(record.key()).isEqualTo("key 0".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(DeadLettersOnKafka.valid(0));
        assertThat(headers(record))
                .containsExactlyInAnyOrder(
                        "run_id=" + RUN,
                        "color=blue",
                        "published_at=1700000000000",
                        "replays=1",
                        "replay_of=" + topics.users() + ".dlq/0/0",
                        "replay_origin=" + topics.users() + "/0/0");
    }

    @Test
    void should_replay_each_dead_letter_once_when_run_twice() {
        // given
        deadLetters.refusedByPostgres(RUN, 1_200);
        deadLetters.refusedByPostgres(RUN, 10);

        // when
        JsonObject first = replay();
        JsonObject second = replay();

        // then
        assertCounts(first, 1_200, 1_200, 0, 0);
        assertCounts(second, 1_200, 0, 1_200, 0);
        assertEachOnce(1_200);
    }

    @Test
    void should_leave_for_later_what_a_filter_leaves_out() {
        // given
        deadLetters.refused("run-a", "store", 0, DeadLettersOnKafka.valid(0));
        deadLetters.refused("run-b", "store", 1, DeadLettersOnKafka.valid(1));
        deadLetters.refused("run-b", "validate", 2, DeadLettersOnKafka.valid(2));
        deadLetters.flush();

        // when
        JsonObject ofRun = replay("--run-id", "run-b", "--stage", "validate");
        JsonObject ofReason = replay("--reason", "value too long", "--run-id", "run-a");
        JsonObject dry = replay("--dry-run");
        JsonObject rest = replay();

        // then
        assertCounts(ofRun, 3, 1, 0, 2);
        assertCounts(ofReason, 3, 1, 1, 1);
        assertCounts(dry, 3, 1, 2, 0);
        assertThat(dry.get("state").getAsString()).isEqualTo("dry_run");
        assertCounts(rest, 3, 1, 2, 0);
        assertThat(topics.keys()).containsExactlyInAnyOrder("key 0", "key 1", "key 2");
    }

    @Test
    void should_publish_a_user_that_the_producer_refused_when_it_is_valid_today() {
        // given
        deadLetters.send(
                DeadLettersOnKafka.user(7).id().getBytes(UTF_8),
                DeadLettersOnKafka.valid(7),
                Map.of("run_id", RUN, "schema_version", "1", "__connect.errors.stage", "publish"));
        deadLetters.flush();
        long letterMillis = topics.deadLetters().get(0).timestamp();

        // when
        replay();

        // then
        ConsumerRecord<byte[], byte[]> record = topics.published().get(0);
        assertThat(record.value()).isEqualTo(DeadLettersOnKafka.valid(7));
        assertThat(headers(record))
                .contains(
                        "run_id=" + RUN,
                        "published_at=" + letterMillis,
                        "replay_origin=" + topics.users() + ".dlq/0/0");
    }

    @Test
    void should_send_repaired_values_as_the_version_behind_the_refused_one() throws Exception {
        // given
        deadLetters.refused(RUN, "validate", 0, DeadLettersOnKafka.withoutEmail(0));
        deadLetters.refused(RUN, "store", 1, DeadLettersOnKafka.valid(1));
        deadLetters.flush();
        Path file = repaired(line(0, UserRecordJson.write(DeadLettersOnKafka.user(0))));

        // when
        JsonObject replay = replay("--repaired", file.toString());
        JsonObject again = replay("--repaired", file.toString());

        // then
        assertCounts(replay, 2, 1, 0, 1);
        assertCounts(again, 2, 0, 1, 1);
        ConsumerRecord<byte[], byte[]> record = topics.published().get(0);
        assertThat(record.key()).isEqualTo(DeadLettersOnKafka.user(0).id().getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(DeadLettersOnKafka.valid(0));
        assertThat(headers(record)).contains("run_id=" + RUN, "published_at=1700000000001", "replays=1");
    }

    @Test
    void should_send_nothing_when_a_repaired_value_is_invalid_or_stands_for_no_dead_letter() throws Exception {
        // given
        deadLetters.refused(RUN, "validate", 0, DeadLettersOnKafka.withoutEmail(0));
        deadLetters.flush();
        String good = UserRecordJson.write(DeadLettersOnKafka.user(0));
        Path invalid = repaired(line(0, good), line(1, new String(DeadLettersOnKafka.withoutEmail(1), UTF_8)));
        Path unknown = repaired(line(0, good), line(99, good));

        // when
        Finished first = commands.run("replay", "--repaired", invalid.toString());
        Finished second = commands.run("replay", "--repaired", unknown.toString());

        // then
        assertThat(first.exitStatus()).isEqualTo(2);
        assertThat(first.stderr()).contains("line 2: email is missing").doesNotContain("Kelley");
        assertThat(second.exitStatus()).isEqualTo(2);
        assertThat(second.stderr()).contains("line 2: topic " + topics.users() + ".dlq has no dead letter there");
        assertThat(topics.published()).isEmpty();
    }

    @Test
    void should_name_a_cut_dead_letter_and_send_it_only_when_it_is_repaired() throws Exception {
        // given
        Map<String, String> cut = Map.of(
                "run_id", RUN,
                "__connect.errors.topic", topics.users(),
                "__connect.errors.partition", "1",
                "__connect.errors.offset", "8",
                "__connect.errors.stage", "store",
                "__connect.errors.cut.headers", "0");
        deadLetters.send(null, DeadLettersOnKafka.valid(0), cut);
        deadLetters.flush();
        Path file = repaired(line(0, UserRecordJson.write(DeadLettersOnKafka.user(0))));

        // when
        Finished refused = commands.run("replay");
        JsonObject replay = replay("--repaired", file.toString());

        // then
        assertThat(refused.exitStatus()).isEqualTo(3);
        assertThat(refused.lastStdoutLineAsJson().get("cut").getAsLong()).isEqualTo(1);
        assertThat(refused.stderr()).contains("the whole record stands at " + topics.users() + "/1/8");
        assertCounts(replay, 1, 1, 0, 0);
        assertThat(headers(topics.published().get(0))).noneMatch(header -> header.startsWith("__connect."));
    }

    @Test
    void should_not_send_again_what_has_come_back_too_often() {
        // given
        Map<String, String> comeBack = Map.of(
                "run_id", RUN,
                "replays", "3",
                "replay_origin", topics.users() + "/0/0",
                "__connect.errors.topic", topics.users(),
                "__connect.errors.partition", "1",
                "__connect.errors.offset", "8",
                "__connect.errors.stage", "store");
        deadLetters.send(null, DeadLettersOnKafka.valid(0), comeBack);
        deadLetters.flush();

        // when
        Finished refused = commands.run("replay");
        JsonObject forced = replay("--max-replays", "4");

        // then
        assertThat(refused.exitStatus()).isEqualTo(3);
        assertThat(refused.lastStdoutLineAsJson().get("exhausted").getAsLong()).isEqualTo(1);
        assertCounts(forced, 1, 1, 0, 0);
        assertThat(headers(topics.published().get(0)))
                .contains("replays=4", "replay_origin=" + topics.users() + "/0/0");
    }

    private void assertEachOnce(int records) {
        assertThat(topics.keys()).hasSize(records).doesNotHaveDuplicates();
    }

    private static void assertCounts(JsonObject replay, long deadLetters, long replayed, long already, long skipped) {
        assertThat(replay.toString())
                .contains(
                        "\"dead_letters\":%d,\"replayed\":%d,\"already_replayed\":%d,\"still_invalid\":0,\"exhausted\":0,"
                                        .formatted(deadLetters, replayed, already)
                                + "\"foreign\":0,\"skipped\":" + skipped);
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .toList();
    }

    private Path repaired(String... lines) throws Exception {
        return Files.write(Files.createTempFile(folder, "repaired", ".jsonl"), List.of(lines));
    }

    private static String line(long offset, String value) {
        return "{\"partition\":0,\"offset\":" + offset + ",\"value\":" + value + "}";
    }

    private JsonObject replay(String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(List.of(more));
        return commands.done(arguments.toArray(String[]::new));
    }
}
