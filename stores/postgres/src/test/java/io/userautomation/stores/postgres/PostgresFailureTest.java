package io.userautomation.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.StoreFailure;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what each of PostgreSQL's codes means; whoever meets one asks there. */
class PostgresFailureTest {

    private static final PostgresSettings SETTINGS = new PostgresSettings(
            "jdbc:postgresql://db:5432/users",
            Optional.of("writer"),
            Optional.of("a-secret"),
            "user_data",
            false,
            Optional.empty());

    private static final String OUTAGE = "PostgreSQL at db:5432, table user_data does not answer: no";
    private static final String LOGIN = "PostgreSQL at db:5432 refuses the login, saying \"no\":"
            + " check POSTGRES_USERNAME, POSTGRES_PASSWORD and POSTGRES_TLS";
    private static final String NO_DATABASE = "PostgreSQL at db:5432 says \"no\": create the database with"
            + " CREATE DATABASE, or name another in POSTGRES_URL";
    private static final String SCHEMA = "PostgreSQL at db:5432, table user_data refuses: no (SQLSTATE %s);"
            + " run schema-init, or look at POSTGRES_TABLE";

    @ParameterizedTest
    @CsvSource({
        "08000, OUTAGE", // connection
        "08001, OUTAGE",
        "08004, LOGIN", // the driver's own, for a method of authentication that it lacks
        "08006, OUTAGE",
        "22001, DATA", // too long
        "22021, DATA", // not in the encoding
        "22P02, DATA", // no such value
        "23502, SCHEMA", // not null
        "25006, OUTAGE", // a standby, or read-only for a while
        "28000, LOGIN",
        "28P01, LOGIN", // password
        "3D000, SCHEMA", // no such database
        "3F000, SCHEMA",
        "40001, OUTAGE", // serialisation
        "40P01, OUTAGE", // deadlock
        "42501, SCHEMA", // privilege
        "42703, SCHEMA", // no such column
        "42804, SCHEMA",
        "42P01, SCHEMA", // no such table
        "53100, OUTAGE", // disk full
        "53200, OUTAGE", // memory
        "53300, OUTAGE", // too many clients
        "55P03, OUTAGE", // lock
        "57014, OUTAGE", // cancelled
        "57P01, OUTAGE", // shut down
        "57P03, OUTAGE", // starting up
        "58030, OUTAGE", // I/O
        "XX000, OUTAGE", // internal
        "'', OUTAGE", // the driver's time-outs have none
    })
    void should_say_what_a_code_means_and_what_to_do(String state, FailureKind kind) {
        // given
        SQLException error = new SQLException("no", state.isEmpty() ? null : state);
        // when
        StoreFailure failure = PostgresFailure.of(error, SETTINGS);
        // then
        String sentence =
                switch (kind) {
                    case OUTAGE -> OUTAGE;
                    case LOGIN -> LOGIN;
                    case DATA -> "SQLSTATE %s: no".formatted(state);
                    case SCHEMA -> state.equals("3D000") ? NO_DATABASE : SCHEMA.formatted(state);
                };
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).isEqualTo(sentence).doesNotContain("a-secret");
        assertThat(failure.cause()).isSameAs(error);
    }

    @Test
    void should_end_the_task_for_what_is_no_outage() {
        StoreFailure failure = PostgresFailure.of(new SQLException("no", "28P01"), SETTINGS);

        assertThatThrownBy(failure::outage).isInstanceOf(TaskException.class).hasMessage(LOGIN);
    }

    @Test
    void should_not_quote_content_in_a_refusal() {
        SQLException error = new SQLException("invalid input syntax for type uuid: \"Ada Lovelace\"", "22P02");

        assertThat(PostgresFailure.of(error, SETTINGS).sentence())
                .isEqualTo("SQLSTATE 22P02: invalid input syntax for type uuid: \"…\"");
    }
}
