package io.userautomation.localstack.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
}
