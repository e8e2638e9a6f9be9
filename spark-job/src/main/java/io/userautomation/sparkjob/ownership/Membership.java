package io.userautomation.sparkjob.ownership;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a checkpoint's group, on a thread of its own that does nothing else, so that no batch keeps it from being
 * alive. Who has the one partition of the owners' topic owns the checkpoint. A membership that has lost it never has it again:
 * it leaves the group.
 */
final class Membership implements ConsumerRebalanceListener {

    /** How a membership ends, and what is between. */
    enum State {
        JOINING,
        OWNER,
        /** Another member has the partition. */
        NOT_CHOSEN,
        /** It had the partition, and left or lost it; or it could not join. */
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration POLL_BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration LEAVE = Duration.ofSeconds(2);
    /** Brokers forget, after a week by default, what isn't committed again. */
    private static final Duration COMMIT_AGAIN = Duration.ofMinutes(30);

    /** Offsets that somebody waits for. */
    private record Commit(Map<TopicPartition, OffsetAndMetadata> offsets, CompletableFuture<Void> done) {}

    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;
    private final Queue<Commit> commits = new ArrayDeque<>();
    private final CompletableFuture<State> chosen = new CompletableFuture<>();
    private final Thread thread;
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private long committedAt;
    private volatile State state = State.JOINING;
    private volatile boolean leaving;
    private volatile Throwable failure;

    /**
     * Joins.
     *
     * @param clientProperties {@code KafkaSettings.clientProperties()}
     * @param topic has one partition
     */
    Membership(Map<String, Object> clientProperties, String topic, String group, String clientId) {
        this.partition = new TopicPartition(topic, 0);
        this.consumer = new KafkaConsumer<>(
                properties(clientProperties, group, clientId),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "owner of " + group);
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes once it is OWNER or NOT_CHOSEN; exceptionally, as the client does, where it could not join. */
    CompletableFuture<State> chosen() {
        return chosen;
    }

    State state() {
        return state;
    }

    /**
     * Commits through the membership.
     *
     * @return completes once the coordinator has taken it; exceptionally where the membership ended before. While a rebalance
     *     is under way or the brokers are away it does neither
     */
    CompletableFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Commit commit = new Commit(Map.copyOf(offsets), new CompletableFuture<>());
        synchronized (commits) {
            if (state == State.ENDED) {
                commit.done().completeExceptionally(new OwnershipLostException(failure));
                return commit.done();
            }
            commits.add(commit);
        }
        consumer.wakeup();
        return commit.done();
    }

    /** Leaves the group, so that the next one need not wait for this one's death. */
    void leave() {
        leaving = true;
        consumer.wakeup();
        boolean interrupted = false;
        try {
            thread.join(LEAVE.plus(CALL).toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            try {
                thread.join(LEAVE.toMillis());
            } catch (InterruptedException e) {
                LOG.debug("interrupted twice while leaving", e);
            }
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            consumer.subscribe(List.of(partition.topic()), this);
            while (!leaving && (state == State.JOINING || state == State.OWNER)) {
                poll();
                serve();
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // A heap that a batch has filled may meet this thread: the query then begins again.
            failure = e;
        } finally {
            end();
        }
    }

    private void poll() {
        try {
            consumer.poll(peek() == null ? POLL : POLL_BETWEEN_TRIES);
        } catch (WakeupException e) {
            // To commit, or to leave.
        }
    }

    /** Commits what is asked for, and from time to time what was committed last. */
    private void serve() {
        for (Commit next = peek(); next != null && state == State.OWNER; next = peek()) {
            if (!isTaken(next.offsets())) {
                return;
            }
            synchronized (commits) {
                commits.remove(next);
            }
            next.done().complete(null);
        }
        if (state == State.OWNER && !committed.isEmpty() && System.nanoTime() - committedAt > COMMIT_AGAIN.toNanos()) {
            isTaken(committed);
        }
    }

    private Commit peek() {
        synchronized (commits) {
            return commits.peek();
        }
    }

    /** @return false where it is to be tried again, behind the next poll */
    private boolean isTaken(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, CALL);
            committed = offsets;
            committedAt = System.nanoTime();
            return true;
        } catch (CommitFailedException e) {
            // Not a member any more, whatever this process believed.
            state = State.ENDED;
            failure = e;
            return false;
        } catch (WakeupException | RebalanceInProgressException | RetriableException e) {
            LOG.debug("Not committed yet", e);
            return false;
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        // One poll may lose it and win it again: that would be another ownership, of which the batch under way knows
        // nothing.
        if (state != State.JOINING) {
            return;
        }
        if (assigned.contains(partition)) {
            consumer.pause(assigned); // nobody writes there
            state = State.OWNER;
            chosen.complete(state);
        } else {
            state = State.NOT_CHOSEN;
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        if (revoked.contains(partition)) {
            state = State.ENDED;
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        onPartitionsRevoked(lost);
    }

    private void end() {
        boolean notChosen = state == State.NOT_CHOSEN;
        List<Commit> left;
        synchronized (commits) {
            state = notChosen ? State.NOT_CHOSEN : State.ENDED;
            left = List.copyOf(commits);
            commits.clear();
        }
        left.forEach(commit -> commit.done().completeExceptionally(new OwnershipLostException(failure)));
        try {
            consumer.close(LEAVE);
        } catch (KafkaException e) {
            LOG.debug("The group could not be left", e);
        }
        if (notChosen) {
            chosen.complete(State.NOT_CHOSEN);
        } else {
            chosen.completeExceptionally(failure == null ? new OwnershipLostException(null) : failure);
        }
    }

    private static Map<String, Object> properties(Map<String, Object> clientProperties, String group, String clientId) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("group.id", group);
        properties.put("client.id", clientId);
        // Takes no partition from a living member. With a group.instance.id a newcomer would take all.
        properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "latest");
        properties.put("allow.auto.create.topics", false);
        properties.put("session.timeout.ms", Math.toIntExact(SESSION.toMillis()));
        properties.put("heartbeat.interval.ms", Math.toIntExact(HEARTBEAT.toMillis()));
        properties.put("max.poll.interval.ms", Math.toIntExact(MAX_POLL_INTERVAL.toMillis()));
        properties.put("request.timeout.ms", Math.toIntExact(CALL.toMillis()));
        properties.put("default.api.timeout.ms", Math.toIntExact(CALL.toMillis()));
        return properties;
    }
}
