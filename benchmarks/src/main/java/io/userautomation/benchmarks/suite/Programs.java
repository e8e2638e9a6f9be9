package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.localstack.TaskCommand;

/** The programs of {@code benchmarks/spark}, which run on another class path than this. */
final class Programs {

    private static final String PACKAGE = "io.userautomation.benchmarks.spark.";

    static final String WRITE_USERS = PACKAGE + "WriteUsers";
    static final String BARE_CASSANDRA = PACKAGE + "BareCassandra";
    static final String CONNECTOR_CASSANDRA = PACKAGE + "ConnectorCassandra";
    static final String POSTGRES_BY_HAND = PACKAGE + "PostgresByHand";
    static final String READ_TOPIC = PACKAGE + "ReadTopic";
    static final String RUN_QUERIES = PACKAGE + "RunQueries";
    static final String ONE_BY_ONE_JOB = PACKAGE + "OneByOneJob";
    static final String FIRST_ROW = PACKAGE + "FirstRow";
    static final String PLAIN_PROGRAM = PACKAGE + "PlainProgram";

    private Programs() {}

    /** Runs a program that stores each user in the empty table of this database; fails where it has not. */
    static Trial emptying(Lab lab, String database, TaskCommand program) {
        Trial trial = lab.measured(program);
        empty(lab, database, lab.scale().users());
        return trial;
    }

    /** Fails where the table does not hold exactly so many rows. */
    static void empty(Lab lab, String database, int rows) {
        lab.tables().empty(database, rows);
    }

    /** As {@link #empty}, for both databases. */
    static void emptyBoth(Lab lab, int rows) {
        empty(lab, "cassandra", rows);
        empty(lab, "postgres", rows);
    }
}
