package io.userautomation.producer.replay;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.deadletters.Letter;
import io.userautomation.kafka.deadletters.LettersTopicReader;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import io.userautomation.model.runs.RunId;
import io.userautomation.producer.KafkaOutage;
import io.userautomation.producer.replay.RepairedLetters.Place;
import io.userautomation.producer.replay.RepairedLetters.Repaired;
import io.userautomation.producer.run.RunTopics;
import io.userautomation.producer.settings.ClusterSettings;
import io.userautomation.producer.settings.ReplaySettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters to the users topic again, each once however often this is run, broken off, or run twice at a time:
 * first whoever replayed before is shut out, then its markers are read, then each letter without one goes out together
 * with its own.
 */
public final class ReplayDeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDeadLetters.class);

    private final ClusterSettings cluster;
    private final ReplaySettings settings;
    private final ReplayCounts counts = new ReplayCounts();
    private final Set<UUID> seen = new HashSet<>();
    private Set<UUID> replayed = Set.of();
    private Map<UUID, UserRecord> repaired = Map.of();

    public ReplayDeadLetters(ClusterSettings cluster, ReplaySettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * Replays.
     *
     * @throws TaskException for status 2 when the repaired values can't be used, and nothing is sent then; for status 3
     *     when letters that were asked for stay
     */
    public Summary run() throws InterruptedException {
        Map<Place, Repaired> lines =
                settings.repaired().map(RepairedLetters::read).orElse(Map.of());
        requireTopics();
        return settings.dryRun() ? dryRun(lines) : replay(lines);
    }

    private Summary dryRun(Map<Place, Repaired> lines) throws InterruptedException {
        AtomicLong letters = new AtomicLong();
        eachToReplay(lines, (letter, user) -> letters.incrementAndGet());
        return outcome("dry_run", letters.get());
    }

    private Summary replay(Map<Place, Repaired> lines) throws InterruptedException {
        try (ReplayTransactions transactions = ReplayTransactions.begin(cluster, settings.lettersPerTransaction())) {
            try {
                eachToReplay(lines, (letter, user) -> transactions.send(letter, record(letter, user)));
                transactions.commit();
            } catch (InterruptException e) {
                LOG.warn("Interrupted replayed={}", transactions.committed());
                throw e;
            } catch (KafkaException e) {
                throw brokenOff(ExitStatus.FAILED, KafkaOutage.sentence(cluster, e), e, transactions);
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
        try (RunTopics topics = new RunTopics(cluster)) {
            topics.requireAll();
        }
    }

    private void eachToReplay(Map<Place, Repaired> lines, Outlet outlet) throws InterruptedException {
        try (LettersTopicReader topic = new LettersTopicReader(
                cluster.clientProperties(), cluster.topics().deadLetters(), cluster.timeout())) {
            replayed = topic.replayed();
            repaired = lines.isEmpty() ? Map.of() : identities(topic, lines);
            topic.read(record -> {
                Optional<Letter> letter = Letter.of(record);
                if (letter.isPresent() && seen.add(letter.get().identity())) {
                    take(letter.get(), outlet);
                }
            });
        }
    }

    /** By identity, since the same letter may stand in several places. */
    private Map<UUID, UserRecord> identities(LettersTopicReader topic, Map<Place, Repaired> lines)
            throws InterruptedException {
        Map<UUID, UserRecord> users = new HashMap<>();
        Map<Place, Repaired> left = new HashMap<>(lines);
        topic.read(record -> {
            Repaired line = left.get(new Place(record.partition(), record.offset()));
            if (line != null) {
                Letter.of(record).ifPresent(letter -> {
                    left.remove(place(record));
                    users.put(letter.identity(), line.user());
                });
            }
        });
        if (!left.isEmpty()) {
            List<Integer> unknown =
                    left.values().stream().map(Repaired::line).sorted().toList();
            throw RepairedLetters.unknown(
                    settings.repaired().orElseThrow(), unknown, cluster.topics().deadLetters());
        }
        return users;
    }

    private void take(Letter letter, Outlet outlet) {
        counts.deadLetter();
        if (replayed.contains(letter.identity())) {
            counts.alreadyReplayed();
        } else if (!isAskedFor(letter)) {
            counts.skipped();
        } else if (!letter.isUnpublished()
                && (letter.source() == null
                        || !letter.source().topic().equals(cluster.topics().users()))) {
            counts.foreign(letter);
        } else if (letter.replays() >= settings.maxReplays()) {
            counts.exhausted(letter);
        } else if (repaired.containsKey(letter.identity())) {
            outlet.send(letter, repaired.get(letter.identity()));
        } else if (UserRecordParser.parse(letter.origin().value()) instanceof Validation.Invalid invalid) {
            counts.stillInvalid(letter, invalid.reason());
        } else {
            outlet.send(letter, null);
        }
    }

    private boolean isAskedFor(Letter letter) {
        return settings.runId()
                        .map(RunId::value)
                        .map(id -> id.equals(letter.runId()))
                        .orElse(true)
                && settings.stage().map(letter.stage()::equals).orElse(true)
                && settings.reason().map(letter.reason().sentence()::contains).orElse(true)
                && (repaired.isEmpty() || repaired.containsKey(letter.identity()));
    }

    private ProducerRecord<byte[], byte[]> record(Letter letter, UserRecord user) {
        String topic = cluster.topics().users();
        long now = System.currentTimeMillis();
        return user == null
                ? ReplayedRecord.retried(letter, topic, now)
                : ReplayedRecord.repaired(letter, user, topic, now);
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

    /** Takes what is to be replayed; {@code user} is null where the letter's own value is. */
    @FunctionalInterface
    private interface Outlet {
        void send(Letter letter, UserRecord user);
    }
}
