package io.userautomation.sparkjob.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PackedHistogram;

/** The metrics of the queries, each with all of its labels from the start; docs/metrics.md says what they mean. */
final class Meters {

    /** Why a store's query makes a dead letter. */
    static final String REFUSED = "refused";

    /** Why the query of invalid records makes one. */
    static final String INVALID = "invalid";

    private static final String PREFIX = "user_automation_stream_";
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double[] LATENCIES = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600};
    private static final double[] DURATIONS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};
    private static final double[] RECORDS = {1, 10, 100, 1_000, 10_000, 50_000, 100_000, 1_000_000};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<String> stores;
    private final List<String> queries;
    private final Map<String, QueryState> states = new ConcurrentHashMap<>();
    private final Map<String, WatchedOwnership> ownerships = new ConcurrentHashMap<>();
    private final Counter outages = Counter.builder()
            .name(PREFIX + "outages_total")
            .help("Outages that a store's query has met.")
            .labelNames("store")
            .register(registry);
    private final Gauge lag = Gauge.builder()
            .name(PREFIX + "lag_records")
            .help("Records of the users topic that a query has not committed yet.")
            .labelNames("query")
            .register(registry);
    private final Histogram latency = histogram(
                    "publish_to_stored_seconds", "Time from publishing to the row's acknowledgement.", LATENCIES)
            .labelNames("store")
            .register(registry);
    private final Histogram duration = histogram("batch_duration_seconds", "Time that a batch takes.", DURATIONS)
            .labelNames("query")
            .register(registry);
    private final Histogram records = histogram("batch_records", "Records that a batch reads.", RECORDS)
            .labelNames("query")
            .register(registry);

    /**
     * All at 0, but for the lag, which isn't known yet.
     *
     * @param others the queries that are no store's
     */
    Meters(List<String> stores, List<String> others) {
        this.stores = List.copyOf(stores);
        this.queries = new ArrayList<>(stores);
        queries.addAll(others);
        stores.forEach(outages::initLabelValues);
        stores.forEach(latency::initLabelValues);
        queries.forEach(duration::initLabelValues);
        queries.forEach(records::initLabelValues);
        queries.forEach(query -> lag(query, Optional.empty()));
        registerCallbacks();
    }

    PrometheusRegistry registry() {
        return registry;
    }

    void state(String query, QueryState state) {
        QueryState before = states.put(query, state);
        if (stores.contains(query) && state.outage() && (before == null || !before.outage())) {
            outages.labelValues(query).inc();
        }
    }

    void lag(String query, Optional<Long> unread) {
        lag.labelValues(query).set(unread.map(Long::doubleValue).orElse(Double.NaN));
    }

    void owned(String query, WatchedOwnership ownership) {
        ownerships.put(query, ownership);
    }

    /** Counts a batch; one of an unknown query isn't ours. */
    void batch(String query, long rows, long millis) {
        if (query != null && queries.contains(query)) {
            records.labelValues(query).observe((double) rows);
            duration.labelValues(query).observe(millis / MILLIS_PER_SECOND);
        }
    }

    void written(String store, List<Written> parts) {
        DistributionDataPoint point = latency.labelValues(store);
        for (Written part : parts) {
            for (byte[] encoded : part.latencies().values()) {
                for (HistogramIterationValue value : decode(encoded).recordedValues()) {
                    for (long n = 0; n < value.getCountAddedInThisIterationStep(); n++) {
                        point.observe(value.getValueIteratedTo() / MILLIS_PER_SECOND);
                    }
                }
            }
        }
    }

    private void registerCallbacks() {
        CounterWithCallback.builder()
                .name(PREFIX + "users_stored_total")
                .help("Rows that a store has acknowledged, replays included.")
                .labelNames("store")
                .callback(call -> stores.forEach(
                        store -> call.call((double) state(store).totals().stored(), store)))
                .register(registry);
        CounterWithCallback.builder()
                .name(PREFIX + "dead_letters_total")
                .help("Records that went to the dead letters instead.")
                .labelNames("query", "reason")
                .callback(call -> queries.forEach(query -> call.call(
                        (double) state(query).totals().deadLettered(),
                        query,
                        stores.contains(query) ? REFUSED : INVALID)))
                .register(registry);
        gauge("outage", "Whether a store's query waits for a server.", "store")
                .callback(call ->
                        stores.forEach(store -> call.call(asNumber(state(store).outage()), store)))
                .register(registry);
        gauge("query_down", "Whether a query has failed and is about to be started again.", "query")
                .callback(call ->
                        queries.forEach(query -> call.call(asNumber(state(query).down()), query)))
                .register(registry);
        gauge("owner", "Whether this driver owns a query's checkpoint.", "query")
                .callback(call -> queries.forEach(query -> call.call(asNumber(isOwned(query)), query)))
                .register(registry);
    }

    private QueryState state(String query) {
        return states.getOrDefault(query, QueryState.NEW);
    }

    private boolean isOwned(String query) {
        WatchedOwnership ownership = ownerships.get(query);
        return ownership != null && ownership.isHeld();
    }

    private static GaugeWithCallback.Builder gauge(String name, String help, String label) {
        return GaugeWithCallback.builder().name(PREFIX + name).help(help).labelNames(label);
    }

    private static Histogram.Builder histogram(String name, String help, double... upperBounds) {
        return Histogram.builder()
                .name(PREFIX + name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .withoutExemplars();
    }

    private static double asNumber(boolean state) {
        return state ? 1 : 0;
    }

    private static PackedHistogram decode(byte[] encoded) {
        try {
            return PackedHistogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a compressed histogram", e);
        }
    }
}
