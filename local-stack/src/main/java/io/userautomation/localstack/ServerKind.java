package io.userautomation.localstack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A server of the stack: what it is called, where it listens, and how much memory it is likely to take. */
public enum ServerKind {
    KAFKA("kafka", 700),
    CASSANDRA("cassandra", 1300),
    POSTGRES("postgres", 150),
    SCHEMA_REGISTRY("schema-registry", 350),
    SPARK_MASTER("spark-master", 250),
    SPARK_WORKER("spark-worker", 1100),
    RANDOM_USER_API("random-user-api", 250);

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
