package io.userautomation.producer;

/** The process: users from the Random User API to Kafka. */
public final class ProducerTask {

    private ProducerTask() {}

    /** Ends with an {@link io.userautomation.contract.task.ExitStatus}; {@code --help} says what there is. */
    public static void main(String[] arguments) {
        CommandLineInterface commands = new CommandLineInterface(System.getenv());
        System.exit(commands.execute(arguments));
    }
}
