package io.userautomation.metricsexporter;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.userautomation.model.runs.ApiCalls;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.AuditVerdict;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.StoreReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What stands on Kafka as gauges, each with all of its labels from the start; docs/metrics.md says what they mean. A run's label is
 * its place among the last ones, {@code "1"} for the newest.
 */
final class ExporterMeters {

    /** How many runs are shown. */
    static final int RUNS = 10;

    private static final String PREFIX = "user_automation_";
    private static final double MILLIS_PER_SECOND = 1_000;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<String> stores;
    private volatile Standing standing = Standing.UNKNOWN;

    ExporterMeters(List<String> stores) {
        this.stores = List.copyOf(stores);
        kafka();
        bounds();
        runs();
        ofStores("stored_users", "Rows of a run that a store has acknowledged, replays included.", StoreReport::stored);
        ofStores("dead_lettered_users", "Records of a run that a store alone has refused.", StoreReport::deadLettered);
        retries();
        states();
        verdicts();
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /** From now on this is what is served. */
    void show(Standing found) {
        standing = found;
    }

    private void kafka() {
        gauge("kafka_up", "Whether Kafka has answered the last look.")
                .callback(call -> call.call(standing.reached() ? 1 : 0))
                .register(registry);
        gauge("lag_records", "Records of the users topic that a store has not stored yet.", "store")
                .callback(call -> stores.forEach(store -> call.call(lag(store).records(), store)))
                .register(registry);
        gauge("lag_seconds", "Time since the oldest of them was published.", "store")
                .callback(call -> stores.forEach(store -> call.call(lag(store).seconds(), store)))
                .register(registry);
        gauge("last_proven_timestamp_seconds", "When a run was last found proven.")
                .callback(call -> call.call(
                        standing.lastProven().map(ExporterMeters::seconds).orElse(0.0)))
                .register(registry);
    }

    private void bounds() {
        bound("users_topic_retention_seconds", "How long the users topic keeps a record.", Bounds::retention);
        bound("kafka_disk_usable_ratio", "Free part of the fullest disk of the brokers.", Bounds::usableDisk);
        bound(
                "kafka_certificate_end_timestamp_seconds",
                "When the first of the brokers' certificates ends.",
                Bounds::certificateEnd);
    }

    private void bound(String name, String help, ToDoubleFunction<Bounds> value) {
        gauge(name, help)
                .callback(call -> call.call(value.applyAsDouble(standing.bounds())))
                .register(registry);
    }

    private void runs() {
        ofRuns(
                "opened_timestamp_seconds",
                "When a run was opened.",
                run -> seconds(run.manifest().openedAt()));
        ofRuns("closed_timestamp_seconds", "When a run was closed.", run -> Optional.ofNullable(
                        run.manifest().closedAt())
                .map(ExporterMeters::seconds)
                .orElse(0.0));
        ofRuns("asked_for_users", "Users that a run was to fetch.", run -> Optional.ofNullable(
                        run.manifest().request().users())
                .map(Long::doubleValue)
                .orElse(0.0));
        counted("fetched_users", "Users that a run has received from the API.", PublishCounts::fetched);
        counted("published_users", "Users of a run that Kafka has acknowledged.", PublishCounts::published);
        counted("rejected_users", "Users of a run that the validator refused.", PublishCounts::rejected);
        counted("short_of_users", "Users that a run has asked for in vain.", PublishCounts::shortOf);
        ofRuns("api_requests", "Pages that a run has asked of the API.", run -> run.run()
                .apiCalls()
                .requests());
        audited("missing_users", "Users of a run that the audit missed.", AuditReport::missing);
        audited("different_users", "Users of a run whose row has other content.", AuditReport::different);
    }

    private void retries() {
        Map<String, ToLongFunction<ApiCalls>> reasons = new TreeMap<>(Map.of(
                "throttled", ApiCalls::throttled,
                "server_error", ApiCalls::serverErrors,
                "unanswered", ApiCalls::unanswered,
                "unusable", ApiCalls::unusable));
        gauge("run_api_retries", "Pages that a run has asked for again.", "run", "reason")
                .callback(call -> places().forEach(place -> reasons.forEach((reason, count) -> call.call(
                        run(place)
                                .map(run -> (double) count.applyAsLong(run.run().apiCalls()))
                                .orElse(0.0),
                        name(place),
                        reason))))
                .register(registry);
    }

    private void states() {
        gauge("run_state", "Whether a run is in this state.", "run", "state")
                .callback(call -> places().forEach(place -> {
                    call.call(is(place, run -> !run.run().isClosed()), name(place), "open");
                    for (RunOutcome outcome : RunOutcome.values()) {
                        call.call(
                                is(place, run -> run.manifest().outcome() == outcome), name(place), lowerCase(outcome));
                    }
                }))
                .register(registry);
    }

    private void verdicts() {
        gauge("run_verdict", "Whether this is the last audit's verdict on a run.", "run", "verdict")
                .callback(call -> places().forEach(place -> {
                    for (AuditVerdict verdict : AuditVerdict.values()) {
                        call.call(
                                is(place, run -> run.audit()
                                        .filter(report -> report.verdict() == verdict)
                                        .isPresent()),
                                name(place),
                                lowerCase(verdict));
                    }
                }))
                .register(registry);
    }

    private void counted(String name, String help, ToLongFunction<PublishCounts> count) {
        ofRuns(name, help, run -> (double) count.applyAsLong(run.counts()));
    }

    private void audited(String name, String help, ToLongFunction<AuditReport> count) {
        ofRuns(name, help, run -> run.audit()
                .map(count::applyAsLong)
                .map(Long::doubleValue)
                .orElse(0.0));
    }

    private void ofRuns(String name, String help, ToDoubleFunction<JudgedRun> value) {
        gauge("run_" + name, help, "run")
                .callback(call -> places().forEach(place ->
                        call.call(run(place).map(value::applyAsDouble).orElse(0.0), name(place))))
                .register(registry);
    }

    private void ofStores(String name, String help, ToLongFunction<StoreReport> value) {
        gauge("run_" + name, help, "run", "store")
                .callback(call -> places().forEach(place -> stores.forEach(store -> call.call(
                        run(place)
                                .flatMap(run -> run.run().report(store))
                                .map(value::applyAsLong)
                                .map(Long::doubleValue)
                                .orElse(0.0),
                        name(place),
                        store))))
                .register(registry);
    }

    private Lag lag(String store) {
        return standing.lags().getOrDefault(store, Lag.UNKNOWN);
    }

    private Optional<JudgedRun> run(int place) {
        List<JudgedRun> runs = standing.runs();
        return place < runs.size() ? Optional.of(runs.get(place)) : Optional.empty();
    }

    private double is(int place, Predicate<JudgedRun> condition) {
        return run(place).filter(condition).isPresent() ? 1 : 0;
    }

    private static List<Integer> places() {
        return IntStream.range(0, RUNS).boxed().toList();
    }

    private static String name(int place) {
        return Integer.toString(place + 1);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS_PER_SECOND;
    }

    private static GaugeWithCallback.Builder gauge(String name, String help, String... labels) {
        return GaugeWithCallback.builder().name(PREFIX + name).help(help).labelNames(labels);
    }
}
