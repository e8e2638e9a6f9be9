package io.userautomation.localstack.run;

import picocli.CommandLine.Option;

/** The flags as they are written: texts, so that {@link RunOptions} can report all that is wrong together. */
final class RunFlags {

    @Option(names = "--users", paramLabel = "N", description = "How many users (default: 10000, without --duration).")
    String users;

    @Option(names = "--duration", paramLabel = "TIME", description = "How long to publish, as in 60s.")
    String duration;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many users per second.")
    String rate;

    @Option(names = "--nat", paramLabel = "us,fr", description = "Only these nationalities.")
    String nationalities;

    @Option(names = "--seed", paramLabel = "WORD", description = "The API's seed: the same users every time.")
    String seed;

    @Option(names = "--run-id", paramLabel = "ID", description = "The run's id; one that exists is run again.")
    String runId;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description = "A server that speaks the Random User API, as in http://127.0.0.1:8000/api/1.4/.")
    String apiUrl;

    @Option(names = "--live", description = "The users of randomuser.me, within its published limits.")
    boolean live;

    @Option(names = "--recorded", paramLabel = "FOLDER", description = "The users of recorded responses.")
    String recorded;

    @Option(names = "--stay", description = "Keep the servers up after the run until Ctrl-C.")
    boolean stay;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where everything is stored (default: data).")
    String data;

    @Option(
            names = "--ports",
            paramLabel = "standard|free",
            description = "Kafka at 9092 and so on, or whatever is free.")
    String ports;

    @Option(names = "--port", paramLabel = "N", description = "Where Airflow's UI is (default: 8080).")
    String port;

    @Option(names = "--no-airflow", description = "Run the same tasks without Airflow.")
    boolean noAirflow;
}
