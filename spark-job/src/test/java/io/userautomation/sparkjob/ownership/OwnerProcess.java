package io.userautomation.sparkjob.ownership;

import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A driver that owns one checkpoint, and commits the offset of partition 0 that each line on stdin holds. */
final class OwnerProcess {

    private OwnerProcess() {}

    static CheckpointIdentity identity(String query) {
        return new CheckpointIdentity(query, "cluster", "owners_it", "topic-id", "table", "table-id", "1");
    }

    /** @param args the query's name */
    public static void main(String[] args) throws Exception {
        SettingsReader reader = new SettingsReader(System.getenv());
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        try (Admin admin = Admin.create(kafka.clientProperties());
                Ownership ownership = new Owners(kafka, admin, topics)
                        .acquire(identity(args[0]))
                        .orElseThrow();
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("owns");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(commit(ownership, Long.parseLong(line)));
            }
        }
    }

    private static String commit(Ownership ownership, long offset) throws InterruptedException {
        try {
            ownership.commit(offset, Map.of(0, offset), Map.of());
            return "committed " + offset;
        } catch (TaskException e) {
            return "refused " + offset + ": " + e.getCause().getClass().getSimpleName();
        }
    }
}
