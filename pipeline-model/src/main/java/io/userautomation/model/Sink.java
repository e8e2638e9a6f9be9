package io.userautomation.model;

import java.util.Locale;

/** The databases that every valid record is stored in. */
public enum Sink {
    CASSANDRA,
    POSTGRES;

    /** As it stands in headers, keys of the runs topic, summaries and consumer groups. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The consumer group under which the Spark job publishes this sink's progress, for any tool that shows lag. */
    public String consumerGroup() {
        return "user_automation." + label();
    }
}
