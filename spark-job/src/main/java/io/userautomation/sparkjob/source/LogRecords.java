package io.userautomation.sparkjob.source;

import io.userautomation.sparkjob.checkpoint.RecordMark;
import java.util.Map;
import java.util.Set;

/** What the brokers hold of the users topic, asked record by record. All of it throws KafkaException when they don't answer. */
public interface LogRecords extends AutoCloseable {

    /** The offsets behind the last records, for those of these partitions that there are. */
    Map<Integer, Long> ends(Set<Integer> partitions);

    /** The offsets of the first records, of every partition that there is. */
    Map<Integer, Long> begins();

    /** In which partitions a mark's record is another one now, or none. What retention has deleted says nothing. */
    Set<Integer> differing(Map<Integer, RecordMark> marks);

    /** Marks for these positions; none where no record, or none near, is before it. */
    Map<Integer, RecordMark> lastBefore(Map<Integer, Long> ends);

    @Override
    void close();
}
