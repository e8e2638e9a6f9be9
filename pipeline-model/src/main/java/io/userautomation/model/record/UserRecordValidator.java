package io.userautomation.model.record;

import io.userautomation.model.record.Validation.Invalid;
import io.userautomation.model.record.Validation.Valid;

/**
 * The one place that decides whether a record is valid; the producer asks it before publishing, whoever reads the users
 * topic asks it before storing. It judges what was decoded, whatever format that came in.
 *
 * <p>Stateless; safe to share between threads.
 */
public final class UserRecordValidator {

    private UserRecordValidator() {}

    /** Checks every field against {@link FieldRules}. */
    public static Validation validate(UserRecord user) {
        String broken = FieldRules.firstBroken(user);
        return broken == null ? new Valid(user) : new Invalid(broken);
    }
}
