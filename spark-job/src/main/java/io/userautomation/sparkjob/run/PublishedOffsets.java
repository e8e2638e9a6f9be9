package io.userautomation.sparkjob.run;

import io.userautomation.stores.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * The offsets of each store as those of a consumer group, since Spark commits none and every Kafka tool shows a group's
 * lag. Nothing is decided by them, so what can't be published is said and tried again later.
 */
final class PublishedOffsets {

    private static final Duration TRY_EVERY = Duration.ofSeconds(10);
    private static final Duration SAY_EVERY = Duration.ofMinutes(10);

    private final Commit commit;
    private final LongSupplier nanos;
    private final Consumer<String> warnings;
    private final Map<String, Map<Integer, Long>> published = new HashMap<>();
    private final Map<String, Refused> refused = new HashMap<>();

    PublishedOffsets(Commit commit, LongSupplier nanos, Consumer<String> warnings) {
        this.commit = commit;
        this.nanos = nanos;
        this.warnings = warnings;
    }

    /** Publishes them if they are new. */
    void publish(String store, Map<Integer, Long> committed) throws InterruptedException {
        if (committed.isEmpty() || committed.equals(published.get(store)) || isTooEarly(store)) {
            return;
        }
        try {
            commit.to(Stores.consumerGroup(store), committed);
            published.put(store, committed);
            refused.remove(store);
        } catch (KafkaException e) {
            note(store, e);
        }
    }

    private boolean isTooEarly(String store) {
        Refused last = refused.get(store);
        return last != null && nanos.getAsLong() - last.tried() < TRY_EVERY.toNanos();
    }

    private void note(String store, KafkaException e) {
        long now = nanos.getAsLong();
        Refused last = refused.get(store);
        boolean isNew = last == null || now - last.said() >= SAY_EVERY.toNanos();
        refused.put(store, new Refused(now, isNew ? now : last.said()));
        if (isNew) {
            warnings.accept("Offsets can't be published, so tools show an old lag group=%s reason=%s"
                    .formatted(Stores.consumerGroup(store), reason(e)));
        }
    }

    private static String reason(KafkaException e) {
        if (e instanceof UnknownMemberIdException) {
            return "a consumer has joined this group, which is the job's own: give that one another group";
        }
        return e instanceof AuthorizationException
                ? "the login in KAFKA_USERNAME needs an ACL on this group, see docs/permissions.md"
                : e.getMessage();
    }

    private record Refused(long tried, long said) {}

    /** Commits offsets, per partition of the users topic, in the name of a group. */
    @FunctionalInterface
    interface Commit {

        /** @throws KafkaException when the brokers don't take them */
        void to(String group, Map<Integer, Long> offsets) throws InterruptedException;
    }
}
