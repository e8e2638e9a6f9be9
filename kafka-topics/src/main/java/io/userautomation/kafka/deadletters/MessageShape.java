package io.userautomation.kafka.deadletters;

import io.userautomation.model.record.UserField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A refusal's sentence without content. Not what looks like content is taken out, but only what is known to be none is
 * let through: the words of the validator's sentences and of a database's refusals.
 */
final class MessageShape {

    private static final String MASK = "…";
    private static final int MAX_LENGTH = 300;
    private static final Pattern DATA_ERROR = Pattern.compile("[0-9A-Z]{5}:");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");
    private static final String BEFORE_KEY = "the value has a key that the record does not know:";
    private static final Set<String> NAMED = Set.of("table", "column", "constraint");
    private static final Pattern TYPE_LENGTH = Pattern.compile("(varying|character|numeric|bit)\\([0-9, ]{1,12}\\)");

    private static final Set<String> WORDS = words(
            // The validator's.
            """
            the value is null (a tombstone) not valid UTF-8 a JSON object but an array boolean number string nothing has key that
            record does know stands there twice must be something follows ends too early missing blank contains NUL character,
            which PostgreSQL cannot store unpaired surrogate, carry longer than 8192 bytes UUID ISO-8601 instant of years 1900 to
            2100 http(s) URL instant like 1993-07-20T09:44:18Z or 1993-07-20T11:44:18+02:00 empty one begins with a byte 0, as a
            schema registry's wire format does: it plain JSON
            """,
            // Of what the dead-letter topic did not take as a whole.
            """
            (cut: its topic takes no more)
            """,
            // PostgreSQL's.
            """
            SQLSTATE long for type character varying bit bytea date time timestamp with without zone integer bigint smallint
            numeric real double precision inet json jsonb xml uuid boolean enum field out range: range invalid input syntax
            byte sequence encoding displacement interval overflow underflow division by zero escape unsupported Unicode
            array dimensions parameter length negative
            string_data_right_truncation numeric_value_out_of_range invalid_datetime_format datetime_field_overflow
            division_by_zero character_not_in_repertoire invalid_text_representation untranslatable_character
            restrict_violation not_null_violation foreign_key_violation unique_violation check_violation
            exclusion_violation with_check_option_violation program_limit_exceeded raise_exception
            table column constraint
            """);

    private MessageShape() {}

    /** One line of at most {@value #MAX_LENGTH} characters; {@code message} may be null or anything. */
    static String of(String message) {
        if (message == null || message.isBlank()) {
            return "no message";
        }
        List<String> shape = new ArrayList<>();
        String before = "";
        for (String word :
                message.substring(0, Math.min(MAX_LENGTH, message.length())).split("\\s+", -1)) {
            String shown = shown(word, before, isNamed(shape, before, word) || isUnknownKey(shape, word));
            if (!shown.isEmpty()
                    && !(shown.equals(MASK)
                            && shape.contains(MASK)
                            && last(shape).equals(MASK))) {
                shape.add(shown);
            }
            before = word;
        }
        return String.join(" ", shape);
    }

    /** The names of what refused a row stand in a database's sentence behind what they name. */
    private static boolean isNamed(List<String> shape, String before, String word) {
        return NAMED.contains(before)
                && NAME.matcher(word).matches()
                && shape.get(0).equals("SQLSTATE")
                && DATA_ERROR.matcher(shape.get(1)).matches();
    }

    /** A key is content as well, but without its name nobody could repair the record. */
    private static boolean isUnknownKey(List<String> shape, String word) {
        return KEY.matcher(word).matches() && String.join(" ", shape).equals(BEFORE_KEY);
    }

    private static String shown(String word, String before, boolean named) {
        if (word.isEmpty() || WORDS.contains(word) || named) {
            return word;
        }
        if (before.equals("SQLSTATE") && DATA_ERROR.matcher(word).matches()) {
            return word;
        }
        var type = TYPE_LENGTH.matcher(word);
        if (type.matches()) {
            return type.group(1) + "(" + MASK + ")";
        }
        boolean colon = word.endsWith(":");
        return colon && WORDS.contains(word.substring(0, word.length() - 1)) ? word : MASK;
    }

    private static String last(List<String> shape) {
        return shape.get(shape.size() - 1);
    }

    private static Set<String> words(String... texts) {
        Set<String> words = new HashSet<>();
        for (String text : texts) {
            words.addAll(List.of(text.strip().split("\\s+", -1)));
        }
        Stream.of(UserField.values()).map(UserField::key).forEach(words::add);
        return Set.copyOf(words);
    }
}
