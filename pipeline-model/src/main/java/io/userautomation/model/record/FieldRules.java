package io.userautomation.model.record;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;

/** What each field of a record must be, so that every sink can take it. */
public final class FieldRules {

    /** Longest field, in UTF-8 bytes. */
    public static final int MAX_FIELD_BYTES = 8 * 1024;

    private static final String UUID_SHAPE = "00000000-0000-0000-0000-000000000000";

    private FieldRules() {}

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
        return "%s is not an ISO-8601 instant of the years %d to %d"
                .formatted(field.key(), Instants.FIRST_YEAR, Instants.LAST_YEAR);
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

    private static boolean isHttpUrl(String value) {
        return isPlainHttpUrl(value) || isParsedAsHttpUrl(value);
    }

    /** What the API gives, told without parsing: a host of letters and single dots, then nothing that needs a rule. */
    private static boolean isPlainHttpUrl(String value) {
        if (!value.startsWith("https://") && !value.startsWith("http://")) {
            return false;
        }
        int host = value.indexOf("//") + 2;
        int path = value.indexOf('/', host);
        return path > host && isPlainHost(value, host, path) && isPlainPath(value, path);
    }

    private static boolean isPlainHost(String value, int from, int to) {
        boolean inLabel = false;
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (c == '.' ? !inLabel : !isLetter(c)) {
                return false;
            }
            inLabel = c != '.';
        }
        return inLabel;
    }

    private static boolean isPlainPath(String value, int from) {
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '/' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isParsedAsHttpUrl(String value) {
        try {
            URI url = new URI(value);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
