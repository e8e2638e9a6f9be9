package io.userautomation.localstack.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    @Test
    void should_name_each_taken_port_and_the_process_that_holds_it() throws IOException {
        try (ServerSocket one = listen();
                ServerSocket other = listen()) {
            Ports ports = Ports.free()
                    .with(PortName.POSTGRES, one.getLocalPort())
                    .with(PortName.SCHEMA_REGISTRY, other.getLocalPort());

            assertThatThrownBy(() -> PortCheck.require(EnumSet.allOf(ServerKind.class), ports))
                    .isInstanceOf(StackException.class)
                    .hasMessage(String.join(
                            System.lineSeparator(),
                            "Port %d, wanted for postgres, is in use by process %d (java): stop that, or give postgres another port"
                                    .formatted(
                                            one.getLocalPort(),
                                            ProcessHandle.current().pid()),
                            "Port %d, wanted for schema-registry, is in use by process %d (java): stop that, or give schema-registry another port"
                                    .formatted(
                                            other.getLocalPort(),
                                            ProcessHandle.current().pid())));
        }
    }

    @Test
    void should_name_the_flags_that_move_airflows_page() throws IOException {
        try (ServerSocket taken = listen()) {
            Ports ports = Ports.free().with(PortName.AIRFLOW, taken.getLocalPort());

            assertThatThrownBy(() -> PortCheck.require(ServerKind.AIRFLOW, ports))
                    .hasMessageStartingWith(
                            "Port %d, wanted for airflow, is in use by process ".formatted(taken.getLocalPort()))
                    .hasMessageEndingWith(
                            "give airflow another port (run-local.sh takes --port NUMBER, or --ports free)");
        }
    }

    @Test
    void should_not_mind_a_taken_port_of_a_server_that_is_not_wanted() throws IOException {
        try (ServerSocket taken = listen()) {
            Ports ports = Ports.free().with(PortName.POSTGRES, taken.getLocalPort());

            assertThatCode(() -> PortCheck.require(Set.of(ServerKind.CASSANDRA), ports))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void should_refuse_one_port_for_two_listeners() {
        Ports ports = Ports.free();
        Ports twice = ports.with(PortName.CASSANDRA, ports.of(PortName.KAFKA));

        assertThatThrownBy(() -> PortCheck.require(Set.of(ServerKind.KAFKA, ServerKind.CASSANDRA), twice))
                .hasMessage("Port %d is given to both kafka and cassandra: give one of them another"
                        .formatted(ports.of(PortName.KAFKA)));
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void should_ask_for_no_port_of_metrics_that_nobody_has_asked_for() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            Ports ports = Ports.free().with(PortName.KAFKA_METRICS, other.getLocalPort());
            Set<ServerKind> kafka = Set.of(ServerKind.KAFKA);
            // then
            PortCheck.require(kafka, ports);
            assertThatThrownBy(() -> PortCheck.require(kafka, ports.withMetrics()))
                    .hasMessageContaining("wanted for kafka-metrics, is in use");
        }
    }
}
