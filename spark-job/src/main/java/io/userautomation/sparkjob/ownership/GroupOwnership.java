package io.userautomation.sparkjob.ownership;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** By a membership in the checkpoint's group, whose offsets are the checkpoint's positions. */
final class GroupOwnership implements Ownership {

    /** Longer than a vanished member can hold a group up. */
    private static final Duration COMMIT = Duration.ofSeconds(60);

    private final String checkpoint;
    private final String topic;
    private final Membership membership;
    private final Map<Integer, Position> positions;

    /**
     * An ownership that was just won.
     *
     * @param checkpoint the identity's folder name
     * @param topic the users topic
     * @param positions as the group held them then
     */
    GroupOwnership(String checkpoint, String topic, Membership membership, Map<Integer, Position> positions) {
        this.checkpoint = checkpoint;
        this.topic = topic;
        this.membership = membership;
        this.positions = new TreeMap<>(positions);
    }

    @Override
    public void require() {
        if (membership.state() != Membership.State.OWNER) {
            throw lost(null);
        }
    }

    @Override
    public synchronized Map<Integer, Position> positions() {
        return Map.copyOf(positions);
    }

    @Override
    public synchronized void commit(long batch, Map<Integer, Long> offsets, Map<Integer, RecordMark> marks)
            throws InterruptedException {
        long now = System.currentTimeMillis();
        Map<Integer, Position> next = new TreeMap<>(positions);
        offsets.forEach((partition, offset) -> {
            Position known = next.get(partition);
            if (known == null || known.offset() < offset || (known.offset() == offset && batch != Position.NO_BATCH)) {
                RecordMark mark = marks.get(partition);
                next.put(partition, new Position(offset, batch, now, isAt(mark, offset) ? mark : null));
            }
        });
        commit(next);
    }

    @Override
    public synchronized void forget() throws InterruptedException {
        Map<Integer, Position> nothing = new TreeMap<>();
        long now = System.currentTimeMillis();
        positions.forEach(
                (partition, position) -> nothing.put(partition, new Position(0, Position.NO_BATCH, now, null)));
        commit(nothing);
    }

    @Override
    public void close() {
        membership.leave();
    }

    private static boolean isAt(RecordMark mark, long offset) {
        return mark != null && mark.end() == offset;
    }

    private void commit(Map<Integer, Position> next) throws InterruptedException {
        require();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, position) ->
                offsets.put(new TopicPartition(topic, partition), position.committed(checkpoint)));
        if (offsets.isEmpty()) {
            return;
        }
        try {
            membership.commit(offsets).get(COMMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw lost(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            String sentence = "Kafka has not taken the positions of the checkpoint %s for %s s"
                    .formatted(checkpoint, COMMIT.toSeconds());
            throw new TaskException(ExitStatus.FAILED, sentence, new TimeoutException(sentence, e));
        }
        positions.putAll(next);
    }

    private TaskException lost(Throwable cause) {
        return new TaskException(
                ExitStatus.FAILED,
                "another driver may own the checkpoint %s by now, since this process stood still or was cut off from Kafka for too long: its last batch is not committed"
                        .formatted(checkpoint),
                cause instanceof OwnershipLostException known ? known : new OwnershipLostException(cause));
    }
}
