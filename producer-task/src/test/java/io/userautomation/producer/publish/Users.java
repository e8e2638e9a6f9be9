package io.userautomation.producer.publish;

import io.userautomation.model.record.UserRecord;
import java.util.UUID;

/** Users made up for tests. */
final class Users {

    private Users() {}

    static UserRecord valid(long number) {
        return withEmail(number, "anna@example.com");
    }

    static UserRecord withEmail(long number, String email) {
        return new UserRecord(
                new UUID(0, number).toString(),
                "Анна",
                "Kelley",
                "female",
                "857 Alexander Road, Limerick, Kilkenny, Ireland",
                "11174",
                email,
                "user" + number,
                "1978-04-22T07:00:07.471Z",
                null,
                null,
                null);
    }
}
