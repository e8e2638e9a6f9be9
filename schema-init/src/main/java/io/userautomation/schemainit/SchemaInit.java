package io.userautomation.schemainit;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.CommandRunner;

/** Entry of the jar: lays topics, tables and schema, or says what stands in the way. */
public final class SchemaInit {

    static final Command COMMAND = Command.of(
            "schema-init",
            "Creates what the pipeline stores into: Kafka topics, the Cassandra keyspace and table, the PostgreSQL table,"
                    + " the record's schema in the registry. Run again, it changes nothing.",
            SchemaInitSettings.ALL,
            settings -> new SchemaInitTask(SchemaInitSettings.from(settings)).run());

    private SchemaInit() {}

    public static void main(String[] arguments) {
        System.exit(CommandRunner.runInProcess(COMMAND, arguments).code());
    }
}
