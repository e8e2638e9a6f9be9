package io.userautomation.stores.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.check.ListeningSocket;
import io.userautomation.localstack.tls.CertificateAuthority;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.schema.MysqlSchema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks no plain text, and shows a certificate of an authority of its own. */
class MysqlTlsIT {

    @TempDir
    private static Path folder;

    private static Stack stack;

    @BeforeAll
    static void start() {
        MariadbHere.orSkip();
        stack = Stack.startSecured(folder, Ports.free(), Set.of(ServerKind.MYSQL));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void should_listen_on_loopback_only() throws Exception {
        Server server = stack.server(ServerKind.MYSQL);

        assertThat(ListeningSocket.of(server.pid()))
                .isNotEmpty()
                .allMatch(socket -> socket.address().isLoopbackAddress() && socket.port() == server.port());
    }

    @Test
    void should_lay_the_table_and_store_over_tls() throws Exception {
        MysqlSettings settings = settings(Map.of());
        try (MysqlSchema schema = new MysqlSchema(settings)) {
            schema.connect();
            schema.create(new Summary());
        }

        assertThat(writer(settings).write(Users.some(10, 0).iterator())).isInstanceOf(Written.class);
    }

    @Test
    void should_refuse_a_certificate_that_no_trusted_authority_has_signed() {
        Map<String, String> trusting = new HashMap<>(stack.environment());
        trusting.remove("MYSQL_CA_FILE");

        assertThatThrownBy(writer(MysqlSettings.from(new SettingsReader(trusting)))::probe)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("its certificate isn't signed by a CA that this Java trusts")
                .hasMessageContaining("MYSQL_CA_FILE");
    }

    @Test
    void should_refuse_a_certificate_that_another_authority_has_signed(@TempDir Path other) {
        String authority = CertificateAuthority.in(other)
                .issue("others", "dns:localhost")
                .authority()
                .toString();

        assertThatThrownBy(writer(settings(Map.of("MYSQL_CA_FILE", authority)))::probe)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("its certificate isn't signed by a CA in")
                .hasMessageContaining("MYSQL_CA_FILE");
    }

    @Test
    void should_refuse_a_certificate_of_another_host() {
        String byAddress = stack.environment().get("MYSQL_URL").replace("localhost", "127.0.0.1");

        assertThatThrownBy(writer(settings(Map.of("MYSQL_URL", byAddress)))::probe)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("its certificate is for another host name");
    }

    @Test
    void should_say_that_the_server_wants_tls() {
        Map<String, String> plain = new HashMap<>(stack.environment());
        plain.remove("MYSQL_CA_FILE");
        plain.put("MYSQL_TLS", "false");

        assertThatThrownBy(writer(MysqlSettings.from(new SettingsReader(plain)))::probe)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("refuses the login")
                .hasMessageContaining("MYSQL_TLS");
    }

    private static StoreWriter writer(MysqlSettings settings) {
        return new MysqlWriter(settings, new RefusedInMemory());
    }

    private static MysqlSettings settings(Map<String, String> changed) {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.putAll(changed);
        return MysqlSettings.from(new SettingsReader(environment));
    }
}
