package io.userautomation.localstack.server;

import com.google.gson.JsonObject;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** One of Airflow's components. */
final class AirflowServer implements ServerSetup {
    private static final String HEALTH = "/api/v2/monitor/health";

    private final ServerKind kind;
    private final StackPlace place;
    private final AirflowHome home;
    private final List<String> component;
    private Instant started = Instant.MAX;

    /** @param component what {@code script/entrypoint.sh} is to bring up, with its arguments */
    AirflowServer(ServerKind kind, StackPlace place, String... component) {
        this.kind = kind;
        this.place = place;
        this.home = new AirflowHome(place);
        this.component = List.of(component);
    }

    @Override
    public ServerKind kind() {
        return kind;
    }

    @Override
    public void prepare(LogFile log) throws IOException, InterruptedException {
        home.prepare(log);
        started = Instant.now();
    }

    @Override
    public Command command() {
        return home.command(component);
    }

    /** By its own heartbeat, which the api-server tells. */
    @Override
    public boolean isReady(LogFile log) {
        return Answers.json(place.port(PortName.AIRFLOW), HEALTH)
                .filter(this::isHealthy)
                .isPresent();
    }

    private boolean isHealthy(JsonObject health) {
        return switch (kind) {
            case AIRFLOW_SCHEDULER -> beatsSinceStart(health, "scheduler");
            case AIRFLOW_DAG_PROCESSOR -> beatsSinceStart(health, "dag_processor");
            default -> isHealthy(health, "metadatabase");
        };
    }

    private boolean beatsSinceStart(JsonObject health, String part) {
        return isHealthy(health, part)
                && OffsetDateTime.parse(health.getAsJsonObject(part)
                                .get("latest_" + part + "_heartbeat")
                                .getAsString())
                        .toInstant()
                        .isAfter(started);
    }

    private static boolean isHealthy(JsonObject health, String part) {
        JsonObject found = health.getAsJsonObject(part);
        return found.get("status").isJsonPrimitive()
                && found.get("status").getAsString().equals("healthy");
    }

    /** What it has forked ends with it then, at once. */
    @Override
    public String deathSignal() {
        return "KILL";
    }

    /** A scheduler that is told to end waits for its tasks; its workers pass the signal on to them. */
    @Override
    public boolean tellsChildrenToEnd() {
        return kind == ServerKind.AIRFLOW_SCHEDULER;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }
}
