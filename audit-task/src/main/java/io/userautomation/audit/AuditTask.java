package io.userautomation.audit;

import io.userautomation.commandline.MovedCommand;
import io.userautomation.commandline.TaskRunner;

/** The process: proves that each published user of a run is stored in every sink, or dead-lettered. */
public final class AuditTask {

    private AuditTask() {}

    public static void main(String[] arguments) {
        AuditCommand command = new AuditCommand(System.getenv(), arguments);
        System.exit(MovedCommand.runIfMeant("audit-task", arguments)
                .orElseGet(() -> TaskRunner.runInProcess("audit-task", command))
                .code());
    }
}
