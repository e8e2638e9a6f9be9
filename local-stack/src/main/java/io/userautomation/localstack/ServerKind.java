package io.userautomation.localstack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A server of the stack: what it is called, where it listens, and how much memory it is likely to take. */
public enum ServerKind {
    KAFKA("kafka", 700),
    CASSANDRA("cassandra", 1300),
    POSTGRES("postgres", 150),
    MYSQL("mysql", 250),
    SCHEMA_REGISTRY("schema-registry", 350),
    SPARK_MASTER("spark-master", 250),
    SPARK_WORKER("spark-worker", 1100),
    RANDOM_USER_API("random-user-api", 250),
    AIRFLOW_API_SERVER("airflow-api-server", 350),
    AIRFLOW_SCHEDULER("airflow-scheduler", 1300),
    AIRFLOW_DAG_PROCESSOR("airflow-dag-processor", 250),
    STREAM("stream", 600),
    METRICS_EXPORTER("metrics-exporter", 120);

    /** Airflow's components: only together do they run a DAG. */
    public static final Set<ServerKind> AIRFLOW =
            Set.copyOf(EnumSet.of(AIRFLOW_API_SERVER, AIRFLOW_SCHEDULER, AIRFLOW_DAG_PROCESSOR));

    /** Started where they are named, and not by asking for all. */
    public static final Set<ServerKind> ON_DEMAND = Set.copyOf(EnumSet.of(MYSQL, STREAM, METRICS_EXPORTER));

    private final String title;
    private final int memoryMebibytes;

    ServerKind(String title, int memoryMebibytes) {
        this.title = title;
        this.memoryMebibytes = memoryMebibytes;
    }

    /** The name used on the command line, for the data folder and for the log file: {@code spark-master}. */
    public String title() {
        return title;
    }

    /** Resident memory to expect in MiB, with what the server itself starts. */
    public int memoryMebibytes() {
        return memoryMebibytes;
    }

    /** Where it listens, its clients' port first. */
    public List<PortName> ports() {
        return Arrays.stream(PortName.values())
                .filter(port -> port.server() == this)
                .toList();
    }

    /** The servers that it can't run without. */
    public Set<ServerKind> needs() {
        return switch (this) {
            case SPARK_WORKER -> Set.of(SPARK_MASTER);
            case STREAM -> Set.of(KAFKA, CASSANDRA, POSTGRES, SPARK_MASTER, SPARK_WORKER);
            // Before the stream nobody may have laid the topics.
            case METRICS_EXPORTER -> Set.of(KAFKA, CASSANDRA, POSTGRES, SPARK_MASTER, SPARK_WORKER, STREAM);
            case AIRFLOW_API_SERVER -> Set.of(POSTGRES);
            case AIRFLOW_SCHEDULER, AIRFLOW_DAG_PROCESSOR -> Set.of(POSTGRES, AIRFLOW_API_SERVER);
            default -> Set.of();
        };
    }

    /** Those of {@link #needs()} that must answer before it is started; for the others it waits itself. */
    public Set<ServerKind> startsAfter() {
        return AIRFLOW.contains(this) ? Set.of(POSTGRES) : needs();
    }

    public static Optional<ServerKind> titled(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }

    /** All titles with commas between them, for usage texts and error messages. */
    public static String titles() {
        return Arrays.stream(values()).map(ServerKind::title).collect(Collectors.joining(", "));
    }
}
