package io.userautomation.benchmarks.program;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation.Valid;
import io.userautomation.model.runs.RunId;
import io.userautomation.producer.publish.Tally;
import io.userautomation.producer.publish.UserPublisher;
import io.userautomation.producer.settings.ClusterSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's publisher alone: from memory to the acknowledgement. */
public final class PublishFromMemory {

    /** What is in memory when the clock starts. */
    public enum Ready {
        /** Records with key, headers and JSON: what is left is to send them. */
        RECORDS,
        /** Users: each is checked and written as JSON first. */
        USERS
    }

    private PublishFromMemory() {}

    /** @param args {@link Ready}, file of users, how many to publish before the clock starts, how many then */
    public static void main(String[] args) throws IOException, InterruptedException {
        Ready ready = Ready.valueOf(args[0]);
        List<UserRecord> users = read(Path.of(args[1]));
        int warmUp = Integer.parseInt(args[2]);
        int count = Integer.parseInt(args[3]);
        SettingsReader reader = new SettingsReader(System.getenv());
        ClusterSettings cluster = ClusterSettings.from(reader);
        reader.done();
        Tally tally = new Tally();
        try (UserPublisher publisher = new UserPublisher(
                new KafkaProducer<>(
                        cluster.recordProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer()),
                cluster.topics(),
                new RunId("benchmark"),
                cluster.encoder(),
                tally)) {
            IntConsumer publish = publishing(publisher, ready, users);
            publish(publish, publisher, warmUp);
            long start = System.nanoTime();
            publish(publish, publisher, count);
            long nanos = System.nanoTime() - start;
            long acknowledged = tally.counts(null).published() - warmUp;
            System.out.println(new Summary()
                    .with("rows", acknowledged)
                    .with("seconds", nanos / (double) TimeUnit.SECONDS.toNanos(1)));
        }
    }

    private static IntConsumer publishing(UserPublisher publisher, Ready ready, List<UserRecord> users) {
        if (ready == Ready.USERS) {
            return i -> publisher.publish(users.get(i % users.size()));
        }
        List<ProducerRecord<byte[], byte[]>> records =
                users.stream().map(publisher::prepare).toList();
        return i -> publisher.send(records.get(i % records.size()));
    }

    private static void publish(IntConsumer publish, UserPublisher publisher, int count) {
        IntStream.range(0, count).forEach(publish);
        publisher.flush();
    }

    private static List<UserRecord> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> UserRecordParser.parse(line.getBytes(StandardCharsets.UTF_8)))
                    .map(verdict -> ((Valid) verdict).user())
                    .toList();
        }
    }
}
