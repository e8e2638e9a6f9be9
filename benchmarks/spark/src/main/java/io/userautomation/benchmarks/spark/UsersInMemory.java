package io.userautomation.benchmarks.spark;

import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.model.record.Validation.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Users as the sinks' writers get them, read from a file of JSON records before any clock starts. */
final class UsersInMemory {

    private static final List<IncomingRecord.Header> HEADERS =
            List.of(new IncomingRecord.Header(RecordHeaders.RUN_ID, "benchmark".getBytes(StandardCharsets.UTF_8)));

    private UsersInMemory() {}

    static List<ValidUser> read(Path file) throws IOException {
        long now = System.currentTimeMillis();
        List<ValidUser> users = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            byte[] value = line.getBytes(StandardCharsets.UTF_8);
            Valid valid = (Valid) UserRecordParser.parse(value);
            String id = valid.user().id();
            IncomingRecord record = new IncomingRecord(
                    "users_created", 0, users.size(), now, id.getBytes(StandardCharsets.UTF_8), value, HEADERS);
            users.add(new ValidUser(valid.user(), UUID.fromString(id), record));
        }
        return List.copyOf(users);
    }
}
