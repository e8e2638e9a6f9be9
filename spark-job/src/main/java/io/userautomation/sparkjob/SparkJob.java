package io.userautomation.sparkjob;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.CommandRunner;
import io.userautomation.sparkjob.run.Pipeline;

/** Stores users from Kafka in Cassandra and PostgreSQL; what spark-submit starts. */
public final class SparkJob {

    static final Command COMMAND = Command.of(
            "spark-job",
            "Stores users from Kafka in Cassandra and PostgreSQL. With --run-id it ends when that run is closed and stored,"
                    + " without it at SIGTERM.",
            SparkJobSettings.FLAGS,
            settings -> new Pipeline(SparkJobSettings.from(settings)).run());

    private SparkJob() {}

    public static void main(String[] args) {
        System.exit(CommandRunner.runInProcess(COMMAND, args).code());
    }
}
