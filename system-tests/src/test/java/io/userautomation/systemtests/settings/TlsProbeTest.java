package io.userautomation.systemtests.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.Protocol;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.commandline.tls.Transport;
import io.userautomation.kafka.settings.KafkaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What a knock makes of servers in plain text, and of none; certificates are tested on real servers. MySQL is not knocked at: its
 * server speaks first, in plain text, and its driver says what is wrong ({@code MysqlTlsIT}).
 */
class TlsProbeTest {

    private static final String CA = ResourceFile.path("/io/userautomation/systemtests/settings/ca.pem");
    private static final int TLS_HANDSHAKE = 22;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL")
    void should_say_that_a_server_speaks_plain_text_when_tls_is_asked_for(Protocol wire) throws IOException {
        try (ServerSocket server = listen()) {
            answerInPlainText(server, 'N');

            assertThatThrownBy(() -> TlsProbe.check(transport(wire, true), addresses(server)))
                    .isInstanceOf(TaskException.class)
                    .hasMessage(
                            "%s at 127.0.0.1:%d: it speaks plain text there, not TLS: turn TLS on there, or turn it off",
                            wire.title(), server.getLocalPort());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL")
    void should_be_content_with_a_server_in_plain_text_when_that_is_asked_for(Protocol wire) throws IOException {
        try (ServerSocket server = listen()) {
            answerInPlainText(server, 0);

            assertThatCode(() -> TlsProbe.check(transport(wire, false), addresses(server)))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL")
    void should_leave_a_server_that_is_not_there_to_the_client(Protocol wire) throws IOException {
        ServerSocket closed = listen();
        closed.close();

        assertThatCode(() -> {
                    TlsProbe.check(transport(wire, true), addresses(closed));
                    TlsProbe.check(transport(wire, false), addresses(closed));
                })
                .doesNotThrowAnyException();
    }

    /** As a proxy does whose server is still starting. */
    @Test
    void should_leave_a_server_that_hangs_up_to_the_client() throws IOException {
        try (ServerSocket server = listen()) {
            answerInPlainText(server, -1);

            assertThatCode(() -> {
                        TlsProbe.check(transport(Protocol.KAFKA, true), addresses(server));
                        TlsProbe.check(transport(Protocol.KAFKA, false), addresses(server));
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static Transport transport(Protocol wire, boolean tls) {
        return new Transport(wire, tls, tls ? CA : null, KafkaSettings.CA_FILE.variable(), "turn it on", "turn it off");
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static List<InetSocketAddress> addresses(ServerSocket server) {
        return List.of(InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort()));
    }

    /** Hangs up on a TLS handshake, and answers all else with one byte, or not at all where that is negative. */
    private static void answerInPlainText(ServerSocket server, int answer) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    if (socket.getInputStream().read() != TLS_HANDSHAKE && answer >= 0) {
                        socket.getOutputStream().write(answer);
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
