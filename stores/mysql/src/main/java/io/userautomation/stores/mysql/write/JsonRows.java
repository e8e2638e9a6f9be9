package io.userautomation.stores.mysql.write;

import io.userautomation.model.record.Instants;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.ValidUser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Users as a JSON array, an object per row, which has no key for what is null. */
final class JsonRows {

    /**
     * Characters of fields in a statement, at most: with three bytes each, and twice as many where they are quoted, it is
     * less than the megabyte that servers take by default or more.
     */
    private static final int MAX_CHARACTERS = 150_000;

    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private JsonRows() {}

    /** How many of the first of these fit into one statement; one at least. */
    static int fitting(List<ValidUser> users) {
        int characters = 0;
        for (int i = 0; i < users.size(); i++) {
            for (UserField field : UserField.values()) {
                String text = field.of(users.get(i).user());
                characters += text == null ? 0 : text.length();
            }
            if (characters > MAX_CHARACTERS) {
                return Math.max(1, i);
            }
        }
        return users.size();
    }

    static String of(List<ValidUser> users) {
        StringBuilder json = new StringBuilder("[");
        for (ValidUser user : users) {
            json.append(json.length() == 1 ? "{" : ",{");
            for (UserField field : UserField.values()) {
                String text = text(field, user);
                if (text != null) {
                    json.append('"').append(field.key()).append("\":");
                    quote(text, json);
                    json.append(',');
                }
            }
            json.append("\"event_time\":\"")
                    .append(datetime(Instant.ofEpochMilli(user.origin().timestampMillis())))
                    .append("\",\"kafka_offset\":")
                    .append(user.origin().offset())
                    .append('}');
        }
        return json.append(']').toString();
    }

    private static String text(UserField field, ValidUser user) {
        String text = field.of(user.user());
        return switch (field) {
            case ID -> user.id().toString();
            case DOB, REGISTERED_DATE ->
                text == null ? null : datetime(Instants.parse(text).orElseThrow());
            default -> text;
        };
    }

    /** In UTC. */
    private static String datetime(Instant instant) {
        return DATETIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
