package io.userautomation.model.record;

/** The validator's verdict on one record. */
public sealed interface Validation {

    /** Fit for every sink. */
    record Valid(UserRecord user) implements Validation {}

    /**
     * Fit for the dead letters only.
     *
     * @param reason one sentence that names the field and the rule, never the content; of an unknown key its name, cut and
     *     cleaned
     */
    record Invalid(String reason) implements Validation {}
}
