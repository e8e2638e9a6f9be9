package io.userautomation.audit;

import io.userautomation.model.record.UserRecord;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Valid users with random ids, so that tests can share servers. */
final class Users {

    private Users() {}

    static UserRecord user() {
        return user(UUID.randomUUID());
    }

    static UserRecord user(UUID id) {
        return new UserRecord(
                id.toString(),
                "Анна",
                "Øster",
                "female",
                "8 Hauptstraße, Ulm, Bayern, Germany",
                null,
                "anna@example.com",
                "goldenfox1",
                "1984-03-05T07:08:09.100Z",
                "2012-05-06T10:11:12Z",
                "0171-1234567",
                "https://example.com/anna.jpg");
    }

    static UserRecord withEmail(UserRecord user, String email) {
        return new UserRecord(
                user.id(),
                user.firstName(),
                user.lastName(),
                user.gender(),
                user.address(),
                user.postCode(),
                email,
                user.username(),
                user.dob(),
                user.registeredDate(),
                user.phone(),
                user.picture());
    }

    static List<UserRecord> users(int count) {
        return Stream.generate(Users::user).limit(count).toList();
    }
}
