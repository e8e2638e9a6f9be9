package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fat jar with settings that can't be used, or that lead nowhere. */
class AuditSettingsIT {

    private static TestServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = TestServers.shared();
    }

    @Test
    void should_report_all_problems_at_once() {
        // when
        Finished finished = servers.audit("--budget", "101", "--wait", "soon", "--server-wait", "0s")
                .environment("RUN_ID", "with space")
                .environment("CASSANDRA_TABLE", "Users; DROP")
                .environment("POSTGRES_URL", "localhost")
                .environment("KAFKA_BOOTSTRAP_SERVERS", "localhost")
                .start()
                .await(TestServers.PATIENCE);

        // then
        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .startsWith("audit-task: 7 settings can't be used:")
                .contains("RUN_ID (--run-id) is 'with space': must be 1 to 250 letters, digits or _.~:+-")
                .contains("KAFKA_BOOTSTRAP_SERVERS is 'localhost': must be host:port[,host:port…]")
                .contains("CASSANDRA_TABLE is 'Users; DROP': must be ")
                .contains("POSTGRES_URL is 'localhost': must be ")
                .contains("AUDIT_WAIT (--wait) is 'soon': must be a duration from 0s to 24h")
                .contains("AUDIT_BUDGET (--budget) is '101': must be a number from 0 to 100")
                .contains("AUDIT_SERVER_WAIT (--server-wait) is 'PT0S': must be a duration from 1s to 1h")
                .doesNotContain("\tat ");
        assertThat(finished.lastStdoutLine()).contains("\"status\":\"bad_settings\"");
    }

    @Test
    void should_refuse_a_flag_that_it_does_not_know() {
        // when
        Finished finished = servers.audit("--everything").start().await(TestServers.PATIENCE);

        // then
        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr()).isEqualTo("audit-task: Unknown option: '--everything'; --help lists the flags");
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_BOOTSTRAP_SERVERS, 127.0.0.1:%d, Kafka at 127.0.0.1:%d did not answer within 2 s",
        "CASSANDRA_CONTACT_POINTS, 127.0.0.1:%d,"
                + " 'Cassandra at 127.0.0.1:%d, table spark_streams.created_users did not answer within 2 s'",
        "POSTGRES_URL, jdbc:postgresql://127.0.0.1:%d/any,"
                + " 'PostgreSQL at 127.0.0.1:%d, table user_data did not answer within 2 s'",
    })
    void should_name_a_server_that_is_absent(String variable, String address, String sentence) throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 1);
        int port = closedPort();

        // when
        Finished finished = servers.auditInProcess(
                Map.of(variable, address.formatted(port)), "--run-id", run.id.value(), "--server-wait", "2s");

        // then
        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.stderr()).contains(sentence.formatted(port)).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "CASSANDRA_TABLE, 'table spark_streams.nowhere refuses: table nowhere does not exist; run schema-init'",
        "POSTGRES_TABLE, 'table nowhere refuses: relation \"nowhere\" does not exist (SQLSTATE 42P01); run schema-init'",
    })
    void should_say_where_a_table_is_missing(String variable, String sentence) throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 1);

        // when
        Finished finished = servers.auditInProcess(Map.of(variable, "nowhere"), "--run-id", run.id.value());

        // then
        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.stderr()).contains(sentence).doesNotContain("\tat ");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
