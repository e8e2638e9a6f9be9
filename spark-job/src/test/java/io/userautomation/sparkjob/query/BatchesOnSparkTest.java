package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.UserRecordReader;
import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.HostileCorpus;
import io.userautomation.sparkjob.HostileCorpus.Hostile;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches as Spark runs them, on rows as its Kafka source makes them; what is written stays in this JVM. */
class BatchesOnSparkTest {

    private static final StructType KAFKA_ROW = StructType.fromDDL("topic STRING, partition INT, offset BIGINT,"
            + " timestamp TIMESTAMP, key BINARY, value BINARY, headers ARRAY<STRUCT<key: STRING, value: BINARY>>");
    private static final Queue<ValidUser> STORED = new ConcurrentLinkedQueue<>();
    private static final Queue<IncomingRecord> LETTERS = new ConcurrentLinkedQueue<>();
    private static final Queue<String> WARMED = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger OUTAGES_LEFT = new AtomicInteger();
    private static final AtomicInteger BROKER_OUTAGES_LEFT = new AtomicInteger();
    private static final AtomicInteger UNFLUSHED = new AtomicInteger();

    private static final SchemaAsk REGISTRY = new SchemaAsk(new SubjectSchemas(
            new SchemaRegistrySettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            "users"));

    private static SparkSession spark;

    @BeforeAll
    static void startSpark() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @BeforeEach
    void forget() {
        STORED.clear();
        LETTERS.clear();
        WARMED.clear();
        OUTAGES_LEFT.set(0);
        BROKER_OUTAGES_LEFT.set(0);
        UNFLUSHED.set(0);
    }

    @Test
    void should_store_or_dead_letter_each_record_of_a_hostile_batch() throws Exception {
        List<Hostile> corpus = HostileCorpus.of("run-1");
        JavaRDD<Row> batch = batch(corpus);

        storing().process(batch);
        deadLettering().process(batch);

        assertThat(STORED.stream().map(user -> user.id().toString()))
                .containsExactlyInAnyOrderElementsOf(
                        corpus.stream().filter(Hostile::valid).map(Hostile::id).toList());
        assertThat(LETTERS.stream().map(IncomingRecord::value))
                .containsExactlyInAnyOrderElementsOf(corpus.stream()
                        .filter(hostile -> !hostile.valid())
                        .map(Hostile::value)
                        .toList());
        assertThat(UNFLUSHED).hasValue(0);
    }

    @Test
    void should_hand_keys_headers_and_timestamps_over_untouched() throws Exception {
        Hostile hostile = HostileCorpus.of("run-1").get(0);

        storing().process(batch(List.of(hostile)));

        IncomingRecord origin = STORED.element().origin();
        assertThat(origin.key()).isEqualTo(hostile.key());
        assertThat(origin.timestampMillis()).isEqualTo(1_700_000_000_123L);
        assertThat(origin.partition()).isZero();
        assertThat(origin.headers()).extracting(IncomingRecord.Header::key).containsExactly("run_id", "odd");
        assertThat(origin.runId()).isEqualTo("run-1");
    }

    @Test
    void should_run_the_batch_again_when_its_database_is_back() throws Exception {
        OUTAGES_LEFT.set(2);
        StoreBatches batches = storing();

        batches.process(batch(HostileCorpus.of("run-1").subList(0, 1)));

        assertThat(STORED).hasSize(1);
        assertThat(batches.totals()).isEqualTo(new Totals(1, 0, 1));
    }

    @Test
    void should_send_the_invalid_records_again_when_the_brokers_are_back() throws Exception {
        // given
        BROKER_OUTAGES_LEFT.set(2);
        List<Hostile> corpus = HostileCorpus.of("run-1");
        long invalid = corpus.stream()
                .filter(hostile -> !hostile.valid())
                .filter(hostile -> !UserRecordReader.isFramed(hostile.value(), List.of()))
                .count();
        DeadLetterBatches batches = deadLettering();

        // when
        batches.process(batch(corpus));

        // then
        assertThat(BROKER_OUTAGES_LEFT).hasValue(0);
        assertThat(batches.totals()).isEqualTo(new Totals(0, invalid, 1));
        assertThat(LETTERS).hasSizeGreaterThanOrEqualTo((int) invalid);
        assertThat(UNFLUSHED).hasValue(0);
    }

    @Test
    void should_say_that_the_table_is_another_one_than_the_one_that_was_written() {
        StoreBatches batches = storing();

        batches.require(new Target("table", "memory"));

        assertThatThrownBy(() -> batches.require(new Target("table", "another")))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("postgres holds another table table");
    }

