package io.userautomation.sparkjob;

/** Stores users from Kafka in Cassandra and PostgreSQL; what spark-submit starts. */
public final class SparkJob {

    private SparkJob() {}

    public static void main(String[] args) {
        System.exit(SparkJobCommand.run(args, System.getenv()).code());
    }
}
