package io.userautomation.stores.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.Secret;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.StoreFailure;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what each of the servers' numbers means; whoever meets one asks there. */
class MysqlFailureTest {

    private static final MysqlSettings SETTINGS = new MysqlSettings(
            "jdbc:mysql://db:3306/users",
            Optional.of("writer"),
            Optional.of(Secret.of("a-secret")),
            "user_data",
            false,
            Optional.empty());

    private static final String AT = "MySQL at db:3306, table user_data";

    @ParameterizedTest
    @CsvSource({
        "1020, HY000, OUTAGE", // the row has changed meanwhile: MariaDB
        "1021, HY000, OUTAGE", // disk full
        "28, HY000, OUTAGE", // a server's file: no space
        "1040, 08004, OUTAGE", // too many connections
        "1044, 42000, SCHEMA", // this database is not this login's
        "1045, 28000, LOGIN", // access denied
        "1047, 08S01, OUTAGE", // a node of Galera that isn't ready
        "1048, 23000, DATA", // null
        "1049, 42000, SCHEMA", // no such database
        "1053, 08S01, OUTAGE", // shutting down
        "1054, 42S22, SCHEMA", // no such column
        "1062, 23000, DATA", // unique
        "1064, 42000, SCHEMA", // syntax
        "1105, HY000, OUTAGE", // unknown to the server itself
        "1114, HY000, OUTAGE", // table or disk full
        "1118, 42000, DATA", // row too large
        "1129, HY000, OUTAGE", // host blocked until it is flushed
        "1130, HY000, LOGIN", // host not allowed
        "1142, 42000, SCHEMA", // privilege
        "1146, 42S02, SCHEMA", // no such table
        "1153, 08S01, SCHEMA", // packet too large
        "1158, 08S01, OUTAGE", // reading a packet
        "1203, 42000, OUTAGE", // too many connections of this user
        "1205, HY000, OUTAGE", // lock
        "1213, 40001, OUTAGE", // deadlock
        "1226, 42000, OUTAGE", // a user's limit
        "1227, 42000, SCHEMA", // privilege
        "1251, 08004, LOGIN", // a way to log in that the driver lacks
        "1264, 22003, DATA", // out of range
        "1265, 01000, DATA", // cut off
        "1290, HY000, OUTAGE", // read-only
        "1292, 22007, DATA", // no such instant
        "1317, 70100, OUTAGE", // killed
        "1364, HY000, SCHEMA", // a column of the operator's own
        "1366, HY000, DATA", // no such characters
        "1366, 22007, DATA", // likewise: MariaDB
        "1369, HY000, DATA", // a view's check option
        "1406, 22001, DATA", // too long
        "1452, 23000, DATA", // foreign key
        "1526, HY000, DATA", // no such partition
        "1644, 45000, DATA", // a trigger's SIGNAL
        "1644, 42000, DATA", // whatever state it names
        "1690, 22003, DATA", // out of range in an expression
        "1698, 28000, LOGIN", // denied without a password
        "1792, 25006, OUTAGE", // read-only transaction
        "1820, HY000, LOGIN", // password to be changed
        "1836, HY000, OUTAGE", // read-only mode
        "1862, HY000, LOGIN", // password expired
        "1927, 70100, OUTAGE", // connection killed: MariaDB
        "1969, 70100, OUTAGE", // too slow: MariaDB
        "3024, HY000, OUTAGE", // too slow: MySQL
        "3100, HY000, OUTAGE", // group replication
        "3118, HY000, LOGIN", // account locked: MySQL
        "3140, 22032, DATA", // no JSON: MySQL
        "3159, HY000, LOGIN", // TLS required
        "3168, HY000, OUTAGE", // not available
        "3819, HY000, DATA", // check: MySQL
        "4025, 23000, DATA", // check: MariaDB
        "4031, HY000, OUTAGE", // idle for too long
        "4038, HY000, DATA", // no JSON: MariaDB
        "4151, HY000, LOGIN", // account locked: MariaDB
        "0, 08000, OUTAGE", // the driver's: connection
        "0, '', OUTAGE", // the driver's time-outs have none
        "9999, HY000, SCHEMA", // what is unknown is no data error
    })
    void should_say_what_a_number_means_and_what_to_do(int code, String state, FailureKind kind) {
        // given
        SQLException error = new SQLException("(conn=7) no", state.isEmpty() ? null : state, code);
        // when
        StoreFailure failure = MysqlFailure.of(error, SETTINGS);
        // then
        String sentence =
                switch (kind) {
                    case DATA -> "error %s, SQLSTATE %s".formatted(code, state);
                    case OUTAGE -> AT + " does not answer: no";
                    case LOGIN ->
                        "MySQL at db:3306 refuses the login, saying \"no\": check MYSQL_USERNAME, MYSQL_PASSWORD and MYSQL_TLS";
                    case SCHEMA ->
                        switch (code) {
                            case 1044, 1142, 1227 ->
                                "%s refuses: no (error %s); have it granted to the login in MYSQL_USERNAME, see docs/permissions.md"
                                        .formatted(AT, code);
                            case 1049 ->
                                "MySQL at db:3306 says \"no\": create the database with CREATE DATABASE, or name another in MYSQL_URL";
                            case 1153 -> AT + " takes less than a megabyte at once: raise its max_allowed_packet";
                            case 1054, 1146, 1364 ->
                                "%s refuses: no (error %s); run schema-init, or look at MYSQL_TABLE"
                                        .formatted(AT, code);
                            default ->
                                "%s refuses: error %s, SQLSTATE %s (error %s); run schema-init, or look at MYSQL_TABLE"
                                        .formatted(AT, code, state, code);
                        };
                };
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).isEqualTo(sentence);
        assertThat(failure.cause()).isSameAs(code < 1000 ? error : null);
    }

    @Test
    void should_end_the_task_for_what_is_no_outage() {
        StoreFailure failure = MysqlFailure.of(new SQLException("no", "28000", 1045), SETTINGS);

        assertThatThrownBy(failure::outage)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("MYSQL_PASSWORD")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void should_take_for_too_slow_what_the_server_or_the_socket_gave_up() {
        SQLException socket = new SQLException("Socket error", "08000", new SocketTimeoutException("Read timed out"));

        assertThat(MysqlFailure.isTimeout(socket)).isTrue();
        assertThat(MysqlFailure.isTimeout(new SQLException("slow", "70100", 1969)))
                .isTrue();
        assertThat(MysqlFailure.isTimeout(new SQLException("locked", "HY000", 1205)))
                .isFalse();
    }
}
