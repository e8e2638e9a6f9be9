package io.userautomation.localstack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A server of the stack: what it is called, where it listens, and how much memory it is likely to take. */
public enum ServerKind {
    KAFKA("kafka", 800),
    CASSANDRA("cassandra", 1400),
    POSTGRES("postgres", 200),
    SCHEMA_REGISTRY("schema-registry", 400),
    SPARK_MASTER("spark-master", 300),
    SPARK_WORKER("spark-worker", 600),
    RANDOM_USER_API("random-user-api", 300);

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

    /** Resident memory to expect in MiB. */
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
        return this == SPARK_WORKER ? Set.of(SPARK_MASTER) : Set.of();
    }

    public static Optional<ServerKind> titled(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }

    /** All titles with commas between them, for usage texts and error messages. */
    public static String titles() {
        return Arrays.stream(values()).map(ServerKind::title).collect(Collectors.joining(", "));
    }
}
