package io.userautomation.benchmarks.lab;

import io.userautomation.localstack.StackException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The users that all contenders work with, one JSON record in each line: what a run of the producer has published of the
 * API's double, each user once. They stay on the users topic, too.
 */
public final class UsersFile {

    private static final String TOPIC = "users_created";
    private static final int PARTITIONS = 4;
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private UsersFile() {}

    /** Makes the file, and fills the users topic, with as many users as the scale asks for. */
    public static Path make(Lab lab) throws IOException {
        lab.succeeded(lab.task(
                "producer-task",
                "run",
                "--run-id",
                "benchmark",
                "--page-size",
                Integer.toString(Math.min(lab.scale().users(), 5_000)),
                "--users",
                Integer.toString(lab.scale().users())));
        Path file = lab.folder().resolve("users.jsonl");
        copy(lab, file);
        return file;
    }

    private static void copy(Lab lab, Path file) throws IOException {
        int left = lab.scale().users();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", lab.bootstrapServers()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
                BufferedWriter writer = Files.newBufferedWriter(file)) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + SILENCE.toNanos();
            while (left > 0) {
                for (ConsumerRecord<String, byte[]> user : consumer.poll(Duration.ofSeconds(1))) {
                    writer.write(new String(user.value(), StandardCharsets.UTF_8));
                    writer.write('\n');
                    left--;
                    deadline = System.nanoTime() + SILENCE.toNanos();
                }
                if (System.nanoTime() > deadline) {
                    throw new StackException("%s users are missing on the topic %s".formatted(left, TOPIC));
                }
            }
        }
    }
}
