package io.userautomation.kafka.wire;

import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import java.util.stream.Stream;

/** Users for tests. */
public final class Users {

    public static final UserRecord ADA = new UserRecord(
            "7a0eed16-9430-4d68-901f-c0d4c1c3bf00",
            "Ада",
            "Lovelace",
            "female",
            "12 St James's Square, London, Greater London, United Kingdom",
            "SW1Y 4JH",
            "ada.lovelace@example.com",
            "yellowpeacock117",
            "1993-07-20T09:44:18.674Z",
            "2019-05-08T20:00:07.945Z",
            "01-50-12-34-56",
            "https://randomuser.me/api/portraits/med/women/75.jpg");

    private Users() {}

    /** Ada with one field changed. */
    public static UserRecord adaWith(UserField field, String value) {
        String[] v = Stream.of(UserField.values())
                .map(each -> each == field ? value : each.of(ADA))
                .toArray(String[]::new);
        return new UserRecord(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]);
    }
}
