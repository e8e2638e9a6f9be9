package io.userautomation.sparkjob;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.Summary;
import io.userautomation.sparkjob.run.Pipeline;
import io.userautomation.sparkjob.run.StatusTask;

/** Stores users from Kafka in Cassandra and PostgreSQL; what spark-submit starts. */
public final class SparkJob {

    static final Command COMMAND = Command.of(
            "spark-job",
            "Stores users from Kafka in Cassandra and PostgreSQL. With --run-id it ends when that run is closed and stored,"
                    + " by itself or by the stream that lives; without it, it is the stream, and ends at SIGTERM.",
            SparkJobSettings.FLAGS,
            settings -> run(SparkJobSettings.from(settings)));

    private SparkJob() {}

    private static Summary run(SparkJobSettings settings) throws InterruptedException {
        return settings.status() ? new StatusTask(settings).run() : new Pipeline(settings).run();
    }

    public static void main(String[] args) {
        System.exit(CommandRunner.runInProcess(COMMAND, args).code());
    }
}
