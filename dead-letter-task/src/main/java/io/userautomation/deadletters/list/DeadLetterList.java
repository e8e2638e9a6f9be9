package io.userautomation.deadletters.list;

import io.userautomation.commandline.Summary;
import io.userautomation.deadletters.settings.ClusterSettings;
import io.userautomation.deadletters.settings.ListSettings;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLettersTopicReader;
import io.userautomation.model.runs.RunId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the dead letters by reason, and which of them have been replayed since. */
public final class DeadLetterList {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterList.class);

    private final ClusterSettings cluster;
    private final ListSettings settings;

    public DeadLetterList(ClusterSettings cluster, ListSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * Lists them on stderr, and exports them where that is asked for.
     *
     * @return the counts and the reasons
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer in time
     */
    public Summary run() throws InterruptedException {
        String deadLettersTopic = cluster.topics().deadLetters();
        try (DeadLettersTopicReader topic =
                new DeadLettersTopicReader(cluster.clientProperties(), deadLettersTopic, cluster.timeout())) {
            Set<UUID> replayed = topic.replayed();
            DeadLetterGroups groups = new DeadLetterGroups(cluster.topics().users());
            if (settings.export().isPresent()) {
                try (DeadLetterExport export =
                        DeadLetterExport.to(settings.export().get())) {
                    read(topic, replayed, groups, export::add);
                }
            } else {
                read(topic, replayed, groups, deadLetter -> {});
            }
            LOG.info("Dead letters on topic {}:{}{}", deadLettersTopic, System.lineSeparator(), groups.table());
            return groups.summary()
                    .with("exported_to", settings.export().map(Object::toString).orElse(null));
        }
    }

    private void read(
            DeadLettersTopicReader topic, Set<UUID> replayed, DeadLetterGroups groups, Consumer<DeadLetter> open)
            throws InterruptedException {
        Set<UUID> seen = new HashSet<>();
        topic.read(record -> {
            Optional<DeadLetter> deadLetter = DeadLetter.of(record).filter(this::isAskedFor);
            if (deadLetter.isPresent() && seen.add(deadLetter.get().identity())) {
                boolean isReplayed = replayed.contains(deadLetter.get().identity());
                groups.add(deadLetter.get(), isReplayed);
                if (!isReplayed) {
                    open.accept(deadLetter.get());
                }
            }
        });
    }

    private boolean isAskedFor(DeadLetter deadLetter) {
        return settings.runId()
                .map(RunId::value)
                .map(id -> id.equals(deadLetter.runId()))
                .orElse(true);
    }
}
