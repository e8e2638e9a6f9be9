package io.userautomation.stores;

import static io.userautomation.stores.contract.Users.RUN;
import static io.userautomation.stores.contract.Users.called;
import static io.userautomation.stores.contract.Users.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class WriteTallyTest {

    private final WriteTally tally = new WriteTally();

    @Test
    void should_count_by_run_and_records_without_one_apart() {
        tally.stored(List.of(user(1), user(2), withoutRun()), 100);
        tally.deadLettered(user(3));

        assertThat(tally.written().counts())
                .isEqualTo(Map.of(RUN, new RunCounts(2, 1), WriteOutcome.NO_RUN, new RunCounts(1, 0)));
    }

    @Test
    void should_say_how_many_rows_were_taken() {
        tally.stored(List.of(user(1), withoutRun()), 1);
        tally.deadLettered(user(1));

        assertThat(tally.acknowledged()).isEqualTo(3);
    }

    @Test
    void should_time_each_row_from_its_timestamp_to_its_acknowledgement() throws DataFormatException {
        tally.stored(List.of(user(40), user(90)), 100);

        Histogram latency = latency(tally.written());

        assertThat(latency.getMinValue()).isEqualTo(10);
        assertThat(latency.getMaxValue()).isEqualTo(60);
        assertThat(latency.getTotalCount()).isEqualTo(2);
    }

    @Test
    void should_take_a_timestamp_from_the_future_for_no_time_at_all() throws DataFormatException {
        tally.stored(List.of(user(101)), 100);

        assertThat(latency(tally.written()).getMaxValue()).isZero();
    }

    private static Histogram latency(Written written) throws DataFormatException {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(written.latencies().get(RUN)), 0);
    }

    private static ValidUser user(long timestampMillis) {
        return version(called("Ada", UUID.randomUUID()), timestampMillis, 1);
    }

    private static ValidUser withoutRun() {
        ValidUser user = user(1);
        IncomingRecord origin = user.origin();
        return new ValidUser(
                user.user(),
                user.id(),
                new IncomingRecord(
                        origin.topic(), 0, 1, origin.timestampMillis(), origin.key(), origin.value(), List.of()));
    }
}
