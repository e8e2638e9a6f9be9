package io.userautomation.localstack;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A port of the stack: which server listens there, what it is called on the command line, its standard number. */
public enum PortName {
    KAFKA(ServerKind.KAFKA, "kafka", 9092),
    KAFKA_CONTROLLER(ServerKind.KAFKA, "kafka-controller", 9093),
    CASSANDRA(ServerKind.CASSANDRA, "cassandra", 9042),
    CASSANDRA_INTERNODE(ServerKind.CASSANDRA, "cassandra-internode", 7000),
    POSTGRES(ServerKind.POSTGRES, "postgres", 5432),
    MYSQL(ServerKind.MYSQL, "mysql", 3306),
    SCHEMA_REGISTRY(ServerKind.SCHEMA_REGISTRY, "schema-registry", 8081),
    SPARK_MASTER(ServerKind.SPARK_MASTER, "spark-master", 7077),
    SPARK_MASTER_UI(ServerKind.SPARK_MASTER, "spark-master-ui", 9090),
    SPARK_WORKER_UI(ServerKind.SPARK_WORKER, "spark-worker-ui", 8090),
    RANDOM_USER_API(ServerKind.RANDOM_USER_API, "random-user-api", 8000),
    AIRFLOW(ServerKind.AIRFLOW_API_SERVER, "airflow", 8080),
    STREAM_METRICS(ServerKind.STREAM, "stream-metrics", 9404),
    METRICS_EXPORTER(ServerKind.METRICS_EXPORTER, "metrics-exporter", 9405),
    KAFKA_METRICS(ServerKind.KAFKA, "kafka-metrics", 9406),
    CASSANDRA_METRICS(ServerKind.CASSANDRA, "cassandra-metrics", 9407);

    private final ServerKind server;
    private final String title;
    private final int standard;

    PortName(ServerKind server, String title, int standard) {
        this.server = server;
        this.title = title;
        this.standard = standard;
    }

    public ServerKind server() {
        return server;
    }

    public String title() {
        return title;
    }

    public int standard() {
        return standard;
    }

    /** Whether its server listens there only where metrics are asked for. */
    boolean isForMetrics() {
        return this == METRICS_EXPORTER || title.endsWith("-metrics");
    }

    public static Optional<PortName> titled(String title) {
        return Arrays.stream(values()).filter(port -> port.title.equals(title)).findFirst();
    }

    /** All titles with commas between them, for usage texts and error messages. */
    public static String titles() {
        return Arrays.stream(values()).map(PortName::title).collect(Collectors.joining(", "));
    }
}
