package io.userautomation.producer;

import io.userautomation.commandline.TaskRunner;

/** The process: users from the Random User API to Kafka. */
public final class ProducerTask {

    private ProducerTask() {}

    /** Ends with an {@link io.userautomation.commandline.ExitStatus}; {@code --help} says what there is. */
    public static void main(String[] arguments) {
        Tasks tasks = new Tasks(System.err, Terminal.isStderr());
        System.exit(new CommandLineInterface(System.getenv(), System.out, tasks, TaskRunner::runInProcess)
                .execute(arguments));
    }
}
