package io.userautomation.audit;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.MovedCommand;

/** The process: proves that each published user of a run is stored in every sink, or dead-lettered. */
public final class AuditTask {

    static final Command COMMAND = Command.of(
            "audit-task",
            "Proves that each published user of a run is stored in every sink, or dead-lettered. Name the run with"
                    + " --run-id, or ask for the --latest. dead-letter-task lists, exports and replays dead letters.",
            AuditSettings.FLAGS,
            settings -> new Audit(AuditSettings.from(settings)).run());

    private AuditTask() {}

    public static void main(String[] arguments) {
        System.exit(MovedCommand.runIfMeant(COMMAND.name(), arguments)
                .orElseGet(() -> CommandRunner.runInProcess(COMMAND, arguments))
                .code());
    }
}
