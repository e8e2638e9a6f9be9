package io.userautomation.systemtests.faults;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;

/** Ways to spoil a record's value, so that no sink can store it. */
enum Poison {
    CUT((json, random) -> json.substring(0, 1 + random.nextInt(json.length() - 2))),
    EMPTY((json, random) -> ""),
    TWO_DOCUMENTS((json, random) -> json + json),
    TRAILING_JUNK((json, random) -> json + " junk"),
    THE_WORD_NULL((json, random) -> "null"),
    ARRAY((json, random) -> "[" + json + "]"),
    NUMBER((json, random) -> Integer.toString(random.nextInt())),
    WRONG_CASE_KEY((json, random) -> json.replace("\"first_name\"", "\"First_Name\"")),
    UNKNOWN_KEY((json, random) -> json.replaceFirst("\\{", "{\"admin\":\"yes\",")),
    KEY_TWICE((json, random) -> json.replaceFirst("\\{", "{\"gender\":\"male\",")),
    NAN((json, random) -> json.replace("\"female\"", "NaN")),
    SINGLE_QUOTES((json, random) -> json.replace('"', '\'')),
    COMMENT((json, random) -> json.replaceFirst("\\{", "{/* */")),
    DEEP((json, random) -> json.replace("\"female\"", "[".repeat(500) + "]".repeat(500))),
    NESTED((json, random) -> json.replace("\"female\"", "{\"x\":1}")),
    MISSING_FIELD((json, random) -> json.replaceFirst("\"email\":\"[^\"]*\",", "")),
    BLANK_FIELD((json, random) -> json.replaceFirst("\"username\":\"[^\"]*\"", "\"username\":\" \"")),
    NO_UUID((json, random) -> json.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + random.nextInt() + "\"")),
    NUL_CHARACTER((json, random) -> json.replace("Germany", "\\u0000")),
    LONE_SURROGATE((json, random) -> json.replace("Germany", "\\ud800")),
    YEAR_294277((json, random) -> json.replace("1984-02-29", "+294277-01-01")),
    NO_DATE((json, random) -> json.replace("1984-02-29T12:00:00.000Z", "yesterday")),
    NO_URL((json, random) -> json.replace("https://randomuser.me", "javascript:alert(1)//")),
    LONG_FIELD((json, random) -> json.replace("Germany", "x".repeat(9_000)));

    @SuppressWarnings("ImmutableEnumChecker") // none of them holds anything
    private final BiFunction<String, Random, String> spoil;

    Poison(BiFunction<String, Random, String> spoil) {
        this.spoil = spoil;
    }

    /** The value of a user with this id, spoiled. */
    byte[] value(UUID id, Random random) {
        String json = new String(UserLoad.value(id, "Zoë"), StandardCharsets.UTF_8);
        String spoiled = spoil.apply(json, random);
        if (spoiled.equals(json)) {
            throw new IllegalStateException(this + " spoils nothing");
        }
        return spoiled.getBytes(StandardCharsets.UTF_8);
    }
}
