package io.userautomation.producer.publish;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import java.nio.charset.StandardCharsets;

/** The JSON of a user that is unfit for the users topic, made to fit the dead letters. */
final class RefusedUser {

    /** Twelve fields of three-byte characters stay below the brokers' limit of 1 MiB for a record. */
    private static final int MAX_FIELD = 24 * 1024;

    private RefusedUser() {}

    /** All twelve fields; an unpaired surrogate, which UTF-8 can't carry, stands there as its JSON escape. */
    static byte[] json(UserRecord user) {
        String json = UserRecordJson.write(new UserRecord(
                fitting(user.id()),
                fitting(user.firstName()),
                fitting(user.lastName()),
                fitting(user.gender()),
                fitting(user.address()),
                fitting(user.postCode()),
                fitting(user.email()),
                fitting(user.username()),
                fitting(user.dob()),
                fitting(user.registeredDate()),
                fitting(user.phone()),
                fitting(user.picture())));
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                escaped.append("\\u%04x".formatted(point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The text, cut where it is too long for a record; null stays null. */
    static String fitting(String text) {
        return text == null || text.length() <= MAX_FIELD ? text : text.substring(0, MAX_FIELD);
    }
}
