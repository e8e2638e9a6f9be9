package io.userautomation.audit;

import io.userautomation.commandline.Summary;
import io.userautomation.kafka.deadletters.Letter;
import io.userautomation.kafka.deadletters.LetterReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dead letters by reason. */
final class LetterGroups {

    /** Whoever writes dead letters may make up reasons: what is behind so many is counted together. */
    private static final int MOST_REASONS = 50;

    private static final LetterReason THE_REST =
            new LetterReason(LetterReason.OTHER, LetterReason.OTHER, "further reasons", null);

    private final String usersTopic;
    private final Map<LetterReason, LetterGroup> groups = new HashMap<>();

    LetterGroups(String usersTopic) {
        this.usersTopic = usersTopic;
    }

    void add(Letter letter, boolean replayed) {
        boolean room = groups.size() < MOST_REASONS || groups.containsKey(letter.reason());
        groups.computeIfAbsent(room ? letter.reason() : THE_REST, LetterGroup::new)
                .add(letter, replayed, usersTopic);
    }

    /** The most frequent first. */
    List<LetterGroup> sorted() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(LetterGroup::letters)
                        .reversed()
                        .thenComparing(LetterGroup::reason))
                .toList();
    }

    /** The keys of the last line. */
    Summary summary() {
        long letters = sum(groups.values(), false);
        long replayed = sum(groups.values(), true);
        return new Summary()
                .with("dead_letters", letters)
                .with("replayed", replayed)
                .with("open", letters - replayed)
                .with("reasons", sorted().stream().map(LetterGroup::toMap).toList());
    }

    /** For a person: a line for each reason, and one for each sample. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append("%8s %9s %8s  %s%n".formatted("letters", "replayed", "open", "reason"));
        for (LetterGroup group : sorted()) {
            table.append("%8d %9d %8d  %s%n"
                    .formatted(
                            group.letters(),
                            group.replayed(),
                            group.letters() - group.replayed(),
                            group.reason().sentence()));
            for (LetterSample sample : group.samples()) {
                table.append("%28s partition=%d offset=%d replayed=%s source=%s run_id=%s value=%s%n"
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

    private static long sum(Collection<LetterGroup> groups, boolean replayed) {
        return groups.stream()
                .mapToLong(group -> replayed ? group.replayed() : group.letters())
                .sum();
    }
}
