package io.userautomation.sparkjob.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who owns a checkpoint, on a real broker. */
class OwnersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

    private static Map<String, String> environment;
    private static KafkaSettings kafka;
    private static TopicSettings topics;
    private static Admin admin;
    private static Owners owners;

    private final CheckpointIdentity identity =
            OwnerProcess.identity("q" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeAll
    static void connect() throws Exception {
        environment = new HashMap<>(Stack.shared(ServerKind.KAFKA).environment());
        environment.put("USERS_TOPIC", "owners_it");
        SettingsReader reader = new SettingsReader(environment);
        kafka = KafkaSettings.from(reader);
        topics = TopicSettings.from(reader);
        admin = Admin.create(kafka.clientProperties());
        // Brokers take no offsets of a topic that isn't there.
        admin.createTopics(List.of(new NewTopic(topics.users(), 2, (short) 1)))
                .all()
                .get();
        owners = new Owners(kafka, admin, topics);
        owners.requireTopic();
        owners.requireTopic();
    }

    @AfterAll
    static void close() {
        admin.close();
    }

    @Test
    void should_have_one_owner_until_it_leaves_and_the_next_one_at_once_then() throws Exception {
        assertThat(owners.of(identity)).isEmpty();
        Ownership first = acquired();
        assertThat(owners.of(identity)).hasValueSatisfying(owner -> {
            assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(owner.since()).isBeforeOrEqualTo(Instant.now());
        });
        assertThat(owners.of(identity.query())).containsOnlyKeys(Owners.group(identity));

        Optional<Ownership> second = owners.acquire(identity);
        first.commit(1, Map.of(0, 7L), Map.of());
        long left = System.nanoTime();
        first.close();
        Ownership third = acquired();

        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofSeconds(5));
        assertThat(second).isEmpty();
        assertThat(third.positions().get(0).offset()).isEqualTo(7);
        assertThatThrownBy(() -> first.commit(2, Map.of(0, 8L), Map.of()))
                .isInstanceOf(TaskException.class)
                .hasCauseInstanceOf(OwnershipLostException.class);
        third.close();
        assertThat(owners.of(identity)).isEmpty();
    }

    @Test
    void should_have_one_owner_of_several_that_begin_at_once() throws Exception {
        int drivers = 5;
        ExecutorService pool = Executors.newFixedThreadPool(drivers);
        List<Future<Optional<Ownership>>> started = new ArrayList<>();
        for (int i = 0; i < drivers; i++) {
            started.add(pool.submit(() -> owners.acquire(identity)));
        }
        List<Ownership> owning = new ArrayList<>();
        for (Future<Optional<Ownership>> one : started) {
            one.get().ifPresent(owning::add);
        }
        pool.shutdown();

        assertThat(owning).hasSize(1);
        owning.get(0).commit(1, Map.of(0, 1L), Map.of());
        owning.get(0).close();
    }

    @Test
    void should_keep_positions_with_marks_lower_none_and_believe_nobody_else_s() throws Exception {
        RecordMark mark = new RecordMark(10, 9, 1_700_000_000_000L, 42);
        try (Ownership ownership = acquired()) {
            assertThat(ownership.positions()).isEmpty();
            ownership.commit(3, Map.of(0, 10L, 1, 5L), Map.of(0, mark, 1, mark));
            ownership.commit(4, Map.of(0, 9L, 1, 6L), Map.of());
            ownership.commit(Position.NO_BATCH, Map.of(1, 6L), Map.of());
        }

        Map<Integer, Position> found = owners.positions(identity);
        assertThat(found.get(0)).returns(10L, Position::offset).returns(3L, Position::batch);
        assertThat(found.get(0).mark()).isEqualTo(mark);
        assertThat(found.get(1)).returns(6L, Position::offset).returns(4L, Position::batch);
        assertThat(found.get(1).mark()).isNull();

        // A console consumer of the same group moves partition 0.
        TopicPartition partition = new TopicPartition(topics.users(), 0);
        admin.alterConsumerGroupOffsets(Owners.group(identity), Map.of(partition, new OffsetAndMetadata(99)))
                .all()
                .get();
        assertThat(owners.positions(identity)).containsOnlyKeys(1);
        try (Ownership ownership = acquired()) {
            ownership.forget();
        }
        assertThat(owners.positions(identity).get(1).offset()).isZero();
    }

    @Test
    void should_take_over_from_a_driver_that_was_killed_or_stopped_whose_commit_is_refused_afterwards()
            throws Exception {
        CheckpointIdentity other = OwnerProcess.identity(identity.query() + "_k");
        try (TaskProcess stopped = owner(identity);
                TaskProcess killed = owner(other)) {
            say(stopped, 1);
            say(killed, 1);
            await().atMost(PATIENCE).until(() -> stopped.stdout().contains("committed 1"));
            await().atMost(PATIENCE).until(() -> killed.stdout().contains("committed 1"));
            long struck = System.nanoTime();
            killed.kill();
            stopped.signal("STOP");

            await().atMost(TAKEN_OVER)
                    .until(() ->
                            owners.of(other).isEmpty() && owners.of(identity).isEmpty());
            try (Ownership fromKilled = acquired(other);
                    Ownership fromStopped = acquired(identity)) {
                assertThat(Duration.ofNanos(System.nanoTime() - struck)).isLessThan(TAKEN_OVER);
                assertThat(fromKilled.positions().get(0).offset()).isEqualTo(1);
                fromStopped.commit(5, Map.of(0, 5L), Map.of());
                say(stopped, 9);
                stopped.signal("CONT");
                // Kafka's client logs an error there, too.
                await().atMost(PATIENCE).until(() -> stopped.stdout().stream()
                        .anyMatch(line -> line.matches("(refused|committed) 9.*")));
                assertThat(stopped.stdout()).contains("refused 9: OwnershipLostException");
                assertThat(owners.positions(identity).get(0).offset()).isEqualTo(5);
                fromStopped.commit(6, Map.of(0, 6L), Map.of());
            }
        }
    }

    @Test
    void should_refuse_an_owners_topic_of_several_partitions_and_create_one_that_is_missing() throws Exception {
        admin.createTopics(List.of(new NewTopic("owners_it_wide.owners", 2, (short) 1)))
                .all()
                .get();

        assertThatThrownBy(() -> named("owners_it_wide").requireTopic())
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("topic owners_it_wide.owners at ")
                .hasMessageContaining("must have exactly one partition, and has 2")
                .hasMessageContaining("run schema-init");
        assertThat(admin.listTopics().names().get()).contains("owners_it.owners");
    }

    private static Owners named(String topic) {
        return new Owners(kafka, admin, new TopicSettings(topic, topic + ".dlq", topic + ".runs", 1, 1));
    }

    private Ownership acquired() throws InterruptedException {
        return acquired(identity);
    }

    private static Ownership acquired(CheckpointIdentity wanted) throws InterruptedException {
        return owners.acquire(wanted).orElseThrow();
    }

    private static TaskProcess owner(CheckpointIdentity of) {
        TaskProcess process = TaskProcess.command(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnerProcess.class.getName(),
                        of.query())
                .environment(environment)
                .start();
        await().atMost(PATIENCE).until(() -> process.stdout().contains("owns"));
        return process;
    }

    private static void say(TaskProcess process, long offset) throws IOException {
        process.stdin().write((offset + "\n").getBytes(StandardCharsets.UTF_8));
        process.stdin().flush();
    }
}
