package io.userautomation.deadletters;

import io.userautomation.commandline.CommandRunner;

/** The process: lists, exports and replays dead letters. */
public final class DeadLetterTask {

    private DeadLetterTask() {}

    /** Ends with an {@link io.userautomation.commandline.ExitStatus}; {@code --help} says what there is. */
    public static void main(String[] arguments) {
        System.exit(CommandRunner.runInProcess(Commands.ALL, arguments).code());
    }
}
