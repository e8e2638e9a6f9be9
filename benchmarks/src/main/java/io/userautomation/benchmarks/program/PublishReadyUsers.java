package io.userautomation.benchmarks.program;

import io.userautomation.contract.record.UserRecord;
import io.userautomation.contract.record.UserRecordValidator;
import io.userautomation.contract.record.Validation.Valid;
import io.userautomation.contract.runs.RunId;
import io.userautomation.contract.settings.SettingsReader;
import io.userautomation.contract.task.Summary;
import io.userautomation.producer.publish.Tally;
import io.userautomation.producer.publish.UserPublisher;
import io.userautomation.producer.settings.ClusterSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's way from a user in memory to an acknowledged record: check, write as JSON, send. */
public final class PublishReadyUsers {

    private PublishReadyUsers() {}

    /** @param args file of users, how many to publish before the clock starts, how many then */
    public static void main(String[] args) throws IOException {
        List<UserRecord> users = read(Path.of(args[0]));
        int warmUp = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        SettingsReader reader = new SettingsReader(System.getenv());
        ClusterSettings cluster = ClusterSettings.from(reader);
        reader.done();
        Tally tally = new Tally();
        try (UserPublisher publisher = new UserPublisher(
                new KafkaProducer<>(
                        cluster.recordProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer()),
                cluster.topics(),
                new RunId("benchmark"),
                tally)) {
            publish(publisher, users, warmUp);
            long start = System.nanoTime();
            publish(publisher, users, count);
            long nanos = System.nanoTime() - start;
            long acknowledged = tally.counts(null).published() - warmUp;
            System.out.println(new Summary()
                    .with("rows", acknowledged)
                    .with("seconds", nanos / (double) TimeUnit.SECONDS.toNanos(1)));
        }
    }

    private static void publish(UserPublisher publisher, List<UserRecord> users, int count) {
        for (int i = 0; i < count; i++) {
            publisher.publish(users.get(i % users.size()));
        }
        publisher.flush();
    }

    private static List<UserRecord> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> UserRecordValidator.validate(line.getBytes(StandardCharsets.UTF_8)))
                    .map(verdict -> ((Valid) verdict).user())
                    .toList();
        }
    }
}
