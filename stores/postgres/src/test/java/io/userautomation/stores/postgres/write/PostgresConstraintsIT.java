package io.userautomation.stores.postgres.write;

import static io.userautomation.stores.contract.Users.RUN;
import static io.userautomation.stores.contract.Users.called;
import static io.userautomation.stores.contract.Users.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.userautomation.commandline.TaskException;
import io.userautomation.localstack.ServerKind;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.stores.postgres.PostgresStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that the operator's own rules refuse: they alone become dead letters, and nobody tells what was in them. */
class PostgresConstraintsIT {

    private static final long NOON = 1_790_000_000_123L;
    private static final String CANARY = "canary";

    private final RefusedInMemory letters = new RefusedInMemory();
    private LaidStore table;
    private PostgresRows rows;

    @BeforeEach
    void lay_the_table() {
        table = LaidStore.on(
                ServerKind.POSTGRES,
                new PostgresStore(),
                "POSTGRES_TABLE",
                "rules_" + UUID.randomUUID().toString().substring(0, 8));
        rows = new PostgresRows(settings());
    }

    /** {@code %} stands for the table. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE % ADD CONSTRAINT no_canary CHECK (phone <> 'canary')  | 23514: check_violation table % constraint no_canary
            ALTER TABLE % ADD CONSTRAINT one_phone UNIQUE (phone)             | 23505: unique_violation table % constraint one_phone
            ALTER TABLE % ADD CONSTRAINT one_late UNIQUE (phone) DEFERRABLE INITIALLY DEFERRED | 23505: unique_violation table % constraint one_late
            ALTER TABLE % ADD CONSTRAINT apart EXCLUDE USING hash (phone WITH =) | 23P01: exclusion_violation table % constraint apart
            CREATE TABLE %_phones (phone text PRIMARY KEY); INSERT INTO %_phones SELECT generate_series(0, 20)::text; ALTER TABLE % ADD CONSTRAINT known FOREIGN KEY (phone) REFERENCES %_phones | 23503: foreign_key_violation table % constraint known
            CREATE DOMAIN %_phone AS text CONSTRAINT fit CHECK (value <> 'canary'); ALTER TABLE % ALTER phone TYPE %_phone | 23514: check_violation type %_phone constraint fit
            ALTER TABLE % ALTER phone TYPE varchar(5)                         | 22001: string_data_right_truncation
            CREATE INDEX ON % (picture)                                       | 54000: program_limit_exceeded table % constraint %_picture_idx
            """)
    void should_dead_letter_the_row_with_the_name_of_what_refuses_it(String rule, String reason) {
        rows.execute(named(rule));

        assertOnlyTheCanaryIsRefused(reason);
    }

    @Test
    void should_dead_letter_the_row_without_a_value_that_is_required() {
        rows.execute(named("ALTER TABLE % ALTER phone SET NOT NULL"));
        List<ValidUser> batch = some();
        batch.add(7, version(Users.withoutOptionalFields(UUID.randomUUID()), NOON, 99));

        WriteOutcome outcome = write(batch);

        assertThat(counts(outcome)).isEqualTo(new RunCounts(20, 1));
        assertThat(letters.sent()).singleElement().satisfies(sent -> assertThat(
                        sent.refusal().message())
                .isEqualTo(named("SQLSTATE 23502: not_null_violation table % column phone")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', P0001: raise_exception",
        "'USING ERRCODE = ''UA007''', UA007",
        "'USING ERRCODE = ''insufficient_privilege'', CONSTRAINT = ''no_canary''', 42501: constraint no_canary"
    })
    void should_dead_letter_the_row_that_a_trigger_refuses(String code, String reason) {
        trigger("IF NEW.phone = 'canary' THEN RAISE EXCEPTION 'not %', NEW " + code + "; END IF;");

        assertOnlyTheCanaryIsRefused(reason);
    }

    @Test
    void should_fail_without_a_word_of_the_row_where_a_trigger_is_broken() {
        trigger("EXECUTE format('SELECT %I FROM nowhere', NEW.phone);");

        TaskException failure = catchThrowableOfType(TaskException.class, () -> write(List.of(canary())));

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("SQLSTATE 42P01").doesNotContain(CANARY);
        assertThat(letters.sent()).isEmpty();
    }

    @Test
    void should_fail_where_a_column_that_nobody_fills_may_not_be_null() {
        rows.execute(named("ALTER TABLE % ADD tenant text; ALTER TABLE % ALTER tenant SET NOT NULL"));

        TaskException failure = catchThrowableOfType(TaskException.class, () -> write(some()));

        assertThat(failure).hasMessageContaining("tenant");
        assertThat(letters.sent()).isEmpty();
    }

    private void assertOnlyTheCanaryIsRefused(String reason) {
        List<ValidUser> batch = some();
        batch.add(7, canary());
        if (reason.contains("one_") || reason.contains("apart")) {
            // Of two rows that may not be the same, the one that is there first stays.
            rows.execute(
                    named("INSERT INTO % (id, phone, event_time, kafka_offset) VALUES (gen_random_uuid(), 'canary',"
                            + " now(), 1)"));
        }

        WriteOutcome outcome = write(batch);

        assertThat(counts(outcome)).isEqualTo(new RunCounts(20, 1));
        assertThat(rows.count(batch.stream().map(ValidUser::id).toList())).isEqualTo(20);
        assertThat(letters.isFlushed()).isTrue();
        assertThat(letters.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.origin().offset()).isEqualTo(99);
            assertThat(sent.refusal().message()).isEqualTo(named("SQLSTATE " + reason));
        });
    }

    private void trigger(String body) {
        rows.execute(named("CREATE FUNCTION %_rule() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ")
                + body
                + named(" RETURN NEW; END $$; CREATE TRIGGER rule BEFORE INSERT ON % FOR EACH ROW EXECUTE FUNCTION"
                        + " %_rule()"));
    }

    private String named(String text) {
        return text.replace("%", settings().table());
    }

    private PostgresSettings settings() {
        return table.settings(PostgresSettings::from);
    }

    private WriteOutcome write(List<ValidUser> batch) {
        return new PostgresWriter(settings(), letters).write(batch.iterator());
    }

    private static RunCounts counts(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(Written.class);
        return ((Written) outcome).counts().get(RUN);
    }

    private static List<ValidUser> some() {
        List<ValidUser> users = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            users.add(version(user("Person " + i, Integer.toString(i), ""), NOON, i));
        }
        return users;
    }

    /** Its picture is longer than an index takes, and can't be compressed. */
    private static ValidUser canary() {
        StringBuilder picture = new StringBuilder();
        new Random(1).ints(6_000, 'a', 'z').forEach(c -> picture.append((char) c));
        return version(user(CANARY, CANARY, picture.toString()), NOON, 99);
    }

    private static UserRecord user(String name, String phone, String picture) {
        UserRecord any = called(name, UUID.randomUUID());
        return new UserRecord(
                any.id(),
                name,
                name,
                any.gender(),
                any.address(),
                any.postCode(),
                name + "@example.com",
                name,
                any.dob(),
                any.registeredDate(),
                phone,
                "https://example.com/" + picture);
    }
}
