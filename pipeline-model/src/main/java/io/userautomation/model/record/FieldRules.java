package io.userautomation.model.record;

import java.util.HexFormat;
import java.util.List;

/** What each field of a record must be, so that every sink can take it. */
public final class FieldRules {

    /** Longest field, in UTF-8 bytes. */
    public static final int MAX_FIELD_BYTES = 8 * 1024;

    private static final List<String> SCHEMES = List.of("https://", "http://");

    /** A backslash is a slash to browsers. */
    private static final String END_OF_AUTHORITY = "/?#\\";

    private static final String UUID_SHAPE = "00000000-0000-0000-0000-000000000000";

    private FieldRules() {}

    /** The same user without the dates and the picture that are blank: where nothing stands, nothing is said. */
    static UserRecord withoutBlanks(UserRecord user) {
        if (!isBlank(user.dob()) && !isBlank(user.registeredDate()) && !isBlank(user.picture())) {
            return user;
        }
        return new UserRecord(
                user.id(),
                user.firstName(),
                user.lastName(),
                user.gender(),
                user.address(),
                user.postCode(),
                user.email(),
                user.username(),
                isBlank(user.dob()) ? null : user.dob(),
                isBlank(user.registeredDate()) ? null : user.registeredDate(),
                user.phone(),
                isBlank(user.picture()) ? null : user.picture());
    }

    private static boolean isBlank(String text) {
        return text != null && text.isBlank();
    }

    /** The first rule that {@code user} breaks, as a sentence without content, or null. */
    static String firstBroken(UserRecord user) {
        for (UserField field : UserField.values()) {
            String value = field.of(user);
            String broken = value == null ? missing(field) : broken(field, value);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    private static String missing(UserField field) {
        return field.required() ? field.key() + " is missing" : null;
    }

    private static String broken(UserField field, String value) {
        if (field.required() && value.isBlank()) {
            return field.key() + " is blank";
        }
        String text = brokenText(value);
        if (text != null) {
            return field.key() + text;
        }
        return switch (field) {
            case ID -> isUuid(value) ? null : "id is not a UUID";
            case DOB, REGISTERED_DATE -> brokenInstant(field, value);
            case PICTURE -> isHttpUrl(value) ? null : "picture is not an http(s) URL";
            default -> null;
        };
    }

    /** Measures the UTF-8 length without encoding, looking for what no sink takes on the way. */
    private static String brokenText(String value) {
        int bytes = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                return " contains a NUL character, which PostgreSQL cannot store";
            } else if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return " contains an unpaired surrogate, which UTF-8 cannot carry";
            }
        }
        return bytes > MAX_FIELD_BYTES ? " is longer than " + MAX_FIELD_BYTES + " bytes" : null;
    }

    private static String brokenInstant(UserField field, String value) {
        if (Instants.parse(value).isPresent()) {
            return null;
        }
        return "%s is not an instant like %s or %s of the years %s to %s"
                .formatted(field.key(), Instants.IN_UTC, Instants.WITH_OFFSET, Instants.FIRST_YEAR, Instants.LAST_YEAR);
    }

    private static boolean isUuid(String value) {
        if (value.length() != UUID_SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (UUID_SHAPE.charAt(i) == '-' ? c != '-' : !HexFormat.isHexDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /** It begins with a scheme and a host. Whether it leads anywhere is nobody's to say, and what servers take varies. */
    private static boolean isHttpUrl(String value) {
        for (String scheme : SCHEMES) {
            if (value.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return hasHost(value, scheme.length());
            }
        }
        return false;
    }

    /** The host ends where port, path, query or fragment begin; a user may stand before it. */
    private static boolean hasHost(String value, int from) {
        int host = from;
        int end = from;
        while (end < value.length() && END_OF_AUTHORITY.indexOf(value.charAt(end)) < 0) {
            char c = value.charAt(end);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                return false;
            }
            end++;
            host = c == '@' ? end : host;
        }
        return host < end && value.charAt(host) != ':';
    }
}
