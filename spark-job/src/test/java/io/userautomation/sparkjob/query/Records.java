package io.userautomation.sparkjob.query;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.UserRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Records as a task gets them. */
final class Records {

    private Records() {}

    static IncomingRecord invalid(int partition, long offset) {
        return record(partition, offset, "{}".getBytes(StandardCharsets.UTF_8));
    }

    static IncomingRecord valid(int partition, long offset) {
        return valid(partition, offset, "run-1");
    }

    static IncomingRecord valid(int partition, long offset, String runId) {
        String id = new UUID(partition, offset).toString();
        UserRecord user = new UserRecord(
                id, "Ada", "Lovelace", "female", "1 A, B, C, D", "1", "a@b.c", "ada", null, null, "1", null);
        IncomingRecord record = record(partition, offset, UserRecordJson.writeBytes(user));
        return new IncomingRecord(
                record.topic(),
                partition,
                offset,
                record.timestampMillis(),
                null,
                record.value(),
                List.of(new IncomingRecord.Header("run_id", runId.getBytes(StandardCharsets.UTF_8))));
    }

    private static IncomingRecord record(int partition, long offset, byte[] value) {
        return new IncomingRecord("users_created", partition, offset, 1_700_000_000_000L, null, value, List.of());
    }
}
