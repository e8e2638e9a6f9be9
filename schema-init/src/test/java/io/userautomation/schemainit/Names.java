package io.userautomation.schemainit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a test calls its topics and tables, so that tests on the same servers don't meet. */
record Names(String topic, String keyspace, String cassandraTable, String postgresTable) {

    /** Names that nobody else uses. */
    static Names of(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return new Names(name + "_users", name, name + "_users", name + "_users");
    }

    String subject() {
        return topic + "-value";
    }

    String history() {
        return postgresTable + "_schema_history";
    }

    /** The four settings on top of the servers' addresses. */
    Map<String, String> on(Map<String, String> servers) {
        Map<String, String> environment = new HashMap<>(servers);
        environment.put("USERS_TOPIC", topic);
        environment.put("CASSANDRA_KEYSPACE", keyspace);
        environment.put("CASSANDRA_TABLE", cassandraTable);
        environment.put("POSTGRES_TABLE", postgresTable);
        return environment;
    }
}
