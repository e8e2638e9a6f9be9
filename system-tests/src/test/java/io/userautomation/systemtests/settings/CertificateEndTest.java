package io.userautomation.systemtests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.tls.CertificateEnd;
import io.userautomation.commandline.tls.Protocol;
import io.userautomation.commandline.tls.Transport;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.localstack.tls.CertificateAuthority;
import io.userautomation.localstack.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server's certificate says of its end, over a real handshake. */
class CertificateEndTest {

    @TempDir
    private Path folder;

    @Test
    void should_say_when_the_certificate_of_a_server_ends_whatever_else_is_away() throws IOException {
        // given
        ServerCertificate certificate = CertificateAuthority.in(folder).issue("servers", "dns:localhost");
        try (ServerSocket server = listen(certificate)) {
            Transport transport = transport(true, certificate.authority().toString());
            // when
            Optional<Instant> end =
                    CertificateEnd.first(transport, List.of(address(1), address(server.getLocalPort())));
            // then
            assertThat(end).hasValueSatisfying(instant -> assertThat(instant)
                    .isAfter(Instant.now())
                    .isBefore(Instant.now().plus(Duration.ofDays(3_660))));
        }
    }

    @Test
    void should_know_of_none_where_nobody_answers_or_plain_text_is_spoken() {
        assertThat(CertificateEnd.first(transport(true, null), List.of(address(1))))
                .isEmpty();
        assertThat(CertificateEnd.first(transport(false, null), List.of(address(1))))
                .isEmpty();
    }

    private static Transport transport(boolean tls, String caFile) {
        return new Transport(
                Protocol.KAFKA, tls, caFile, KafkaSettings.CA_FILE.variable(), "turn it on", "turn it off");
    }

    private static InetSocketAddress address(int port) {
        return InetSocketAddress.createUnresolved("localhost", port);
    }

    private static ServerSocket listen(ServerCertificate certificate) throws IOException {
        ServerSocket server = certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException closed) {
                // The test's assertion says what was missing.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
