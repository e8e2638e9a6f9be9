package io.userautomation.producer;

import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.MovedCommand;

/** The process: users from the Random User API to Kafka. */
public final class ProducerTask {

    private ProducerTask() {}

    /** Ends with an {@link io.userautomation.commandline.ExitStatus}; {@code --help} says what there is. */
    public static void main(String[] arguments) {
        Tasks tasks = new Tasks(System.err, Terminal.isStderr());
        System.exit(MovedCommand.runIfMeant("producer-task", arguments)
                .orElseGet(() -> CommandRunner.runInProcess(Commands.of(tasks), arguments))
                .code());
    }
}
