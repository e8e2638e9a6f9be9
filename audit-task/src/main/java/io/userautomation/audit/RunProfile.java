package io.userautomation.audit;

import io.userautomation.audit.page.Ages;
import io.userautomation.audit.page.Countries;
import io.userautomation.audit.page.CountsOverTime;
import io.userautomation.audit.page.CountsOverTime.Point;
import io.userautomation.audit.page.DataQuality;
import io.userautomation.audit.page.FieldQuality;
import io.userautomation.audit.page.Phase;
import io.userautomation.audit.page.RunPage;
import io.userautomation.audit.page.TopCounts;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts what the page shows while the audit reads. Of no user anything stays but hashes, in temporary files. */
final class RunProfile implements Onlooker, AutoCloseable {

    private static final int MAX_REASONS = 50;

    private final Subject subject;
    private final CountsOverTime published;
    private final TopCounts deadLetters = new TopCounts(MAX_REASONS);
    private final Countries countries = new Countries();
    private final Ages ages = new Ages();
    private final DataQuality quality = new DataQuality();
    private final SharedEmails emails = new SharedEmails();
    private long records;
    private long invalid;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    RunProfile(Subject subject) {
        this.subject = subject;
        this.published = new CountsOverTime(subject.from().toEpochMilli());
    }

    @Override
    public void sawRecord(Validation validation, long publishedAtMillis) {
        records++;
        published.add(publishedAtMillis);
        first = Math.min(first, publishedAtMillis);
        last = Math.max(last, publishedAtMillis);
        if (validation instanceof Validation.Valid valid) {
            count(valid.user(), publishedAtMillis);
        } else if (validation instanceof Validation.Invalid refused) {
            invalid++;
            quality.addInvalid(refused.reason());
        }
    }

    @Override
    public void sawDeadLetter(ConsumerRecord<byte[], byte[]> deadLetter) {
        DeadLetter.of(deadLetter)
                .filter(found -> subject.includes(found.runId()))
                .filter(found -> subject.run().isPresent()
                        || found.publishedAtMillis() >= subject.from().toEpochMilli())
                .ifPresent(found -> deadLetters.add(found.reason().sentence()));
    }

    /** When the first record was published, milliseconds since 1970; without records, when they might have been from. */
    long firstMillis() {
        return records == 0 ? subject.from().toEpochMilli() : first;
    }

    /** Records per second. */
    List<Point> publishedPerSecond() {
        return published.perSecond();
    }

    /** From the first record to the last; empty where there is none. */
    Optional<Phase> publishing() {
        return records == 0
                ? Optional.empty()
                : Optional.of(Phase.of("published", subject.from().toEpochMilli(), first, last));
    }

    /**
     * All that was counted; called once.
     *
     * @param distinctIds as the audit has counted them
     */
    RunPage.Users users(long distinctIds) {
        SharedEmails.Counts counted = emails.counts();
        List<FieldQuality> fields = quality.fields().stream()
                .map(field -> exact(field, UserField.ID, distinctIds))
                .map(field -> exact(field, UserField.EMAIL, counted.distinct()))
                .toList();
        return new RunPage.Users(
                records,
                invalid,
                quality.unreadable(),
                deadLetters.list(),
                countries.list(),
                ages.list(),
                fields,
                counted.shared(),
                ages.outOfOrder());
    }

    @Override
    public void close() {
        emails.close();
    }

    private void count(UserRecord user, long publishedAtMillis) {
        countries.add(user);
        ages.add(user, publishedAtMillis);
        quality.add(user);
        emails.add(user);
    }

    private static FieldQuality exact(FieldQuality found, UserField field, long distinct) {
        return found.field().equals(field.key()) ? found.withDistinct(distinct) : found;
    }
}
