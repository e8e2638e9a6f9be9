package io.userautomation.localstack.run;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.process.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where to look at what a run has stored: a line of words, and behind it addresses and commands, each alone on its line and
 * to be pasted as it is.
 */
final class Places {

    private static final String USERS_QUERY =
            "SELECT id, first_name, last_name, dob, ingested_at FROM user_data ORDER BY ingested_at DESC LIMIT 10";
    private static final String CASSANDRA_QUERY =
            "SELECT id, first_name, last_name, email FROM spark_streams.created_users LIMIT 10";

    private static final List<PortName> METRICS = List.of(
            PortName.STREAM_METRICS, PortName.METRICS_EXPORTER, PortName.KAFKA_METRICS, PortName.CASSANDRA_METRICS);

    private final Path data;
    private final Ports ports;
    private final Map<String, String> environment;
    private final Set<ServerKind> kinds;
    private final Path logs;

    /** @param logs where the tasks' logs are */
    Places(Stack stack, Path logs) {
        this(stack.data(), stack.ports(), stack.environment(), stack.kinds(), logs);
    }

    /** @param environment the variables that point a task at the servers */
    Places(Path data, Ports ports, Map<String, String> environment, Set<ServerKind> kinds, Path logs) {
        this.data = data;
        this.ports = ports;
        this.environment = Map.copyOf(environment);
        this.kinds = Set.copyOf(kinds);
        this.logs = logs;
    }

    /** @param staying whether the servers stay up */
    List<String> lines(boolean staying) {
        List<String> lines = new ArrayList<>();
        lines.add(staying ? "Where to look:" : "Where to look, while the servers are up (with --stay they stay up):");
        if (kinds.contains(ServerKind.AIRFLOW_API_SERVER)) {
            add(
                    lines,
                    "Airflow's UI, as %s with the password in %s"
                            .formatted(AirflowClient.USER, AirflowClient.passwordFile(data)),
                    page(PortName.AIRFLOW));
        }
        add(lines, "Spark's master and worker", page(PortName.SPARK_MASTER_UI), page(PortName.SPARK_WORKER_UI));
        add(lines, "schema registry (SCHEMA_REGISTRY_URL)", environment.get("SCHEMA_REGISTRY_URL"));
        add(lines, "Kafka (KAFKA_BOOTSTRAP_SERVERS)", environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        add(lines, "PostgreSQL (psql is in the package postgresql-client)", psql());
        if (environment.containsKey("MYSQL_URL")) {
            add(lines, "MariaDB (mariadb is in the package mariadb-client)", mariadb());
        }
        add(lines, "Cassandra (cqlsh comes by: pip install cqlsh)", cqlsh());
        if (ports.haveMetrics()) {
            add(lines, "metrics for Prometheus", metrics());
        }
        add(lines, "the tasks' logs", ShellWord.of(logs));
        return lines;
    }

    private static void add(List<String> lines, String words, String... toPaste) {
        lines.add("  " + words + ":");
        for (String line : toPaste) {
            lines.add("    " + line);
        }
    }

    private String[] metrics() {
        return Stream.concat(
                        METRICS.stream()
                                .filter(port -> kinds.contains(port.server()))
                                .map(port -> page(port) + "/metrics"),
                        Stream.of(
                                page(PortName.SPARK_MASTER_UI) + "/metrics/master/prometheus/",
                                page(PortName.SPARK_WORKER_UI) + "/metrics/prometheus/"))
                .toArray(String[]::new);
    }

    private String page(PortName port) {
        return "http://127.0.0.1:" + ports.of(port);
    }

    private String psql() {
        String database =
                environment.get("POSTGRES_URL").replaceFirst(".*/", "").replaceFirst("\\?.*", "");
        return "PGPASSWORD=$(cat %s) psql -h 127.0.0.1 -p %s -U %s -d %s -c %s"
                .formatted(
                        ShellWord.of(data.resolve("postgres/password")),
                        ports.of(PortName.POSTGRES),
                        environment.get("POSTGRES_USERNAME"),
                        database,
                        ShellWord.of(USERS_QUERY));
    }

    private String mariadb() {
        return "MYSQL_PWD=$(cat %s) mariadb -h 127.0.0.1 -P %s -u %s %s -e %s"
                .formatted(
                        ShellWord.of(data.resolve("mysql/password")),
                        ports.of(PortName.MYSQL),
                        environment.get("MYSQL_USERNAME"),
                        environment.get("MYSQL_URL").replaceFirst(".*/", "").replaceFirst("\\?.*", ""),
                        ShellWord.of(USERS_QUERY));
    }

    private String cqlsh() {
        return "cqlsh 127.0.0.1 %s -e %s".formatted(ports.of(PortName.CASSANDRA), ShellWord.of(CASSANDRA_QUERY));
    }
}
