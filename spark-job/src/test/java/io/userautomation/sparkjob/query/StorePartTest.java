package io.userautomation.sparkjob.query;

import static io.userautomation.sparkjob.query.Records.invalid;
import static io.userautomation.sparkjob.query.Records.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.WriteTally;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StorePartTest {

    private static final Slice BY_THREE = new Slice(3, 1 << 20);

    private final List<List<Long>> slices = new ArrayList<>();
    private int slicesTaken = Integer.MAX_VALUE;
    private int rowsTaken = Integer.MAX_VALUE;
    private long neverTaken = -1;
    private RegisteredSchemas schemas = RegisteredSchemas.NONE;
    private final Letters letters = new Letters();

    @Test
    void should_write_no_more_at_once_than_a_slice() {
        Part<Written> part = store(records(8), new Store(), BY_THREE, Acknowledged.NOTHING);

        assertThat(slices).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L), List.of(6L, 7L));
        assertThat(part.done().counts()).isEqualTo(Map.of("run-1", new RunCounts(8, 0)));
        assertThat(part.outage()).isNull();
    }

    @Test
    void should_end_a_slice_with_the_record_that_fills_it() {
        long bytes = valid(0, 0).bytes();

        store(records(5), new Store(), new Slice(100, bytes + 1), Acknowledged.NOTHING);
        store(records(2), new Store(), new Slice(100, 1), Acknowledged.NOTHING);

        assertThat(slices).containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(4L), List.of(0L), List.of(1L));
    }

    @Test
    void should_leave_out_when_it_is_tried_again_what_was_written_before_the_outage() {
        slicesTaken = 2;
        Part<Written> first = store(records(8), new Store(), BY_THREE, Acknowledged.NOTHING);
        slices.clear();
        slicesTaken = Integer.MAX_VALUE;

        Part<Written> second = store(records(8), new Store(), BY_THREE, first.acknowledged());

        assertThat(first.outage()).isEqualTo("away");
        assertThat(first.done().counts()).isEqualTo(Map.of("run-1", new RunCounts(6, 0)));
        assertThat(slices).containsExactly(List.of(6L, 7L));
        assertThat(second.done().counts()).isEqualTo(Map.of("run-1", new RunCounts(2, 0)));
    }

    @Test
    void should_give_a_store_that_takes_only_some_users_less_at_once() {
        rowsTaken = 2;

        Part<Written> part = store(records(9), new Store(), new Slice(8, 1 << 20), Acknowledged.NOTHING);

        assertThat(slices)
                .containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(4L, 5L), List.of(6L, 7L), List.of(8L));
        assertThat(part.outage()).isNull();
        assertThat(part.done().counts()).isEqualTo(Map.of("run-1", new RunCounts(9, 0)));
    }

    @Test
    void should_acknowledge_all_before_the_user_that_a_store_never_takes() {
        neverTaken = 6;

        Part<Written> first = store(records(9), new Store(), new Slice(8, 1 << 20), Acknowledged.NOTHING);
        Part<Written> second = store(records(9), new Store(), new Slice(8, 1 << 20), first.acknowledged());

        assertThat(first.outage()).isEqualTo("slow");
        assertThat(first.acknowledged()).isEqualTo(new Acknowledged(Map.of(0, 5L)));
        // No further, so that the wait for it ends some time.
        assertThat(second.outage()).isEqualTo("slow");
        assertThat(second.acknowledged()).isEqualTo(first.acknowledged());
    }

    @Test
    void should_ask_the_store_for_nothing_where_nothing_is_valid() {
        Part<Written> part = store(List.of(invalid(0, 1)).iterator(), new Store(), BY_THREE, Acknowledged.NOTHING);

        assertThat(slices).isEmpty();
        assertThat(part.done()).isEqualTo(new Written(Map.of(), Map.of()));
    }

    @Test
    void should_count_all_records_of_very_many_runs_but_tell_only_some_of_them_apart() {
        Iterator<IncomingRecord> flood = LongStream.range(0, 20_000)
                .mapToObj(offset -> valid(0, offset, "run-" + offset % 9_000))
                .iterator();

        Part<Written> part = store(flood, new Store(), Slice.OF_A_TASK, Acknowledged.NOTHING);

        assertThat(part.done().counts()).hasSizeLessThanOrEqualTo(WriteTally.MAX_RUNS + 1);
        assertThat(part.done().latencies()).hasSizeLessThanOrEqualTo(WriteTally.MAX_RUNS + 1);
        assertThat(part.done().counts().values().stream()
                        .mapToLong(RunCounts::stored)
                        .sum())
                .isEqualTo(20_000);
    }

    @Test
    void should_dead_letter_what_is_invalid_in_a_format_of_a_registry_before_it_acknowledges_what_follows() {
        List<IncomingRecord> records = List.of(valid(0, 0), framed(0, 1), valid(0, 2), framed(0, 3), framed(1, 9));

        Part<Written> part = store(records.iterator(), new Store(), BY_THREE, Acknowledged.NOTHING);

        assertThat(slices).containsExactly(List.of(0L, 2L));
        assertThat(letters.flushed).containsExactly(1L, 3L, 9L);
        assertThat(part.acknowledged()).isEqualTo(new Acknowledged(Map.of(0, 3L, 1, 9L)));
        assertThat(part.done().counts()).isEqualTo(Map.of("run-1", new RunCounts(2, 0), "", new RunCounts(0, 3)));
    }

    @Test
    void should_acknowledge_nothing_that_follows_a_dead_letter_which_is_not_taken() {
        letters.taken = 1;
        List<IncomingRecord> records =
                List.of(valid(0, 0), framed(0, 1), valid(0, 2), valid(0, 3), framed(0, 4), valid(0, 5));

        Part<Written> part = store(records.iterator(), new Store(), BY_THREE, Acknowledged.NOTHING);

        assertThat(part.outage()).isEqualTo("no letters");
        assertThat(part.acknowledged().offsets().getOrDefault(0, -1L)).isLessThan(4);
    }

    @Test
    void should_count_no_dead_letter_twice_that_is_sent_again() {
        slicesTaken = 0;
        List<IncomingRecord> records = List.of(framed(0, 1), valid(0, 2));
        Part<Written> first = store(records.iterator(), new Store(), BY_THREE, Acknowledged.NOTHING);
        slicesTaken = 9;

        Part<Written> second = store(records.iterator(), new Store(), BY_THREE, first.acknowledged());

        assertThat(first.done().counts()).isEmpty();
        assertThat(second.done().counts()).isEqualTo(Map.of("run-1", new RunCounts(1, 0), "", new RunCounts(0, 1)));
    }

    @Test
    void should_store_what_stands_before_a_schema_that_is_to_be_asked_for_and_say_which_it_is() {
        schemas = new RegisteredSchemas(Map.of(), false, "subject s");
        List<IncomingRecord> records = List.of(valid(0, 0), valid(0, 1), framed(0, 2), valid(0, 3), valid(1, 0));

        Part<Written> part = store(records.iterator(), new Store(), BY_THREE, Acknowledged.NOTHING);

        assertThat(slices).containsExactly(List.of(0L, 1L));
        assertThat(part.unknownSchema()).isEqualTo("77");
        assertThat(part.outage()).isNull();
        assertThat(part.acknowledged()).isEqualTo(new Acknowledged(Map.of(0, 1L)));
        assertThat(letters.flushed).isEmpty();
    }

    private static IncomingRecord framed(int partition, long offset) {
        return new IncomingRecord("users_created", partition, offset, 0, null, new byte[] {0, 0, 0, 0, 77}, List.of());
    }

    private Part<Written> store(Iterator<IncomingRecord> records, StoreWriter store, Slice size, Acknowledged before) {
        return StorePart.store(records, store, letters, schemas, size, before);
    }

    private static Iterator<IncomingRecord> records(int count) {
        return LongStream.range(0, count).mapToObj(offset -> valid(0, offset)).iterator();
    }

    @SuppressWarnings("serial") // never travels
    private final class Store implements StoreWriter {

        @Override
        public String store() {
            return "memory";
        }

        @Override
        public WriteOutcome write(Iterator<ValidUser> users) {
            if (slices.size() == slicesTaken) {
                return new WriteOutcome.Unavailable("away", 0);
            }
            List<ValidUser> slice = new ArrayList<>();
            users.forEachRemaining(slice::add);
            boolean breaksOff = slice.stream().anyMatch(user -> user.origin().offset() == neverTaken);
            if (slice.size() > rowsTaken || breaksOff) {
                return new WriteOutcome.Unavailable("slow", slice.size() - 1);
            }
            slices.add(slice.stream().map(user -> user.origin().offset()).toList());
            WriteTally tally = new WriteTally();
            tally.stored(slice, 1_700_000_000_040L);
            return tally.written();
        }

        @Override
        public void probe() {}

        @Override
        public void verify() {}

        @Override
        public String tableIdentity() {
            return "memory";
        }
    }

    @SuppressWarnings("serial") // never travels
    private static final class Letters implements DeadLetterWriter {

        private final List<Long> sent = new ArrayList<>();
        private final List<Long> flushed = new ArrayList<>();
        private int taken = Integer.MAX_VALUE;

        @Override
        public void send(IncomingRecord origin, Refusal letter) {
            assertThat(letter.store()).isNull();
            assertThat(letter.message()).contains("schema id 77 is unknown to");
            sent.add(origin.offset());
        }

        @Override
        public void flush() {
            if (flushed.size() + sent.size() > taken) {
                throw new DeadLettersUnavailableException("no letters", null);
            }
            flushed.addAll(sent);
            sent.clear();
        }

        @Override
        public long acknowledged() {
            return flushed.size();
        }

        @Override
        public void probe() {}
    }
}
