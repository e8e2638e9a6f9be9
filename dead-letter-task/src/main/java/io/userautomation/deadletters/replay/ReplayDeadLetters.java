package io.userautomation.deadletters.replay;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.deadletters.replay.RepairedDeadLetters.Place;
import io.userautomation.deadletters.replay.RepairedDeadLetters.Repaired;
import io.userautomation.deadletters.settings.ClusterSettings;
import io.userautomation.deadletters.settings.ReplaySettings;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLettersTopicReader;
import io.userautomation.kafka.registry.TopicRecordReader;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.RequiredTopics;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import io.userautomation.model.runs.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters to the users topic again, each once however often this is run, broken off, or run twice at a time:
 * first whoever replayed before is shut out, then its markers are read, then each dead letter without one goes out together
 * with its own.
 */
public final class ReplayDeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDeadLetters.class);

    private final ClusterSettings cluster;
    private final ReplaySettings settings;
    private final TopicRecordReader reader;
    private final ReplayCounts counts = new ReplayCounts();
    private final Set<UUID> seen = new HashSet<>();
    private Set<UUID> replayed = Set.of();
    private Map<UUID, UserRecord> repaired = Map.of();

    public ReplayDeadLetters(ClusterSettings cluster, ReplaySettings settings) {
        this.cluster = cluster;
        this.settings = settings;
        this.reader = new TopicRecordReader(cluster.registry(), cluster.topics().users(), cluster.timeout());
    }

    /**
     * Replays.
     *
     * @throws TaskException for status 2 when the repaired values can't be used, and nothing is sent then; for status 3
     *     when dead letters that were asked for stay
     */
    public Summary run() throws InterruptedException {
        Map<Place, Repaired> lines =
                settings.repaired().map(RepairedDeadLetters::read).orElse(Map.of());
        requireTopics();
        return settings.dryRun() ? dryRun(lines) : replay(lines);
    }

    private Summary dryRun(Map<Place, Repaired> lines) throws InterruptedException {
        AtomicLong deadLetters = new AtomicLong();
        eachToReplay(lines, (deadLetter, user) -> deadLetters.incrementAndGet());
        return outcome("dry_run", deadLetters.get());
    }

    private Summary replay(Map<Place, Repaired> lines) throws InterruptedException {
        try (ReplayTransactions transactions =
                ReplayTransactions.begin(cluster, settings.deadLettersPerTransaction())) {
            try {
                eachToReplay(lines, (deadLetter, user) -> transactions.send(deadLetter, record(deadLetter, user)));
                transactions.commit();
            } catch (InterruptException e) {
                LOG.warn("Interrupted replayed={}", transactions.committed());
                throw e;
            } catch (KafkaException e) {
                throw brokenOff(
                        ExitStatus.FAILED,
                        KafkaFailure.of(cluster.kafka(), cluster.timeout(), e).sentence(),
                        e,
                        transactions);
            } catch (TaskException e) {
                throw brokenOff(e.status(), e.getMessage(), e, transactions);
            }
            return outcome("completed", transactions.committed());
        }
    }

    private TaskException brokenOff(
            ExitStatus status, String sentence, Exception cause, ReplayTransactions transactions) {
        return new TaskException(status, sentence, cause, counts.summary("failed", transactions.committed()));
    }

    private void requireTopics() throws InterruptedException {
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            RequiredTopics.check(admin, cluster.kafka(), cluster.topics());
        }
    }

    private void eachToReplay(Map<Place, Repaired> lines, Outlet outlet) throws InterruptedException {
        try (DeadLettersTopicReader topic = new DeadLettersTopicReader(
                cluster.clientProperties(), cluster.topics().deadLetters(), cluster.timeout())) {
            replayed = topic.replayed();
            repaired = lines.isEmpty() ? Map.of() : identities(topic, lines);
            topic.read(record -> {
                Optional<DeadLetter> deadLetter = DeadLetter.of(record);
                if (deadLetter.isPresent() && seen.add(deadLetter.get().identity())) {
                    replayOne(deadLetter.get(), outlet);
                }
            });
        }
    }

    /** By identity, since the same dead letter may stand in several places. */
    private Map<UUID, UserRecord> identities(DeadLettersTopicReader topic, Map<Place, Repaired> lines)
            throws InterruptedException {
        Map<UUID, UserRecord> users = new HashMap<>();
        Map<Place, Repaired> left = new HashMap<>(lines);
        topic.read(record -> {
            Repaired line = left.get(new Place(record.partition(), record.offset()));
            if (line != null) {
                DeadLetter.of(record).ifPresent(deadLetter -> {
                    left.remove(place(record));
                    users.put(deadLetter.identity(), line.user());
                });
            }
        });
        if (!left.isEmpty()) {
            List<Integer> unknown =
                    left.values().stream().map(Repaired::line).sorted().toList();
            throw RepairedDeadLetters.unknown(
                    settings.repaired().orElseThrow(), unknown, cluster.topics().deadLetters());
        }
        return users;
    }

    private void replayOne(DeadLetter deadLetter, Outlet outlet) {
        counts.deadLetter();
        if (replayed.contains(deadLetter.identity())) {
            counts.alreadyReplayed();
        } else if (!isAskedFor(deadLetter)) {
            counts.skipped();
        } else if (!deadLetter.isUnpublished()
                && (deadLetter.source() == null
                        || !deadLetter.source().topic().equals(cluster.topics().users()))) {
            counts.foreign(deadLetter);
        } else if (deadLetter.replays() >= settings.maxReplays()) {
            counts.exhausted(deadLetter);
        } else if (repaired.containsKey(deadLetter.identity())) {
            outlet.send(deadLetter, repaired.get(deadLetter.identity()));
        } else if (deadLetter.isCut()) {
            counts.cut(deadLetter);
        } else if (reader.read(deadLetter.origin().value(), deadLetter.origin().headers())
                instanceof Validation.Invalid invalid) {
            counts.stillInvalid(deadLetter, invalid.reason());
        } else {
            outlet.send(deadLetter, null);
        }
    }

    private boolean isAskedFor(DeadLetter deadLetter) {
        return settings.runId()
                        .map(RunId::value)
                        .map(id -> id.equals(deadLetter.runId()))
                        .orElse(true)
                && settings.stage().map(deadLetter.stage()::equals).orElse(true)
                && settings.reason()
                        .map(deadLetter.reason().sentence()::contains)
                        .orElse(true)
                && (repaired.isEmpty() || repaired.containsKey(deadLetter.identity()));
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter deadLetter, UserRecord user) {
        String topic = cluster.topics().users();
        long now = System.currentTimeMillis();
        return user == null
                ? ReplayedRecord.retried(deadLetter, topic, now)
                : ReplayedRecord.repaired(deadLetter, user, topic, now);
    }

    private Summary outcome(String state, long sent) {
        Summary summary = counts.summary(state, sent);
        if (counts.staying() > 0) {
            throw new TaskException(ExitStatus.NOT_PROVEN, counts.sentence(sent, settings.maxReplays()), null, summary);
        }
        return summary;
    }

    private static Place place(ConsumerRecord<byte[], byte[]> record) {
        return new Place(record.partition(), record.offset());
    }

    /** Takes what is to be replayed; {@code user} is null where the dead letter's own value is. */
    @FunctionalInterface
    private interface Outlet {
        void send(DeadLetter deadLetter, UserRecord user);
    }
}