    @Test
    void should_say_that_the_dead_letters_topic_is_another_one_and_leave_silent_brokers_to_the_query()
            throws Exception {
        DeadLetterBatches batches = deadLettering();

        batches.require(batches.prepare());
        new DeadLetterBatches(new MemoryLetters(), new KnownTopic("t", null), impatient())
                .require(new Target("t", "old"));

        assertThatThrownBy(() -> batches.require(new Target("t", "old")))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("topic t is another one than the one that was written");
    }

    @Test
    void should_warm_all_stores_and_write_nothing_while_one_of_them_and_the_brokers_are_away() throws Exception {
        // given
        List<StoreWriter> writers = List.of(new ColdStore("away"), new ColdStore("there"));
        Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "200");

        // when
        new WarmUp(writers, nobody, "users_created").run(spark);

        // then
        assertThat(WARMED).contains("away", "there");
        assertThat(STORED).isEmpty();
        assertThat(LETTERS).isEmpty();
    }

    @Test
    void should_begin_at_once_where_the_warm_up_itself_fails() {
        // given
        Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "200");
        WarmUp broken = new WarmUp(List.of(new ColdStore("broken")), nobody, "users_created");

        // then: not after the half minute that it may take
        assertTimeout(Duration.ofSeconds(25), () -> broken.run(spark));
        assertThat(WARMED).contains("broken");
    }

    private static StoreBatches storing() {
        return new StoreBatches(
                new MemorySink(), new MemoryLetters(), REGISTRY, "table", impatient(), impatient(), parts -> {});
    }

    private static DeadLetterBatches deadLettering() {
        return new DeadLetterBatches(new MemoryLetters(), new KnownTopic("t", "i"), impatient());
    }

    private static OutageWait impatient() {
        return new OutageWait(Duration.ofMinutes(1), System::nanoTime, millis -> {}, () -> 0.5);
    }

    /** As Spark's Kafka source has it: each partition's records in one task, in their order. */
    private static JavaRDD<Row> batch(List<Hostile> corpus) {
        List<Row> rows = new ArrayList<>();
        for (Hostile hostile : corpus) {
            int partition = rows.size() < corpus.size() / 2 || corpus.size() == 1 ? 0 : 1;
            Row runId = RowFactory.create("run_id", hostile.runId().getBytes(StandardCharsets.UTF_8));
            Row odd = RowFactory.create("odd", null);
            rows.add(RowFactory.create(
                    "users_created",
                    partition,
                    (long) rows.size(),
                    new Timestamp(1_700_000_000_123L),
                    hostile.key(),
                    hostile.value(),
                    List.of(runId, odd)));
        }
        return spark.createDataFrame(rows, KAFKA_ROW).javaRDD();
    }

    private static final class MemorySink implements StoreWriter {

        private static final long serialVersionUID = 1L;

        @Override
        public String store() {
            return "postgres";
        }

        @Override
        public WriteOutcome write(Iterator<ValidUser> users) {
            List<ValidUser> all = new ArrayList<>();
            users.forEachRemaining(all::add);
            if (!all.isEmpty() && OUTAGES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return new WriteOutcome.Unavailable("memory is away", 0);
            }
            STORED.addAll(all);
            return new WriteOutcome.Written(Map.of("run-1", new RunCounts(all.size(), 0)), Map.of());
        }

        @Override
        public void probe() {}

        @Override
        public void verify() {}

        @Override
        public String tableIdentity() {
            return "memory";
        }
    }

    /** Of which only the way to it is tried. */
    private record ColdStore(String store) implements StoreWriter {

        @Override
        public void warmUp() throws StoreUnavailableException {
            WARMED.add(store);
            if (store.equals("broken")) {
                throw new NoClassDefFoundError("a driver that is not there");
            }
            if (store.equals("away")) {
                throw new StoreUnavailableException("it is away", null);
            }
        }

        @Override
        public WriteOutcome write(Iterator<ValidUser> users) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void probe() {}

        @Override
        public void verify() {}

        @Override
        public String tableIdentity() {
            return store;
        }
    }

    private static final class MemoryLetters implements DeadLetterWriter {

        private static final long serialVersionUID = 1L;

        private long sent;
        private long acknowledged;

        @Override
        public void send(IncomingRecord origin, Refusal letter) {
            LETTERS.add(origin);
            UNFLUSHED.incrementAndGet();
            sent++;
        }

        @Override
        public void flush() {
            if (BROKER_OUTAGES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new DeadLettersUnavailableException("memory is away", null);
            }
            UNFLUSHED.set(0);
            acknowledged = sent;
        }

        @Override
        public long acknowledged() {
            return acknowledged;
        }

        @Override
        public void probe() {}
    }
}
