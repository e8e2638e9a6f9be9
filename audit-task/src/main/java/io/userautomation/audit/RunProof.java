package io.userautomation.audit;

import io.userautomation.kafka.headers.HeaderTexts;
import io.userautomation.kafka.headers.PublishedAt;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.registry.TopicRecordReader;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.record.Validation;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.UserVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a run's records again, or all since some time, and looks each up in every store, a chunk at a time.
 *
 * <p>Each record is held against the row by itself: the row must have its content or be a newer version. For two
 * versions of a user within the run that says the same as comparing the newer one only, and needs no more memory than
 * {@link AuditedIds}.
 */
final class RunProof {

    private static final Logger LOG = LoggerFactory.getLogger(RunProof.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    /**
     * How far the opener's clock may be ahead of those that stamped the dead letters: the runs topic takes nothing from
     * further ahead than an hour, and a day of dead letters more costs little.
     */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final TopicOffsets offsets;
    private final TopicScan scan;
    private final StoreReaders stores;
    private final TopicSettings topics;
    private final TopicRecordReader reader;

    RunProof(
            TopicOffsets offsets, TopicScan scan, StoreReaders stores, TopicSettings topics, TopicRecordReader reader) {
        this.reader = reader;
        this.offsets = offsets;
        this.scan = scan;
        this.stores = stores;
        this.topics = topics;
    }

    /** Where the records lie today. */
    RunRange range(Subject subject) throws InterruptedException {
        Map<Integer, Long> starts = offsets.starts(topics.users());
        Map<Integer, Long> ends = offsets.ends(topics.users());
        return subject.run().isPresent()
                ? RunRange.of(subject.run().get(), starts, ends)
                : RunRange.from(offsets.at(topics.users(), subject.from()), ends);
    }

    /** @param onlooker is shown each record that is read */
    Evidence gather(Subject subject, RunRange range, Onlooker onlooker) throws InterruptedException {
        RefusedRecords refusedRecords = refusedRecords(subject, range, onlooker);
        Map<Integer, TopicScan.Stretch> stretches = new TreeMap<>();
        range.spans()
                .forEach((partition, span) ->
                        stretches.put(partition, new TopicScan.Stretch(span.readableFrom(), span.readableTo())));
        Progress progress = new Progress(range.readable());
        try (EvidenceTally tally = new EvidenceTally(stores.names())) {
            scan.read(topics.users(), stretches, records -> {
                judge(
                        records.stream()
                                .filter(record -> isOf(subject, record))
                                .map(record -> toRunRecord(record, onlooker))
                                .toList(),
                        refusedRecords,
                        tally);
                progress.add(records.size());
            });
            return tally.evidence(range.expired());
        }
    }

    private RefusedRecords refusedRecords(Subject subject, RunRange range, Onlooker onlooker)
            throws InterruptedException {
        RefusedRecords refusedRecords = new RefusedRecords(range, stores.names());
        Map<Integer, Long> ends = offsets.ends(topics.deadLetters());
        Map<Integer, TopicScan.Stretch> stretches = new TreeMap<>();
        offsets.at(topics.deadLetters(), subject.from().minus(CLOCK_SKEW))
                .forEach((partition, from) ->
                        stretches.put(partition, new TopicScan.Stretch(from, ends.getOrDefault(partition, from))));
        scan.read(
                topics.deadLetters(),
                stretches,
                records -> records.forEach(record -> {
                    onlooker.sawDeadLetter(record);
                    RefusedRecord.of(record.headers(), topics.users(), subject).ifPresent(refusedRecords::add);
                }));
        return refusedRecords;
    }

    private void judge(List<RunRecord> ofRun, RefusedRecords refusedRecords, EvidenceTally tally)
            throws InterruptedException {
        Map<String, Map<UUID, StoredUser>> rows = stores.find(
                ofRun.stream().filter(RunRecord::isValid).map(RunRecord::id).collect(Collectors.toSet()));
        for (RunRecord record : ofRun) {
            Map<String, Verdict> verdicts = new LinkedHashMap<>();
            boolean refusedByAll = true;
            boolean refusedByAny = false;
            for (String store : stores.names()) {
                boolean refused = refusedRecords.has(
                        store, record.partition(), record.version().offset());
                refusedByAll &= refused;
                refusedByAny |= refused;
                if (record.isValid()) {
                    verdicts.put(store, Verdict.of(record, rows.get(store).get(record.id()), refused));
                }
            }
            if (record.isValid()) {
                tally.add(record, verdicts, refusedByAny);
            } else {
                tally.addInvalid(record, refusedByAll);
            }
        }
    }

    private RunRecord toRunRecord(ConsumerRecord<byte[], byte[]> record, Onlooker onlooker) {
        long millis = PublishedAt.ofRecord(new HeaderTexts(record.headers())::bytes, record.timestamp());
        UserVersion version = new UserVersion(millis, record.offset());
        Validation validation = reader.read(record.value(), record.headers());
        onlooker.sawRecord(validation, millis);
        if (validation instanceof Validation.Valid valid) {
            UUID id = UUID.fromString(valid.user().id());
            return new RunRecord(record.partition(), version, id, valid.user());
        }
        return new RunRecord(record.partition(), version, standIn(record), null);
    }

    /** The same for the same user: that of the key, if it has one. */
    private static UUID standIn(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            String place = record.partition() + ":" + record.offset();
            return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return UUID.fromString(new String(record.key(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(record.key());
        }
    }

    private static boolean isOf(Subject subject, ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(RecordHeaders.RUN_ID);
        return subject.includes(
                header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
    }

    /** A line every few seconds, for runs that take longer. */
    private static final class Progress {

        private final long all;
        private final long start = System.nanoTime();
        private long read;
        private long lastLine = start;

        Progress(long all) {
            this.all = all;
        }

        void add(int records) {
            read += records;
            long now = System.nanoTime();
            if (now - lastLine > BETWEEN_LINES.toNanos()) {
                long secondsLeft =
                        TimeUnit.NANOSECONDS.toSeconds((long) ((double) (now - start) / read * (all - read)));
                LOG.info("Looked up {} of {} records, about {} s left", read, all, secondsLeft);
                lastLine = now;
            }
        }
    }
}
