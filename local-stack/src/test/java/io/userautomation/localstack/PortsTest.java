package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void should_put_the_servers_where_a_data_engineer_expects_them() {
        Ports ports = Ports.standard();

        assertThat(List.of(
                        ports.of(PortName.KAFKA),
                        ports.of(PortName.CASSANDRA),
                        ports.of(PortName.POSTGRES),
                        ports.of(PortName.SCHEMA_REGISTRY),
                        ports.of(PortName.SPARK_MASTER),
                        ports.of(PortName.SPARK_MASTER_UI),
                        ports.of(PortName.SPARK_WORKER_UI),
                        ports.of(PortName.RANDOM_USER_API)))
                .containsExactly(9092, 9042, 5432, 8081, 7077, 9090, 8090, 8000);
    }

    @Test
    void should_choose_free_ports_that_are_all_different() {
        Ports ports = Ports.free();

        List<Integer> numbers = Arrays.stream(PortName.values()).map(ports::of).toList();
        assertThat(numbers).doesNotHaveDuplicates().allMatch(Ports::isFree);
    }

    @Test
    void should_change_one_port_and_leave_the_others() {
        Ports ports = Ports.standard().with(PortName.KAFKA, 19_092);

        assertThat(ports.of(PortName.KAFKA)).isEqualTo(19_092);
        assertThat(ports.of(PortName.CASSANDRA)).isEqualTo(9042);
    }

    @Test
    void should_refuse_a_number_that_is_no_port() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.standard().with(PortName.KAFKA, 65_536))
                .withMessage("The port for kafka (65536) must lie between 1 and 65535");
    }

    @Test
    void should_see_that_a_port_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }
}
