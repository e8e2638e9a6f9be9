package io.userautomation.audit;

import io.userautomation.commandline.Summary;
import io.userautomation.kafka.deadletters.Letter;
import io.userautomation.kafka.deadletters.LettersTopicReader;
import io.userautomation.model.runs.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the dead letters by reason, and which of them have been replayed since. */
final class LetterList {

    private static final Logger LOG = LoggerFactory.getLogger(LetterList.class);

    private final ListSettings settings;
    private final ServerWait serverWait;

    LetterList(ListSettings settings) {
        this.settings = settings;
        this.serverWait = new ServerWait(settings.serverWait());
    }

    /** @throws io.userautomation.commandline.TaskException for status 1 when Kafka does not answer */
    Summary run() throws InterruptedException {
        return KafkaFailures.told(settings.kafka(), serverWait, this::list);
    }

    private Summary list() throws InterruptedException {
        try (LettersTopicReader topic =
                new LettersTopicReader(clientProperties(), settings.topics().deadLetters(), settings.serverWait())) {
            Set<UUID> replayed = topic.replayed();
            LetterGroups groups = new LetterGroups(settings.topics().users());
            if (settings.export().isPresent()) {
                try (LetterExport export = LetterExport.to(settings.export().get())) {
                    read(topic, replayed, groups, export::add);
                }
            } else {
                read(topic, replayed, groups, letter -> {});
            }
            LOG.info(
                    "Dead letters on topic {}:{}{}",
                    settings.topics().deadLetters(),
                    System.lineSeparator(),
                    groups.table());
            return groups.summary()
                    .with("exported_to", settings.export().map(Object::toString).orElse(null));
        }
    }

    private void read(LettersTopicReader topic, Set<UUID> replayed, LetterGroups groups, Consumer<Letter> open)
            throws InterruptedException {
        Set<UUID> seen = new HashSet<>();
        topic.read(record -> {
            Optional<Letter> letter = Letter.of(record).filter(this::isAskedFor);
            if (letter.isPresent() && seen.add(letter.get().identity())) {
                boolean isReplayed = replayed.contains(letter.get().identity());
                groups.add(letter.get(), isReplayed);
                if (!isReplayed) {
                    open.accept(letter.get());
                }
            }
        });
    }

    private boolean isAskedFor(Letter letter) {
        return settings.runId()
                .map(RunId::value)
                .map(id -> id.equals(letter.runId()))
                .orElse(true);
    }

    private Map<String, Object> clientProperties() {
        int patience = (int) settings.serverWait().toMillis();
        Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
        properties.put("default.api.timeout.ms", patience);
        return properties;
    }
}
