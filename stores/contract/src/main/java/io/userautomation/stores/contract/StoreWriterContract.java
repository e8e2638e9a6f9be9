package io.userautomation.stores.contract;

import static io.userautomation.stores.contract.Users.RUN;
import static io.userautomation.stores.contract.Users.called;
import static io.userautomation.stores.contract.Users.some;
import static io.userautomation.stores.contract.Users.version;
import static io.userautomation.stores.contract.Users.withoutOptionalFields;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sink must do, whichever database it writes; inherited by the test of each. */
public abstract class StoreWriterContract {

    private static final long NOON = 1_790_000_000_123L;

    /** The writer under test, on a real database. */
    protected abstract StoreWriter writer();

    /** The row as a record, or null where there is none; instants as text in UTC milliseconds. */
    protected abstract UserRecord stored(UUID id);

    /** What of the row tells whether it was written again: everything but its content. */
    protected abstract Object lastChange(UUID id);

    /** How many of these ids have a row. */
    protected abstract int count(Collection<UUID> ids);

    @Test
    void should_write_as_ever_once_it_is_warm() throws StoreUnavailableException {
        UserRecord user = called("Ada", UUID.randomUUID());

        writer().warmUp();
        write(version(user, NOON, 7));
        writer().warmUp();

        assertThat(stored(id(user))).isEqualTo(user);
    }

    @Test
    void should_store_every_field_as_it_came() {
        UserRecord user = called("Ada", UUID.randomUUID());

        write(version(user, NOON, 7));

        assertThat(stored(id(user))).isEqualTo(user);
    }

    @Test
    void should_change_nothing_when_the_same_batch_is_written_again() {
        UserRecord user = called("Ada", UUID.randomUUID());
        write(version(user, NOON, 7));
        Object before = lastChange(id(user));

        Written again = write(version(user, NOON, 7));

        assertThat(stored(id(user))).isEqualTo(user);
        assertThat(lastChange(id(user))).isEqualTo(before);
        assertThat(again.counts()).isEqualTo(Map.of(RUN, new RunCounts(1, 0)));
    }

    @Test
    void should_let_a_newer_version_replace_an_older_one() {
        UUID id = UUID.randomUUID();
        write(version(called("Old", id), NOON, 7));

        write(version(called("New", id), NOON + 1, 8));

        assertThat(stored(id).firstName()).isEqualTo("New");
    }

    @Test
    void should_not_let_an_older_version_replace_a_newer_one() {
        UUID id = UUID.randomUUID();
        write(version(called("New", id), NOON + 1, 2));
        Object before = lastChange(id);

        write(version(called("Old", id), NOON, 9));

        assertThat(stored(id).firstName()).isEqualTo("New");
        assertThat(lastChange(id)).isEqualTo(before);
    }

    @Test
    void should_remove_a_field_that_the_newer_version_lacks() {
        UUID id = UUID.randomUUID();
        write(version(called("Ada", id), NOON, 7));

        write(version(withoutOptionalFields(id), NOON + 1, 8));

        assertThat(stored(id)).isEqualTo(withoutOptionalFields(id));
    }

    @Test
    void should_store_a_record_without_its_optional_fields() {
        UUID id = UUID.randomUUID();

        write(version(withoutOptionalFields(id), NOON, 7));

        assertThat(stored(id)).isEqualTo(withoutOptionalFields(id));
    }

    @Test
    void should_write_the_newest_of_the_duplicates_in_a_batch_whatever_their_order() {
        UUID id = UUID.randomUUID();

        Written written = write(
                version(called("Second", id), NOON, 8),
                version(called("Third", id), NOON + 1, 3),
                version(called("First", id), NOON, 7));

        assertThat(stored(id)).isEqualTo(called("Third", id));
        assertThat(written.counts()).isEqualTo(Map.of(RUN, new RunCounts(1, 0)));
    }

    @Test
    void should_take_the_higher_offset_of_duplicates_with_the_same_timestamp() {
        UUID id = UUID.randomUUID();

        write(version(called("Zoe", id), NOON, 7), version(withoutOptionalFields(id), NOON, 8));

        assertThat(stored(id)).isEqualTo(withoutOptionalFields(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë Čapek-Ørsted",
                "Александр Щербаков",
                "محمدطاها سلطانی نژاد",
                "अनुष्का राव",
                "Ἀχιλλεύς Παπαδόπουλος",
                "山田 太郎 𠮷",
                "👩🏽‍🚀 Ada",
                "e\u0301 \u202Ebidi\u202C \u200B",
                "line\nfeed\ttab \u0001 \u007F",
                "NULL",
                "{}",
                "\\\\\"'; DROP TABLE x; --"
            })
    void should_store_every_script(String name) {
        UserRecord user = called(name, UUID.randomUUID());

        write(version(user, NOON, 7));

        assertThat(stored(id(user)).firstName()).isEqualTo(name);
    }

    @Test
    void should_store_fields_as_long_as_the_validator_lets_through() {
        UserRecord user = called("語".repeat(8 * 1024 / 3), UUID.randomUUID());
        List<ValidUser> batch = new ArrayList<>(some(20, NOON));
        batch.add(10, version(user, NOON, 7));

        write(batch.toArray(ValidUser[]::new));

        assertThat(stored(id(user))).isEqualTo(user);
        assertThat(count(ids(batch))).isEqualTo(21);
    }

    @Test
    void should_write_nothing_for_an_empty_partition() {
        Written written = write();

        assertThat(written.counts()).isEmpty();
        assertThat(written.latencies()).isEmpty();
    }

    @Test
    void should_store_ten_thousand_rows_and_count_and_time_each() throws DataFormatException {
        long aSecondAgo = System.currentTimeMillis() - 1_000;
        List<ValidUser> users = some(10_000, aSecondAgo);

        Written written = write(users.toArray(ValidUser[]::new));

        assertThat(count(ids(users))).isEqualTo(10_000);
        assertThat(written.counts()).isEqualTo(Map.of(RUN, new RunCounts(10_000, 0)));
        Histogram latency = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(written.latencies().get(RUN)), 0);
        assertThat(latency.getTotalCount()).isEqualTo(10_000);
        assertThat(latency.getMinValue()).isGreaterThanOrEqualTo(999);
    }

    @Test
    void should_find_the_table_as_expected_and_writable() throws StoreUnavailableException {
        writer().verify();
        writer().probe();
    }

    /** Writes and expects it to succeed. */
    protected Written write(ValidUser... users) {
        WriteOutcome outcome = writer().write(List.of(users).iterator());
        assertThat(outcome).isInstanceOf(Written.class);
        return (Written) outcome;
    }

    private static UUID id(UserRecord user) {
        return UUID.fromString(user.id());
    }

    private static List<UUID> ids(Collection<ValidUser> users) {
        return users.stream().map(ValidUser::id).toList();
    }
}
