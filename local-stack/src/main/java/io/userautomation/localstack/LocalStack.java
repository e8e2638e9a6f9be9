package io.userautomation.localstack;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar local-stack.jar}: the real servers of the pipeline on this machine, without Docker. */
@Command(
        name = "local-stack",
        description = "The pipeline's real servers on this machine, without Docker.",
        mixinStandardHelpOptions = true,
        subcommands = {UpCommand.class})
public final class LocalStack {
    private LocalStack() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LocalStack()).execute(arguments));
    }
}
