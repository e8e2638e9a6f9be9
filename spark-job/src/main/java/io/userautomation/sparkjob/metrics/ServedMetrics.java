package io.userautomation.sparkjob.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.userautomation.commandline.metrics.MetricsServer;
import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.stores.WriteOutcome.Written;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the meters, and the JVM's, until it is closed. */
final class ServedMetrics implements StreamMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(ServedMetrics.class);

    private final Meters meters;
    private final MetricsServer server;

    private ServedMetrics(Meters meters, MetricsServer server) {
        this.meters = meters;
        this.server = server;
    }

    /** Listens. @throws io.userautomation.commandline.TaskException with status 2 where it can't */
    static ServedMetrics start(String address, int port, Meters meters) {
        JvmMetrics.builder().register(meters.registry());
        MetricsServer server = MetricsServer.start(
                address, port, meters.registry(), MetricsSettings.ADDRESS_VARIABLE, MetricsSettings.PORT_VARIABLE);
        LOG.info("Serves metrics address={} port={}", address, server.port());
        return new ServedMetrics(meters, server);
    }

    int port() {
        return server.port();
    }

    @Override
    public void state(String query, QueryState state) {
        meters.state(query, state);
    }

    @Override
    public void lag(String query, Optional<Long> records) {
        meters.lag(query, records);
    }

    @Override
    public void written(String store, List<Written> parts) {
        meters.written(store, parts);
    }

    @Override
    public Ownership owned(String query, Ownership ownership) {
        WatchedOwnership watched = new WatchedOwnership(ownership);
        meters.owned(query, watched);
        return watched;
    }

    @Override
    public SparkSession watched(SparkSession session) {
        session.streams().addListener(new BatchListener(meters));
        return session;
    }

    @Override
    public void close() {
        server.close();
    }
}
