package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.localstack.Finished;
import io.userautomation.systemtests.Databases;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;

/** A topic that anybody may write to: three records in ten are none that a sink can store. */
@Tag("T14")
@Tag("faults-full")
class T14PoisonIT {

    private static final int RECORDS = 100_000;
    private static final double POISONED = 0.3;

    /** Where a record stands on the users topic. */
    private record Place(int partition, long offset) {}

    @Fault("100,000 records, 30 % of them poison of every kind")
    void should_store_the_good_and_dead_letter_the_rest(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t14_poison");
                UserLoad load = new UserLoad(pipeline, report.random());
                Databases databases = pipeline.databases()) {
            // given
            Random random = report.random();
            pipeline.tasks().openRun("run", "--users", "1");
            Set<UUID> good = new HashSet<>();
            Poison[] kinds = Poison.values();
            int poisoned = 0;
            for (int i = 0; i < RECORDS; i++) {
                UUID id = load.nextId();
                if (random.nextDouble() < POISONED) {
                    load.sendValue(id, kinds[poisoned++ % kinds.length].value(id, random));
                } else {
                    load.sendValue(id, UserLoad.value(id, "Zoë"));
                    good.add(id);
                }
            }
            load.flush();
            pipeline.tasks().closeRun("run");
            assertThat(load.acknowledged()).hasSize(RECORDS);
            // when
            Finished stored = pipeline.tasks().startStore("run").await(PATIENCE);
            // then
            assertThat(stored.exitStatus()).as(stored.toString()).isZero();
            report.struck("%d poisoned records of %d kinds".formatted(poisoned, kinds.length));
            assertThat(databases.cassandraIds()).isEqualTo(good);
            assertThat(databases.postgresIds()).isEqualTo(good);
            Set<Place> poison = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> record : pipeline.users().records()) {
                if (!good.contains(TopicContents.id(record))) {
                    poison.add(new Place(record.partition(), record.offset()));
                }
            }
            Set<Place> dead = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> letter : pipeline.deadLetters().records()) {
                dead.add(new Place(
                        Integer.parseInt(TopicContents.header(letter, DeadLetterHeaders.PARTITION)),
                        Long.parseLong(TopicContents.header(letter, DeadLetterHeaders.OFFSET))));
            }
            assertThat(dead).isEqualTo(poison);
            assertThat(good.size() + dead.size()).isEqualTo(RECORDS);
            report.counted(pipeline.account(load.acknowledged()));
        }
    }
}
