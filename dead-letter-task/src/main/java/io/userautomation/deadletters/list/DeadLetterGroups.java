package io.userautomation.deadletters.list;

import io.userautomation.commandline.Summary;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLetterReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dead letters by reason. */
final class DeadLetterGroups {

    /** Whoever writes dead letters may make up reasons: what is behind so many is counted together. */
    private static final int MAX_REASONS = 50;

    private static final DeadLetterReason THE_REST =
            new DeadLetterReason(DeadLetterReason.OTHER, DeadLetterReason.OTHER, "further reasons", null);

    private final String usersTopic;
    private final Map<DeadLetterReason, DeadLetterGroup> groups = new HashMap<>();

    DeadLetterGroups(String usersTopic) {
        this.usersTopic = usersTopic;
    }

    void add(DeadLetter deadLetter, boolean replayed) {
        boolean room = groups.size() < MAX_REASONS || groups.containsKey(deadLetter.reason());
        groups.computeIfAbsent(room ? deadLetter.reason() : THE_REST, DeadLetterGroup::new)
                .add(deadLetter, replayed, usersTopic);
    }

    /** The most frequent first. */
    List<DeadLetterGroup> sorted() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(DeadLetterGroup::deadLetters)
                        .reversed()
                        .thenComparing(DeadLetterGroup::reason))
                .toList();
    }

    /** The keys of the last line. */
    Summary summary() {
        long deadLetters = sum(groups.values(), false);
        long replayed = sum(groups.values(), true);
        return new Summary()
                .with("dead_letters", deadLetters)
                .with("replayed", replayed)
                .with("open", deadLetters - replayed)
                .with("reasons", sorted().stream().map(DeadLetterGroup::toMap).toList());
    }

    /** For a person: a line for each reason, and one for each sample. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append("%8s %9s %8s  %s%n".formatted("letters", "replayed", "open", "reason"));
        for (DeadLetterGroup group : sorted()) {
            table.append("%8s %9s %8s  %s%n"
                    .formatted(
                            group.deadLetters(),
                            group.replayed(),
                            group.deadLetters() - group.replayed(),
                            group.reason().sentence()));
            for (DeadLetterSample sample : group.samples()) {
                table.append("%28s partition=%s offset=%s replayed=%s source=%s run_id=%s value=%s%n"
                        .formatted(
                                "",
                                sample.partition(),
                                sample.offset(),
                                sample.replayed(),
                                sample.source(),
                                sample.runId(),
                                sample.value()));
            }
        }
        return table.toString().stripTrailing();
    }

    private static long sum(Collection<DeadLetterGroup> groups, boolean replayed) {
        return groups.stream()
                .mapToLong(group -> replayed ? group.replayed() : group.deadLetters())
                .sum();
    }
}
