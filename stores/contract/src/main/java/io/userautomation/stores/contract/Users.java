package io.userautomation.stores.contract;

import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.IncomingRecord.Header;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.ValidUser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Users as tests need them. */
public final class Users {

    public static final String RUN = "manual__2026-11-21T00:00:00+00:00";

    private Users() {}

    /** A record with all fields, of a person called {@code firstName}. */
    public static UserRecord called(String firstName, UUID id) {
        return new UserRecord(
                id.toString(),
                firstName,
                "O'Neill \"the second\", \\ {x,y}",
                "female",
                "12 Main Street, Springfield, Oregon, United States",
                "90210",
                "someone@example.com",
                "smallcat42",
                "1985-02-28T11:22:33.444Z",
                "2015-12-31T23:59:59.999Z",
                "(555) 123-4567",
                "https://randomuser.me/api/portraits/med/women/1.jpg");
    }

    /** The same without the fields that may be absent. */
    public static UserRecord withoutOptionalFields(UUID id) {
        return new UserRecord(
                id.toString(), "Ann", "Lee", "female", null, null, "a@example.com", "ann", null, null, null, null);
    }

    /** {@code user} as it comes from the topic, in this version of it. */
    public static ValidUser version(UserRecord user, long timestampMillis, long offset) {
        return new ValidUser(
                user,
                UUID.fromString(user.id()),
                new IncomingRecord(
                        "users_created",
                        0,
                        offset,
                        timestampMillis,
                        user.id().getBytes(StandardCharsets.UTF_8),
                        UserRecordJson.writeBytes(user),
                        List.of(new Header(RecordHeaders.RUN_ID, RUN.getBytes(StandardCharsets.UTF_8)))));
    }

    /** So many different people, in one version each. */
    public static List<ValidUser> some(int count, long timestampMillis) {
        return IntStream.range(0, count)
                .mapToObj(i -> version(called("Person " + i, UUID.randomUUID()), timestampMillis, i))
                .toList();
    }
}
