package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.sparkjob.HostileCorpus.Hostile;
import io.userautomation.sparkjob.TopicRecords.Place;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.Stores;
import io.userautomation.stores.contract.Users;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands on the users topic is stored or dead-lettered, and nothing of it is lost. */
class HostileRecordsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RUN = "manual__hostile";

    private static final UUID TWICE = UUID.randomUUID();

    private static LaidPipeline pipeline;
    private static List<Hostile> corpus;
    private static List<Place> places;
    private static Map<Place, ConsumerRecord<byte[], byte[]>> dead;
    private static Finished finished;

    @BeforeAll
    static void store_a_run_of_hostile_records(@TempDir Path checkpoints) throws Exception {
        pipeline = LaidPipeline.named("hostile_records");
        TopicRecords kafka = new TopicRecords(pipeline.kafka());
        TestRun run = pipeline.run(RUN).open();
        corpus = HostileCorpus.of(RUN);
        places = kafka.put(corpus.stream().map(HostileRecordsIT::record).toList());
        kafka.put(List.of(
                version("Older", null),
                version("Newer", Long.toString(Instant.now().getEpochSecond()))));
        run.close();
        finished = pipeline.job(checkpoints, "--run-id", RUN).start().await(PATIENCE);
        dead = kafka.all(pipeline.topics().deadLetters()).stream()
                .collect(Collectors.toMap(TopicRecords::origin, Function.identity(), (first, again) -> again));
    }

    @Test
    void should_end_well() {
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
    }

    @Test
    void should_store_every_valid_record_in_both_databases() throws SQLException {
        List<UUID> valid = corpus.stream()
                .filter(Hostile::valid)
                .map(hostile -> UUID.fromString(hostile.id()))
                .toList();

        assertThat(valid).isNotEmpty();
        assertThat(pipeline.inCassandra(valid)).isEqualTo(valid.size());
        assertThat(pipeline.inPostgres(valid)).isEqualTo(valid.size());
    }

    @Test
    void should_not_take_a_header_that_somebody_else_means_for_the_version_of_a_user() throws Exception {
        for (ConfiguredStore store : pipeline.settings(Stores::from)) {
            try (StoreReader rows = store.reader()) {
                assertThat(rows.find(Set.of(TWICE))).as(store.store()).hasEntrySatisfying(TWICE, row -> assertThat(
                                row.holds(Users.called("Newer", TWICE)))
                        .isTrue());
            }
        }
    }

    @Test
    void should_dead_letter_exactly_the_invalid_records_by_their_places_on_the_topic() {
        assertThat(dead.keySet()).containsExactlyInAnyOrderElementsOf(placesOfInvalid());
    }

    @Test
    void should_keep_key_value_and_headers_of_a_dead_letter_and_say_why() {
        for (int i = 0; i < corpus.size(); i++) {
            Hostile sent = corpus.get(i);
            if (!sent.valid()) {
                ConsumerRecord<byte[], byte[]> letter = dead.get(places.get(i));
                assertThat(letter.key()).as(sent.name()).isEqualTo(sent.key());
                assertThat(letter.value()).as(sent.name()).isEqualTo(sent.value());
                assertThat(TopicRecords.header(letter, RecordHeaders.RUN_ID)).isEqualTo(sent.runId());
                assertThat(TopicRecords.header(letter, DeadLetterHeaders.STAGE)).isEqualTo("validate");
                assertThat(TopicRecords.header(letter, DeadLetterHeaders.EXCEPTION_MESSAGE))
                        .isNotBlank();
            }
        }
    }

    /** @param publishedAt a header of that name; null for none */
    private static ProducerRecord<byte[], byte[]> version(String firstName, String publishedAt) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                pipeline.topics().users(),
                TWICE.toString().getBytes(StandardCharsets.UTF_8),
                UserRecordJson.writeBytes(Users.called(firstName, TWICE)));
        if (publishedAt != null) {
            record.headers().add(RecordHeaders.PUBLISHED_AT, publishedAt.getBytes(StandardCharsets.UTF_8));
        }
        return TopicRecords.ofRun(RUN, record);
    }

    private static List<Place> placesOfInvalid() {
        return IntStream.range(0, corpus.size())
                .filter(i -> !corpus.get(i).valid())
                .mapToObj(places::get)
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> record(Hostile hostile) {
        return TopicRecords.ofRun(
                hostile.runId(), new ProducerRecord<>(pipeline.topics().users(), hostile.key(), hostile.value()));
    }
}
