package io.userautomation.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.Secret;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.StoreFailure;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The table of what each of PostgreSQL's codes means; whoever meets one asks there. */
class PostgresFailureTest {

    private static final PostgresSettings SETTINGS = new PostgresSettings(
            "jdbc:postgresql://db:5432/users",
            Optional.of("writer"),
            Optional.of(Secret.of("a-secret")),
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
    private static final String NO_PERMISSION = "PostgreSQL at db:5432, table user_data refuses: no (SQLSTATE 42501);"
            + " have it granted to the login in POSTGRES_USERNAME, see docs/permissions.md";

    @ParameterizedTest
    @CsvSource({
        "08000, OUTAGE", // connection
        "08001, OUTAGE",
        "08004, LOGIN", // the driver's own, for a method of authentication that it lacks
        "08006, OUTAGE",
        "22001, DATA", // too long
        "22021, DATA", // not in the encoding
        "22P02, DATA", // no such value
        "22012, DATA", // a generated column divides by zero
        "23001, DATA", // restrict
        "23502, DATA", // not null
        "23503, DATA", // foreign key
        "23505, DATA", // unique
        "23514, DATA", // check, domain, no such partition
        "23P01, DATA", // exclusion
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
        "44000, DATA", // a view's check option
        "53100, OUTAGE", // disk full
        "53200, OUTAGE", // memory
        "53300, OUTAGE", // too many clients
        "54000, DATA", // too long for an index
        "54001, SCHEMA", // too complex
        "55P03, OUTAGE", // lock
        "57014, OUTAGE", // cancelled
        "57P01, OUTAGE", // shut down
        "57P03, OUTAGE", // starting up
        "58030, OUTAGE", // I/O
        "P0001, DATA", // a trigger's RAISE
        "P0004, SCHEMA", // a function's failed assertion
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
                    case DATA -> "SQLSTATE " + state;
                    case SCHEMA ->
                        switch (state) {
                            case "3D000" -> NO_DATABASE;
                            case "42501" -> NO_PERMISSION;
                            case "42P01" ->
                                SCHEMA.formatted(state) + ", or grant USAGE on its schema (docs/permissions.md)";
                            default -> SCHEMA.formatted(state);
                        };
                };
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence().replaceFirst("(?<=^SQLSTATE .{5}): [a-z_]+$", ""))
                .isEqualTo(sentence)
                .doesNotContain("a-secret");
        assertThat(failure.cause()).isSameAs(error);
    }

    @Test
    void should_end_the_task_for_what_is_no_outage() {
        StoreFailure failure = PostgresFailure.of(new SQLException("no", "28P01"), SETTINGS);

        assertThatThrownBy(failure::outage).isInstanceOf(TaskException.class).hasMessage(LOGIN);
    }

    @Test
    void should_say_what_a_pooler_needs() {
        SQLException error = new PSQLException(
                new ServerErrorMessage("SFATAL\0C08P01\0Munsupported startup parameter: search_path\0"));

        StoreFailure failure = PostgresFailure.of(error, SETTINGS);

        assertThat(failure.kind()).isEqualTo(FailureKind.LOGIN);
        assertThat(failure.sentence())
                .isEqualTo("PgBouncer at db:5432 says \"unsupported startup parameter: search_path\": add it to its"
                        + " ignore_startup_parameters, or take it out of POSTGRES_URL");
    }

    /** Fields as the protocol has them: code, message, detail, context, table, column, constraint, routine. */
    @ParameterizedTest
    @CsvSource({
        "C23514 M… nadults tuser_data, DATA, 'SQLSTATE 23514: check_violation table user_data constraint adults'",
        "C23502 cemail tuser_data, DATA, 'SQLSTATE 23502: not_null_violation table user_data column email'",
        "C22P02 MAda, DATA, SQLSTATE 22P02: invalid_text_representation",
        "CP0001 MAda W… Rexec_stmt_raise, DATA, SQLSTATE P0001: raise_exception",
        "CUA007 MAda W… Rexec_stmt_raise, DATA, SQLSTATE UA007",
        "C42501 MAda tuser_data RExecWithCheckOptions, DATA, 'SQLSTATE 42501: table user_data'",
        "C23502 Mnull tuser_data ctenant, SCHEMA, PostgreSQL at db:5432",
        "C42703 MAda W…, SCHEMA, 'PostgreSQL at db:5432, table user_data refuses: SQLSTATE 42703 (SQLSTATE 42703)'",
        "C57014 MAda W…, OUTAGE, 'PostgreSQL at db:5432, table user_data does not answer: SQLSTATE 57014'",
    })
    void should_say_nothing_of_a_row_but_the_names_of_what_refused_it(String fields, FailureKind kind, String begin) {
        // given
        String answer = String.join("\0", ("SERROR DAda " + fields).split(" ")) + "\0";
        SQLException error = new PSQLException(new ServerErrorMessage(answer));
        // when
        StoreFailure failure = PostgresFailure.of(error, SETTINGS);
        // then
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).startsWith(begin).doesNotContain("Ada");
        assertThat(failure.cause()).isNull();
    }
}
