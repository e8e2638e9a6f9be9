package io.userautomation.localstack.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningSocketTest {
    @ParameterizedTest
    @CsvSource({
        "0100007F:2384, 127.0.0.1, true",
        "00000000:2384, 0.0.0.0, false",
        "0000000000000000FFFF00000100007F:2384, 127.0.0.1, true",
        "00000000000000000000000001000000:2384, 0:0:0:0:0:0:0:1, true",
        "00000000000000000000000000000000:2384, 0:0:0:0:0:0:0:0, false",
    })
    void should_read_addresses_as_linux_writes_them(String written, String address, boolean loopback)
            throws IOException {
        ListeningSocket socket = ListeningSocket.parse(written, "1");

        assertThat(socket.port()).isEqualTo(9092);
        assertThat(socket.address().getHostAddress()).isEqualTo(address);
        assertThat(socket.address().isLoopbackAddress()).isEqualTo(loopback);
    }

    @Test
    void should_find_what_this_process_listens_on() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ListeningSocket.of(ProcessHandle.current().pid()))
                    .extracting(ListeningSocket::port)
                    .contains(server.getLocalPort());
        }
    }

    @Test
    void should_find_a_udp_port_that_takes_packets_from_anybody() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            assertThat(ListeningSocket.of(ProcessHandle.current().pid()))
                    .filteredOn(found -> found.port() == socket.getLocalPort())
                    .isNotEmpty()
                    .noneMatch(found -> found.address().isLoopbackAddress());
        }
    }

    @Test
    void should_find_what_the_child_of_a_child_offers_to_everybody() throws Exception {
        // given: the shell stays, and the fake API listens
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "\"$@\"; true",
                "sh",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "io.userautomation.localstack.LocalStack",
                "random-user-api",
                "--host",
                "0.0.0.0",
                "--port",
                "0");
        Process parent = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            // when, then
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> ListeningSocket.ofTree(parent.toHandle()).values().stream()
                            .flatMap(List::stream)
                            .anyMatch(socket -> socket.address().isAnyLocalAddress()));
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }
}
