package io.userautomation.schemainit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskRunner;

/** Entry of the jar: lays topics, tables and schema, or says what stands in the way. */
public final class SchemaInit {

    /** Name in messages and in the summary. */
    static final String NAME = "schema-init";

    private SchemaInit() {}

    public static void main(String[] arguments) {
        ExitStatus status = TaskRunner.runInProcess(
                NAME, () -> SchemaInitCommand.parse(arguments).run(System.getenv()));
        System.exit(status.code());
    }
}
