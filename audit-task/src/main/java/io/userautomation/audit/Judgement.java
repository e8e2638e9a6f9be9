package io.userautomation.audit;

import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.stores.Stores;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What keeps a closed run from being proven, a sentence each; none where it is proven.
 *
 * @param budgetPercent dead letters allowed
 * @param topics for the sentences
 */
record Judgement(BigDecimal budgetPercent, TopicSettings topics) {

    /**
     * Judges a run.
     *
     * @param lags per store, the offsets it had yet to store when the evidence began to be gathered
     */
    List<String> findings(RunManifest manifest, RunRange range, Evidence evidence, Map<String, Long> lags) {
        List<String> findings = new ArrayList<>();
        PublishCounts counts = manifest.counts();
        published(manifest, counts, evidence, findings);
        findings.addAll(losses(range, evidence, lags));
        budget(counts, evidence, findings);
        return findings;
    }

    /** What a store lacks, whatever publishing came to. */
    List<String> losses(RunRange range, Evidence evidence, Map<String, Long> lags) {
        List<String> findings = new ArrayList<>();
        expired(range, evidence, findings);
        for (String store : evidence.stores().keySet()) {
            stored(store, evidence, lags.getOrDefault(store, 0L), findings);
        }
        if (evidence.lostRecords() > 0) {
            findings.add("%s not valid and yet not in %s, as partition:offset of %s: %s"
                    .formatted(
                            inWords(evidence.lostRecords(), "record is", "records are"),
                            topics.deadLetters(),
                            topics.users(),
                            named(evidence.lost(), evidence.lostRecords())));
        }
        return findings;
    }

    private static void published(
            RunManifest manifest, PublishCounts counts, Evidence evidence, List<String> findings) {
        if (manifest.outcome() != RunOutcome.COMPLETED) {
            findings.add("publishing did not complete (outcome %s): run publish_users again, from open_run on"
                    .formatted(String.valueOf(manifest.outcome()).toLowerCase(Locale.ROOT)));
        }
        if (counts.published() == 0) {
            findings.add("no user was published");
        }
        Long asked = manifest.request().users();
        if (asked != null && asked != counts.fetched() + counts.shortOf()) {
            findings.add("%s users were asked for, but %s were fetched and %s declared short"
                    .formatted(asked, counts.fetched(), counts.shortOf()));
        }
        if (evidence.distinct() < counts.published() && evidence.expired() == 0) {
            findings.add("%s users were acknowledged, but only %s distinct ones are on the topic"
                    .formatted(counts.published(), evidence.distinct()));
        }
    }

    private void expired(RunRange range, Evidence evidence, List<String> findings) {
        if (evidence.expired() > 0) {
            findings.add("expired: %s of the run's offsets are no longer in topic %s%s, and can't be proven any more"
                    .formatted(
                            evidence.expired(),
                            topics.users(),
                            range.isCutOff() ? ", which was created anew since" : ""));
        }
    }

    private static void stored(String store, Evidence evidence, long lag, List<String> findings) {
        StoreEvidence found = evidence.stores().get(store);
        if (found.missing() > 0) {
            findings.add("%s missing in %s: %s"
                    .formatted(
                            inWords(found.missing(), "user is", "users are"),
                            store,
                            named(found.firstMissing(), found.missing())));
        }
        if (found.different() > 0) {
            findings.add("%s different in %s: %s"
                    .formatted(
                            inWords(found.different(), "user is", "users are"),
                            store,
                            named(found.firstDifferent(), found.different())));
        }
        if (evidence.lacksIn(store) && lag > 0) {
            findings.add("%s is behind: run store_users again (consumer group %s is %s offsets short of the run's end)"
                    .formatted(store, Stores.consumerGroup(store), lag));
        }
    }

    private void budget(PublishCounts counts, Evidence evidence, List<String> findings) {
        long refused = counts.rejected() + evidence.deadLettered();
        BigDecimal all = BigDecimal.valueOf(Math.max(counts.published(), evidence.distinct()) + counts.rejected());
        if (BigDecimal.valueOf(100 * refused).compareTo(budgetPercent.multiply(all)) > 0) {
            findings.add("%s rejected or dead-lettered of %s, which is over the budget of %s %%"
                    .formatted(inWords(refused, "user was", "users were"), all, budgetPercent.toPlainString()));
        }
    }

    private static String inWords(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String named(List<String> names, long all) {
        return String.join(", ", names) + (all > names.size() ? ", …" : "");
    }
}
