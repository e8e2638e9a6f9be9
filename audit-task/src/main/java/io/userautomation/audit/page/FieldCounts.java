package io.userautomation.audit.page;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import io.userautomation.model.record.UserField;
import java.util.regex.Pattern;

/**
 * The quality of one field over all records. Distinct values are estimated, within about one percent, so that memory
 * stays at some kilobytes.
 */
final class FieldCounts {

    private static final int PRECISION = 14;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private final UserField field;
    private final UltraLogLog distinct = UltraLogLog.create(PRECISION);
    private long missing;
    private long blank;
    private long malformed;
    private long values;
    private int longest;

    FieldCounts(UserField field) {
        this.field = field;
    }

    /** Counts the field of a valid record; null where it is absent. */
    void add(String value) {
        if (value == null) {
            missing++;
        } else if (value.isBlank()) {
            blank++;
        } else {
            values++;
            malformed += looksWrong(value) ? 1 : 0;
            longest = Math.max(longest, value.codePointCount(0, value.length()));
            distinct.add(Hashing.komihash5_0().hashCharsToLong(value));
        }
    }

    /**
     * Counts the field that kept a record from being valid.
     *
     * @param rule the validator's sentence behind the field's name
     */
    void addBroken(String rule) {
        switch (rule) {
            case "is missing" -> missing++;
            case "is blank" -> blank++;
            default -> malformed++;
        }
    }

    FieldQuality quality() {
        long estimate = Math.min(values, Math.round(distinct.getDistinctCountEstimate()));
        return new FieldQuality(field.key(), missing, blank, malformed, estimate, longest);
    }

    /** What the validator lets pass, since no store minds, though nobody can be reached by it. */
    private boolean looksWrong(String value) {
        return switch (field) {
            case EMAIL -> !EMAIL.matcher(value).matches();
            case PHONE -> value.chars().noneMatch(Character::isDigit);
            default -> false;
        };
    }
}
