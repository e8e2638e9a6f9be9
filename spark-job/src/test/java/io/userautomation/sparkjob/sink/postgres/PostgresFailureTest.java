package io.userautomation.sparkjob.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresFailureTest {

    private static final PostgresTarget TARGET = new PostgresTarget(
            "jdbc:postgresql://db:5432/users", "db:5432", "user_data", "writer", "a-secret", null, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08006", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P01", "57P03",
                "58030", "25006", "XX000"
            })
    void should_take_these_for_an_outage(String state) {
        assertThat(PostgresFailure.outage(new SQLException("no", state), TARGET))
                .isEqualTo("PostgreSQL at db:5432, table user_data does not answer: no");
    }

    @Test
    void should_take_an_error_of_the_driver_without_a_state_for_an_outage() {
        assertThat(PostgresFailure.outage(new SQLException("timed out"), TARGET))
                .contains("db:5432")
                .contains("timed out");
    }

    @ParameterizedTest
    @CsvSource({
        "42P01,run schema-init",
        "42703,run schema-init",
        "42501,run schema-init",
        "23502,run schema-init",
        "28P01,'look at POSTGRES_USERNAME, POSTGRES_PASSWORD and POSTGRES_TLS'",
        "28000,'look at POSTGRES_USERNAME, POSTGRES_PASSWORD and POSTGRES_TLS'",
        "08004,'look at POSTGRES_USERNAME, POSTGRES_PASSWORD and POSTGRES_TLS'",
        "3D000,look at POSTGRES_URL"
    })
    void should_fail_loudly_with_advice_for_what_no_waiting_mends(String state, String advice) {
        assertThatThrownBy(() -> PostgresFailure.outage(new SQLException("no", state), TARGET))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("db:5432")
                .hasMessageContaining(state)
                .hasMessageContaining(advice)
                .hasMessageNotContaining("a-secret");
    }

    @ParameterizedTest
    @CsvSource({"22001,true", "22021,true", "22P02,true", "23502,false", "42804,false", "08006,false"})
    void should_take_class_22_alone_for_bad_data(String state, boolean expected) {
        assertThat(PostgresFailure.isDataError(new SQLException("no", state))).isEqualTo(expected);
    }

    @Test
    void should_not_quote_content_in_a_refusal() {
        SQLException error = new SQLException("invalid input syntax for type uuid: \"Ada Lovelace\"", "22P02");

        assertThat(PostgresFailure.refusal(error))
                .isEqualTo("SQLSTATE 22P02: invalid input syntax for type uuid: \"…\"");
    }

    @Test
    void should_not_print_the_password_with_the_target() {
        assertThat(TARGET.toString()).isEqualTo("PostgreSQL at db:5432, table user_data");
    }
}
