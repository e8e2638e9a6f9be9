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

    /**
     * Version of the record and its rules. Raised with every change of what is valid, by whichever parser: the queries of a
     * Spark job don't stand at the same offset when it is stopped, so what only some of them have passed would be judged by
     * two sets of rules, and might end up nowhere. A checkpoint belongs to one version.
     */
    public static final String RULES_VERSION = UserRecord.SCHEMA_VERSION + ".3";

    private UserRecordValidator() {}

    /**
     * Checks every field against {@link FieldRules}.
     *
     * @return {@code user}, with a date or picture that is blank as null, or why it is refused
     */
    public static Validation validate(UserRecord user) {
        UserRecord complete = FieldRules.withoutBlanks(user);
        String broken = FieldRules.firstBroken(complete);
        return broken == null ? new Valid(complete) : new Invalid(broken);
    }
}
