package io.userautomation.benchmarks.spark;

import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.kafka.headers.PublishedAt;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.query.OutageWait;
import io.userautomation.sparkjob.sink.kafka.KafkaDeadLetterWriter;
import io.userautomation.sparkjob.transform.InvalidRecord;
import io.userautomation.sparkjob.transform.ScreenedUsers;
import io.userautomation.sparkjob.transform.Screening;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.cassandra.write.CassandraWriter;
import io.userautomation.stores.postgres.write.PostgresWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the Spark job does, without Spark: for each sink a group of consumers, a thread each, that parse, check, write
 * with the job's own writers, and commit once all of a poll is acknowledged. Records that aren't valid go to the dead
 * letters. It waits for what is away as the job does; it follows no run and reports nothing.
 */
public final class PlainProgram {

    private static final int MAX_RECORDS = 5_000;
    private static final int MAX_BYTES = 16 << 20;
    private static final Duration POLL = Duration.ofMillis(100);

    private final SparkJobSettings settings;
    private final long users;

    private PlainProgram(SparkJobSettings settings, long users) {
        this.settings = settings;
        this.users = users;
    }

    /** @param args how many records the topic holds */
    public static void main(String[] args) throws Exception {
        long users = Long.parseLong(args[0]);
        PlainProgram program = new PlainProgram(Settings.read(), users);
        Clock.measure(users, program::run);
        // The session of the writer keeps threads.
        System.exit(0);
    }

    private void run() throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(2 * threads);
        String suffix = "-" + System.nanoTime();
        List<Future<?>> work = new ArrayList<>();
        for (StoreWriter writer : List.of(new CassandraWriter(Settings.cassandra(), deadLetters()), postgres())) {
            writer.verify();
            AtomicLong left = new AtomicLong(users);
            for (int i = 0; i < threads; i++) {
                work.add(pool.submit(() -> {
                    follow(writer, "plain-" + writer.store() + suffix, left);
                    return null;
                }));
            }
        }
        for (Future<?> each : work) {
            each.get();
        }
        pool.shutdown();
    }

    private StoreWriter postgres() {
        return new PostgresWriter(Settings.postgres(), deadLetters());
    }

    private DeadLetterWriter deadLetters() {
        return new KafkaDeadLetterWriter(settings.kafka(), settings.topics().deadLetters());
    }

    private void follow(StoreWriter writer, String group, AtomicLong left) throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
        properties.put("group.id", group);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", false);
        properties.put("isolation.level", "read_committed");
        properties.put("max.poll.records", MAX_RECORDS);
        // Still a member of its group when a server comes back.
        properties.put(
                "max.poll.interval.ms",
                Math.toIntExact(settings.job().outageDeadline().multipliedBy(3).toMillis()));
        properties.put("max.partition.fetch.bytes", MAX_BYTES);
        DeadLetterWriter deadLetters = deadLetters();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(settings.topics().users()));
            while (left.get() > 0) {
                List<IncomingRecord> records = StreamSupport.stream(
                                consumer.poll(POLL).spliterator(), false)
                        .map(PlainProgram::incoming)
                        .toList();
                if (!records.isEmpty()) {
                    store(records, writer, deadLetters);
                    consumer.commitSync();
                    left.addAndGet(-records.size());
                }
            }
        }
    }

    private void store(List<IncomingRecord> records, StoreWriter writer, DeadLetterWriter deadLetters)
            throws InterruptedException {
        OutageWait wait = new OutageWait(settings.job().outageDeadline());
        wait.retry(writer.store(), () -> store(records, writer), writer::probe);
        wait.retry("dead_letters", () -> bury(records, deadLetters), deadLetters::probe);
    }

    private static Written store(List<IncomingRecord> records, StoreWriter writer) throws StoreUnavailableException {
        WriteOutcome outcome =
                writer.write(new ScreenedUsers(records.iterator(), RegisteredSchemas.NONE, refused -> {}));
        if (outcome instanceof Unavailable unavailable) {
            throw new StoreUnavailableException(unavailable.reason(), null);
        }
        return (Written) outcome;
    }

    private static int bury(List<IncomingRecord> records, DeadLetterWriter deadLetters)
            throws StoreUnavailableException {
        int buried = 0;
        try {
            Iterator<InvalidRecord> invalid = Screening.invalid(records.iterator());
            while (invalid.hasNext()) {
                InvalidRecord record = invalid.next();
                deadLetters.send(
                        record.origin(), new Refusal(UserRecordValidator.class.getName(), record.reason(), null));
                buried++;
            }
            deadLetters.flush();
            return buried;
        } catch (DeadLettersUnavailableException e) {
            throw new StoreUnavailableException(e.getMessage(), e);
        }
    }

    private static IncomingRecord incoming(ConsumerRecord<byte[], byte[]> record) {
        List<IncomingRecord.Header> headers = new ArrayList<>();
        for (var header : record.headers()) {
            headers.add(new IncomingRecord.Header(header.key(), header.value()));
        }
        return new IncomingRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                PublishedAt.ofRecord(name -> IncomingRecord.last(headers, name), record.timestamp()),
                record.key(),
                record.value(),
                headers);
    }
}
