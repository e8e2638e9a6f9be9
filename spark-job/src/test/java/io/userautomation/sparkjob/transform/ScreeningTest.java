package io.userautomation.sparkjob.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.HostileCorpus;
import io.userautomation.sparkjob.HostileCorpus.Hostile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScreeningTest {

    private final List<InvalidRecord> refused = new ArrayList<>();

    static Stream<Hostile> corpus() {
        return HostileCorpus.of("run-1").stream();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void should_put_each_hostile_record_on_exactly_one_side(Hostile hostile) {
        List<IncomingRecord> one = List.of(record(hostile, 0));

        assertThat(valid(one).hasNext()).as(hostile.name()).isEqualTo(hostile.valid());
        assertThat(Screening.invalid(one.iterator()).hasNext() ? 1 : refused.size())
                .as(hostile.name())
                .isEqualTo(hostile.valid() ? 0 : 1);
    }

    @Test
    void should_lose_none_of_a_partition_and_keep_its_order() {
        List<Hostile> corpus = HostileCorpus.of("run-1");
        List<IncomingRecord> records = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
            records.add(record(corpus.get(i), i));
        }

        List<Long> offsets = new ArrayList<>();
        valid(records).forEachRemaining(user -> offsets.add(user.origin().offset()));
        assertThat(offsets).isSorted();
        Screening.invalid(records.iterator())
                .forEachRemaining(letter -> offsets.add(letter.origin().offset()));
        refused.forEach(letter -> offsets.add(letter.origin().offset()));
        assertThat(offsets)
                .containsExactlyInAnyOrderElementsOf(
                        records.stream().map(IncomingRecord::offset).toList());
    }

    @Test
    void should_hold_what_each_sink_needs_of_a_user() {
        Hostile hostile = HostileCorpus.of("run-1").get(0);

        ValidUser user = valid(List.of(record(hostile, 7))).next();

        assertThat(user.id()).hasToString(hostile.id());
        assertThat(user.user().lastName()).isEqualTo("Lovelace");
        assertThat(user.origin().offset()).isEqualTo(7);
        assertThat(user.origin().runId()).isEqualTo("run-1");
    }

    @Test
    void should_end_as_an_iterator_must() {
        Iterator<ValidUser> none = valid(List.of());

        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }

    private Iterator<ValidUser> valid(List<IncomingRecord> records) {
        return new ScreenedUsers(records.iterator(), RegisteredSchemas.NONE, refused::add);
    }

    private static IncomingRecord record(Hostile hostile, long offset) {
        return new IncomingRecord(
                "users_created",
                0,
                offset,
                1_000,
                hostile.key(),
                hostile.value(),
                List.of(new IncomingRecord.Header("run_id", hostile.runId().getBytes(StandardCharsets.UTF_8))));
    }
}
