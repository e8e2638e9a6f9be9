package io.userautomation.commandline.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a registry under {@code /metrics} in Prometheus' text format. Only who loads this class needs the library. */
public final class MetricsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final int MAX_SCRAPES_AT_ONCE = 10;
    private static final Duration IDLE_THREAD = Duration.ofMinutes(2);
    private static final Duration LAST_SCRAPE = Duration.ofSeconds(1);

    private final HTTPServer server;
    private final ExecutorService scrapes;

    private MetricsServer(HTTPServer server, ExecutorService scrapes) {
        this.server = server;
        this.scrapes = scrapes;
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
        ExecutorService scrapes = scrapes();
        try {
            HTTPServer server = HTTPServer.builder()
                    .inetAddress(InetAddress.getByName(address))
                    .port(port)
                    .registry(registry)
                    .executorService(scrapes)
                    .buildAndStart();
            return new MetricsServer(server, scrapes);
        } catch (IOException e) {
            scrapes.shutdown();
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

    /** Lets a scrape that has begun end first: one that is cut off writes its trace to stderr, behind a task's last line. */
    @Override
    public void close() {
        scrapes.shutdown();
        try {
            if (!scrapes.awaitTermination(LAST_SCRAPE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("A scrape is cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }

    private static ExecutorService scrapes() {
        return new ThreadPoolExecutor(
                0,
                MAX_SCRAPES_AT_ONCE,
                IDLE_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread daemon = new Thread(task, "metrics");
                    daemon.setDaemon(true);
                    return daemon;
                });
    }
}
