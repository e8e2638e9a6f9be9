package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Contender;
import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.suite.Comparison.Reference;
import io.userautomation.localstack.TaskCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From users in memory to the databases' acknowledgement. */
final class Writing {

    private static final Goal GOAL_BARE_DRIVER = Goal.atLeast(0.75);
    private static final Goal GOAL_DSBULK = Goal.atLeast(2.0);
    private static final Goal GOAL_CONNECTOR = Goal.atLeast(3.0);
    private static final Goal GOAL_CONNECTOR_TUNED = Goal.atLeast(1.2);
    private static final Goal GOAL_POSTGRES = Goal.atLeast(0.9);

    private final Lab lab;
    private final Path users;

    Writing(Lab lab, Path users) {
        this.lab = lab;
        this.users = users;
    }

    Benchmark againstBareDriver() {
        List<Contender> ways = new ArrayList<>();
        for (int batchRows : List.of(1, 10)) {
            for (int inFlight : List.of(64, 128, 512)) {
                ways.add(new Contender(
                        batchRows == 1
                                ? "driver, %s single rows in flight".formatted(inFlight)
                                : "driver, %s batches of %s in flight".formatted(inFlight, batchRows),
                        () -> cassandra(bare(batchRows, inFlight))));
            }
        }
        return new Comparison(
                "R4",
                "our Cassandra writer in Spark tasks / the bare driver at its best setting",
                ours(),
                List.of(new Reference(GOAL_BARE_DRIVER, ways)));
    }

    /** What the loader says of itself, its start not counted; ours with its start. */
    Benchmark againstLoader() {
        return new Comparison(
                "R5",
                "our Cassandra query, from Kafka / DSBulk loading the same users from their file",
                new Contender(
                        "Cassandra query",
                        () -> cassandra(lab.spark(
                                Programs.RUN_QUERIES,
                                List.of(),
                                "together",
                                Integer.toString(lab.scale().users()),
                                "cassandra"))),
                List.of(new Reference(GOAL_DSBULK, List.of(new Contender("DSBulk", this::load)))));
    }

    private Trial load() {
        Trial trial = Loader.load(lab, users);
        Programs.empty(lab, "cassandra", lab.scale().users());
        return trial;
    }

    Benchmark againstConnector() {
        return new Comparison(
                "R6",
                "our Cassandra writer / the spark-cassandra-connector's, with its defaults and tuned",
                ours(),
                List.of(
                        new Reference(
                                GOAL_CONNECTOR, List.of(new Contender("connector", () -> cassandra(connector())))),
                        new Reference(
                                GOAL_CONNECTOR_TUNED,
                                List.of(
                                        new Contender(
                                                "connector, more writes at once",
                                                () -> cassandra(connector("concurrent.writes=64"))),
                                        new Contender(
                                                "connector, batches by replica",
                                                () -> cassandra(connector(
                                                        "concurrent.writes=64",
                                                        "batch.grouping.key=replica_set",
                                                        "batch.size.bytes=5120")))))));
    }

    Benchmark againstPostgresByHand() {
        return new Comparison(
                "R7",
                "our PostgreSQL writer in Spark tasks / the best way by hand, a thread per core",
                new Contender("PostgresWriter", () -> postgres(writer("postgres"))),
                List.of(new Reference(
                        GOAL_POSTGRES,
                        Stream.of("copy", "rewritten", "unnest", "naive")
                                .map(way -> new Contender(way, () -> postgres(byHand(way))))
                                .toList())));
    }

    private Contender ours() {
        return new Contender("CassandraWriter", () -> cassandra(writer("cassandra")));
    }

    private TaskCommand writer(String sink) {
        return lab.spark(Programs.WRITE_USERS, List.of(), sink, users.toString(), warmUp());
    }

    private TaskCommand bare(int batchRows, int inFlight) {
        return lab.besideSpark(
                Programs.BARE_CASSANDRA,
                users.toString(),
                warmUp(),
                Integer.toString(batchRows),
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                Integer.toString(inFlight));
    }

    private TaskCommand connector(String... properties) {
        List<String> configuration = Stream.of(properties)
                .map(property -> "spark.cassandra.output." + property)
                .toList();
        return lab.spark(Programs.CONNECTOR_CASSANDRA, configuration, users.toString(), warmUp());
    }

    private TaskCommand byHand(String way) {
        return lab.besideSpark(Programs.POSTGRES_BY_HAND, way, users.toString(), warmUp());
    }

    private String warmUp() {
        return Integer.toString(lab.scale().warmUp());
    }

    private Trial cassandra(TaskCommand program) {
        return Programs.emptying(lab, "cassandra", program);
    }

    private Trial postgres(TaskCommand program) {
        return Programs.emptying(lab, "postgres", program);
    }
}
