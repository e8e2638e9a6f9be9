package io.userautomation.commandline.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.net.InetAddress;

/** Serves a registry under {@code /metrics} in Prometheus' text format. Only who loads this class needs the library. */
public final class MetricsServer implements AutoCloseable {

    private final HTTPServer server;

    private MetricsServer(HTTPServer server) {
        this.server = server;
    }

    /**
     * Listens from now on, on threads of its own.
     *
     * @param port 0 for any that is free
     * @param addressVariable sets the address; for the sentence, as the other
     * @param portVariable sets the port
     * @throws TaskException with status 2 where it can't listen there
     */
    public static MetricsServer start(
            String address, int port, PrometheusRegistry registry, String addressVariable, String portVariable) {
        try {
            return new MetricsServer(HTTPServer.builder()
                    .inetAddress(InetAddress.getByName(address))
                    .port(port)
                    .registry(registry)
                    .buildAndStart());
        } catch (IOException e) {
            throw new TaskException(
                    ExitStatus.BAD_SETTINGS,
                    "metrics can't be served at %s, port %s (%s): set %s to an address of this machine, %s to a free port"
                            .formatted(address, port, e.getMessage(), addressVariable, portVariable),
                    e);
        }
    }

    /** The port in use. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
