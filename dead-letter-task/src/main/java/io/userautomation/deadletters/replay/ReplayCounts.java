package io.userautomation.deadletters.replay;

import io.userautomation.commandline.Summary;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLetterSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of each dead letter; says why of the first that stay. */
final class ReplayCounts {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayCounts.class);
    private static final int MAX_LINES = 20;

    private long deadLetters;
    private long alreadyReplayed;
    private long skipped;
    private long stillInvalid;
    private long exhausted;
    private long foreign;
    private long cut;
    private int lines;

    void deadLetter() {
        deadLetters++;
    }

    void alreadyReplayed() {
        alreadyReplayed++;
    }

    void skipped() {
        skipped++;
    }

    /** @param reason the validator's, without content */
    void stillInvalid(DeadLetter deadLetter, String reason) {
        stillInvalid++;
        stays(deadLetter, reason);
    }

    void exhausted(DeadLetter deadLetter) {
        exhausted++;
        stays(deadLetter, "replayed " + deadLetter.replays() + " times already");
    }

    void foreign(DeadLetter deadLetter) {
        foreign++;
        stays(deadLetter, "not from the users topic");
    }

    void cut(DeadLetter deadLetter) {
        cut++;
        DeadLetterSource source = deadLetter.source();
        stays(
                deadLetter,
                "cut, since the dead-letter topic did not take all of it; the whole record stands at "
                        + (source == null ? "no place that it names" : source.inWords())
                        + " for as long as the users topic keeps it");
    }

    long staying() {
        return stillInvalid + exhausted + foreign + cut;
    }

    /** The keys of the command's last line; {@code replayed} dead letters went, or would go in a dry run. */
    Summary summary(String state, long replayed) {
        return new Summary()
                .with("state", state)
                .with("dead_letters", deadLetters)
                .with("replayed", replayed)
                .with("already_replayed", alreadyReplayed)
                .with("still_invalid", stillInvalid)
                .with("exhausted", exhausted)
                .with("foreign", foreign)
                .with("skipped", skipped)
                .with("cut", cut);
    }

    /** Why the command ends with status 3. */
    String sentence(long replayed, int maxReplays) {
        return ("%s replayed, %s stay dead letters: %s still invalid (repair them, see --repaired), "
                        + "%s replayed %s times or more already (--max-replays), %s not from the users topic, "
                        + "%s cut, of which the topic holds a part only (repair them, see --repaired)")
                .formatted(replayed, staying(), stillInvalid, exhausted, maxReplays, foreign, cut);
    }

    private void stays(DeadLetter deadLetter, String reason) {
        if (lines < MAX_LINES) {
            LOG.warn("Stays a dead letter place={} reason={}", deadLetter.place(), reason);
        }
        lines++;
    }
}
