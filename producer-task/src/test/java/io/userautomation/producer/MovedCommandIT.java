package io.userautomation.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.model.record.UserRecord;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The jar's {@code replay-dead-letters}, which is another jar's by now and still taken here for one version. */
class MovedCommandIT {

    private static final UserRecord USER = new UserRecord(
            "7a0eed16-9430-4d68-901f-c0d4c1c3bf00",
            "Ada",
            "Lovelace",
            "female",
            null,
            null,
            "ada@example.com",
            "ada",
            null,
            null,
            null,
            null);

    @Test
    void should_replay_dead_letters_and_say_what_does_so_by_now() throws Exception {
        // given
        RunTopicsOnKafka topics = RunTopicsOnKafka.ofTheirOwn(Stack.shared(ServerKind.KAFKA));
        topics.create();
        deadLetter(topics);

        // when
        Finished replay = topics.producer()
                .jar("replay-dead-letters", "--stage", "publish")
                .start()
                .await(ProducerCommand.PATIENCE);

        // then
        assertThat(replay.exitStatus()).as(replay.stderr()).isZero();
        assertThat(replay.lastStdoutLine())
                .startsWith("{\"task\":\"replay-dead-letters\",\"status\":\"done\",\"state\":\"completed\",")
                .contains("\"dead_letters\":1,\"replayed\":1,");
        assertThat(replay.stderr()).startsWith("producer-task: replay-dead-letters is dead-letter-task replay by now");
        assertThat(topics.keys()).containsExactly(USER.id());
    }

    private static void deadLetter(RunTopicsOnKafka topics) throws Exception {
        ProducerRecord<byte[], byte[]> deadLetter = new ProducerRecord<>(
                topics.users() + ".dlq", USER.id().getBytes(UTF_8), UserRecordJson.writeBytes(USER));
        deadLetter.headers().add("__connect.errors.stage", "publish".getBytes(UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", topics.brokers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(deadLetter).get();
        }
    }
}
