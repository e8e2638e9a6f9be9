package io.userautomation.sparkjob.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Marks of records on a real broker: three records, one in a transaction with its marker behind it, and another partition. */
class UsersLogIT {

    private static final String TOPIC = "users_log";

    private static KafkaSettings kafka;
    private static UsersLog log;

    @BeforeAll
    static void publish() throws Exception {
        SettingsReader reader =
                new SettingsReader(Stack.shared(ServerKind.KAFKA).environment());
        kafka = KafkaSettings.from(reader);
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        }
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("transactional.id", TOPIC);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int offset = 0; offset < 5; offset += 2) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, 0, bytes("key"), bytes("value " + offset)))
                        .get();
                producer.commitTransaction();
            }
            producer.beginTransaction();
            for (int offset = 0; offset < 4; offset++) {
                producer.send(new ProducerRecord<>(TOPIC, 1, null, offset == 0 ? null : bytes("value " + offset)))
                        .get();
            }
            producer.commitTransaction();
        }
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 1), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        log = new UsersLog(kafka.clientProperties(), TOPIC);
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @Test
    void should_tell_the_ends_of_those_partitions_that_there_are() {
        assertThat(log.ends(Set.of(0, 1, 2, 7))).isEqualTo(Map.of(0, 6L, 1, 5L, 2, 0L));
    }

    @Test
    void should_mark_the_last_record_before_a_position_though_a_transaction_s_marker_is_behind_it() {
        Map<Integer, RecordMark> marks = log.lastBefore(Map.of(0, 6L, 1, 4L, 2, 0L));

        assertThat(marks).containsOnlyKeys(0, 1);
        assertThat(marks.get(0)).returns(6L, RecordMark::end).returns(4L, RecordMark::offset);
        assertThat(marks.get(1)).returns(4L, RecordMark::end).returns(3L, RecordMark::offset);
        assertThat(log.lastBefore(Map.of(0, 3L)).get(0).offset()).isEqualTo(2);
        assertThat(log.differing(marks)).isEmpty();
    }

    @Test
    void should_tell_a_record_that_is_another_one_and_a_partition_that_is_gone() {
        RecordMark mark = log.lastBefore(Map.of(0, 6L)).get(0);
        RecordMark later = new RecordMark(6, 4, mark.timestampMillis() + 1, mark.checksum());
        RecordMark other = new RecordMark(6, 4, mark.timestampMillis(), mark.checksum() + 1);
        RecordMark none = new RecordMark(6, 5, mark.timestampMillis(), mark.checksum());

        assertThat(log.differing(Map.of(0, later))).containsExactly(0);
        assertThat(log.differing(Map.of(0, other))).containsExactly(0);
        assertThat(log.differing(Map.of(0, none))).containsExactly(0);
        assertThat(log.differing(Map.of(0, mark, 7, mark))).containsExactly(7);
    }

    @Test
    void should_say_nothing_of_what_retention_has_deleted() {
        assertThat(log.differing(Map.of(1, new RecordMark(2, 1, 0, 0)))).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
