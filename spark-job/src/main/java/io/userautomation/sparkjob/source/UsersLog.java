package io.userautomation.sparkjob.source;

import io.userautomation.sparkjob.checkpoint.RecordMark;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Single records of the users topic, read on the driver. For one thread at a time. */
final class UsersLog implements LogRecords {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How far back a record is looked for where the last offsets hold none but a transaction's own. */
    private static final int MAX_BACK = 64;

    private static final int FETCH_BYTES = 64 * 1024;

    private final Map<String, Object> properties;
    private final String topic;
    private Consumer<byte[], byte[]> consumer;

    /** @param clientProperties how the brokers are spoken to */
    UsersLog(Map<String, Object> clientProperties, String topic) {
        this.properties = new HashMap<>(clientProperties);
        this.topic = topic;
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "none");
        properties.put("allow.auto.create.topics", false);
        properties.put("max.partition.fetch.bytes", FETCH_BYTES);
        // A fetch ahead, which nobody asked for, may not hold the next one up.
        properties.put("fetch.max.wait.ms", 10);
    }

    @Override
    public Map<Integer, Long> ends(Set<Integer> partitions) {
        return offsets(consumer().endOffsets(existing(partitions)));
    }

    @Override
    public Map<Integer, Long> begins() {
        return offsets(consumer().beginningOffsets(existing()));
    }

    @Override
    public Set<Integer> differing(Map<Integer, RecordMark> marks) {
        Map<Integer, Long> begins = offsets(consumer().beginningOffsets(existing(marks.keySet())));
        Map<Integer, Long> wanted = new TreeMap<>();
        Set<Integer> differing = new HashSet<>();
        marks.forEach((partition, mark) -> {
            if (!begins.containsKey(partition)) {
                differing.add(partition);
            } else if (begins.get(partition) <= mark.offset()) {
                wanted.put(partition, mark.offset());
            }
        });
        Map<Integer, Long> behind = new TreeMap<>();
        wanted.forEach((partition, offset) -> behind.put(partition, offset + 1));
        Map<Integer, RecordMark> found = last(wanted, behind);
        wanted.keySet().stream()
                .filter(partition -> !isSame(marks.get(partition), found.get(partition)))
                .forEach(differing::add);
        return differing;
    }

    @Override
    public Map<Integer, RecordMark> lastBefore(Map<Integer, Long> ends) {
        Map<Integer, Long> begins = offsets(consumer().beginningOffsets(existing(ends.keySet())));
        Map<Integer, RecordMark> found = new TreeMap<>();
        for (int back : new int[] {1, MAX_BACK}) {
            Map<Integer, Long> from = new TreeMap<>();
            begins.forEach((partition, begin) -> {
                if (!found.containsKey(partition) && begin < ends.get(partition)) {
                    from.put(partition, Math.max(begin, ends.get(partition) - back));
                }
            });
            found.putAll(last(from, ends));
        }
        return found;
    }

    @Override
    public void close() {
        if (consumer != null) {
            try {
                consumer.close(Duration.ZERO);
            } catch (ConcurrentModificationException stillInABatch) {
                // Its thread did not stop in time; the process' end closes it.
            }
            consumer = null;
        }
    }

    /** The last records in these ranges of offsets, for those that hold any. */
    private Map<Integer, RecordMark> last(Map<Integer, Long> from, Map<Integer, Long> until) {
        Map<Integer, RecordMark> last = new TreeMap<>();
        Set<TopicPartition> open = new HashSet<>();
        from.keySet().forEach(partition -> open.add(at(partition)));
        consumer().assign(open);
        // The same ones again would stay paused.
        consumer().resume(open);
        open.forEach(partition -> consumer().seek(partition, from.get(partition.partition())));
        long start = System.nanoTime();
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer().poll(POLL)) {
                long end = until.get(record.partition());
                if (record.offset() < end) {
                    last.put(record.partition(), mark(record, end));
                }
            }
            for (TopicPartition partition : Set.copyOf(open)) {
                if (consumer().position(partition) >= until.get(partition.partition())) {
                    open.remove(partition);
                    consumer().pause(Set.of(partition));
                }
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new TimeoutException("no answer within %s s".formatted(PATIENCE.toSeconds()));
            }
        }
        return last;
    }

    private Set<TopicPartition> existing(Set<Integer> partitions) {
        Set<TopicPartition> existing = existing();
        existing.removeIf(partition -> !partitions.contains(partition.partition()));
        return existing;
    }

    private Set<TopicPartition> existing() {
        List<PartitionInfo> all = consumer().partitionsFor(topic);
        if (all == null || all.isEmpty()) {
            throw new UnknownTopicOrPartitionException("topic %s is not there".formatted(topic));
        }
        Set<TopicPartition> existing = new HashSet<>();
        all.forEach(info -> existing.add(at(info.partition())));
        return existing;
    }

    private TopicPartition at(int partition) {
        return new TopicPartition(topic, partition);
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    private static Map<Integer, Long> offsets(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byPartition = new TreeMap<>();
        offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
        return byPartition;
    }

    private static boolean isSame(RecordMark mark, RecordMark found) {
        return found != null
                && found.offset() == mark.offset()
                && found.timestampMillis() == mark.timestampMillis()
                && found.checksum() == mark.checksum();
    }

    private static RecordMark mark(ConsumerRecord<byte[], byte[]> record, long end) {
        CRC32C checksum = new CRC32C();
        for (byte[] part : new byte[][] {record.key(), record.value()}) {
            checksum.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(part == null ? -1 : part.length)
                    .flip());
            if (part != null) {
                checksum.update(part);
            }
        }
        return new RecordMark(end, record.offset(), record.timestamp(), checksum.getValue());
    }
}
