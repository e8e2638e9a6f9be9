package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.UserVersion;
import io.userautomation.stores.cassandra.read.CassandraUser;
import io.userautomation.stores.postgres.read.PostgresUser;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final long MILLIS = 1_700_000_000_123L;
    private static final long OFFSET = 42;

    private final UserRecord user = Users.user();
    private final UserRecord other = Users.withEmail(user, "other@example.com");
    private final RunRecord record =
            new RunRecord(0, new UserVersion(MILLIS, OFFSET), UUID.fromString(user.id()), user);

    @Test
    void should_be_stored_where_the_content_is_the_same() {
        assertThat(Verdict.of(record, cassandra(user, MILLIS * 1_000), false)).isEqualTo(Verdict.STORED);
        assertThat(Verdict.of(record, postgres(user, MILLIS, OFFSET), false)).isEqualTo(Verdict.STORED);
    }

    @Test
    void should_be_stored_where_an_older_row_says_the_same() {
        assertThat(Verdict.of(record, cassandra(user, MILLIS * 1_000 - 1_000), false))
                .isEqualTo(Verdict.STORED);
        assertThat(Verdict.of(record, postgres(user, MILLIS - 1, OFFSET), false))
                .isEqualTo(Verdict.STORED);
    }

    @Test
    void should_be_stored_where_a_newer_version_differs() {
        assertThat(Verdict.of(record, cassandra(other, MILLIS * 1_000 + 1_000), false))
                .isEqualTo(Verdict.STORED);
        assertThat(Verdict.of(record, postgres(other, MILLIS + 1, 0), false)).isEqualTo(Verdict.STORED);
        assertThat(Verdict.of(record, postgres(other, MILLIS, OFFSET + 1), false))
                .isEqualTo(Verdict.STORED);
    }

    @Test
    void should_be_different_where_the_same_or_an_older_version_differs() {
        assertThat(Verdict.of(record, cassandra(other, MILLIS * 1_000), false)).isEqualTo(Verdict.DIFFERENT);
        assertThat(Verdict.of(record, postgres(other, MILLIS, OFFSET), false)).isEqualTo(Verdict.DIFFERENT);
        assertThat(Verdict.of(record, postgres(other, MILLIS - 1, OFFSET + 1), false))
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void should_be_different_where_cassandra_s_columns_differ_in_age() {
        // given
        CassandraUser altered = new CassandraUser(other, List.of(MILLIS * 1_000, MILLIS * 1_000 + 1_000));

        // then
        assertThat(Verdict.of(record, altered, false)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void should_be_different_where_cassandra_s_row_was_written_at_no_whole_millisecond() {
        assertThat(Verdict.of(record, cassandra(other, MILLIS * 1_000 + 1_001), false))
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void should_compare_dates_as_instants_in_postgres_and_as_text_in_cassandra() {
        // given
        UserRecord sameInstant = withDob(user, "1984-03-05T07:08:09.1Z");

        // then
        assertThat(Verdict.of(record, cassandra(sameInstant, MILLIS * 1_000), false))
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(Verdict.of(record, postgres(sameInstant, MILLIS, OFFSET), false))
                .isEqualTo(Verdict.STORED);
    }

    @Test
    void should_tell_an_absent_date_from_a_present_one() {
        // given
        UserRecord without = withDob(user, null);

        // then
        assertThat(Verdict.of(record, cassandra(without, MILLIS * 1_000), false))
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(Verdict.of(record, postgres(without, MILLIS, OFFSET), false)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void should_be_missing_without_a_row() {
        assertThat(Verdict.of(record, null, false)).isEqualTo(Verdict.MISSING);
    }

    @Test
    void should_be_dead_lettered_only_where_it_is_not_stored() {
        assertThat(Verdict.of(record, null, true)).isEqualTo(Verdict.DEAD_LETTERED);
        assertThat(Verdict.of(record, postgres(other, MILLIS - 1, 1), true)).isEqualTo(Verdict.DEAD_LETTERED);
        assertThat(Verdict.of(record, postgres(user, MILLIS, OFFSET), true)).isEqualTo(Verdict.STORED);
    }

    @Test
    void should_find_each_verdict_by_its_code() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(Verdict.withCode(verdict.code())).isEqualTo(verdict);
        }
    }

    private static StoredUser cassandra(UserRecord user, long micros) {
        return new CassandraUser(user, List.of(micros, micros));
    }

    private static StoredUser postgres(UserRecord user, long millis, long offset) {
        return new PostgresUser(
                user,
                user.dob() == null ? null : Instant.parse(user.dob()),
                Instant.parse(user.registeredDate()),
                Instant.ofEpochMilli(millis),
                offset);
    }

    private static UserRecord withDob(UserRecord user, String dob) {
        return new UserRecord(
                user.id(),
                user.firstName(),
                user.lastName(),
                user.gender(),
                user.address(),
                user.postCode(),
                user.email(),
                user.username(),
                dob,
                user.registeredDate(),
                user.phone(),
                user.picture());
    }
}
