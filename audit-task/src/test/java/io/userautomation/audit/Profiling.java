package io.userautomation.audit;

import io.userautomation.audit.page.RunPage;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.time.Instant;
import java.util.UUID;

/** Counts so many users for a page, each with an e-mail address of its own, in a process whose heap a test has chosen. */
final class Profiling {

    private Profiling() {}

    public static void main(String[] arguments) {
        int users = Integer.parseInt(arguments[0]);
        UserRecord any = Users.user();
        try (RunProfile profile = new RunProfile(Subject.since(Instant.EPOCH))) {
            for (int i = 0; i < users; i++) {
                UserRecord user = Users.withEmail(any, "user" + i + "@example.com");
                profile.sawRecord(new Validation.Valid(withId(user, new UUID(i, i).toString())), 1_000L * i);
            }
            RunPage.Users counted = profile.users(users);
            System.out.println("records=%s emails=%s shared=%s"
                    .formatted(counted.records(), counted.fields().get(6).distinct(), counted.sharedEmails()));
        }
    }

    private static UserRecord withId(UserRecord user, String id) {
        return new UserRecord(
                id,
                user.firstName(),
                user.lastName(),
                user.gender(),
                user.address(),
                user.postCode(),
                user.email(),
                user.username(),
                user.dob(),
                user.registeredDate(),
                user.phone(),
                user.picture());
    }
}
