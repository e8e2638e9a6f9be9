package io.userautomation.localstack;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.JarVersion;
import io.userautomation.commandline.NeutralFormats;
import io.userautomation.commandline.Signals;
import io.userautomation.commandline.settings.Hint;
import io.userautomation.localstack.run.RunCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar local-stack.jar}: the real servers of the pipeline on this machine, without Docker. */
@Command(
        name = "local-stack",
        mixinStandardHelpOptions = true,
        description = "The pipeline's real servers on this machine, without Docker.")
public final class LocalStack {
    private final PrintStream out;
    private final PrintStream err;

    private final Consumer<Runnable> signals;

    /** @param signals makes a reaction the one to a signal that asks for the end */
    LocalStack(PrintStream out, PrintStream err, Consumer<Runnable> signals) {
        this.out = out;
        this.err = err;
        this.signals = signals;
    }

    public static void main(String[] arguments) {
        NeutralFormats.set();
        System.exit(new LocalStack(System.out, System.err, Signals::handle).execute(arguments));
    }

    /** The exit status: 2 where the usage is wrong, 1 where a server or a check fails. */
    int execute(String... arguments) {
        return commands()
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(this::explain)
                .execute(arguments);
    }

    /** Every subcommand is one line here. */
    private CommandLine commands() {
        CommandLine line = new CommandLine(this)
                .addSubcommand(new UpCommand(out, signals))
                .addSubcommand(RunCommand.line())
                .addSubcommand(new RandomUserApiCommand());
        line.getCommandSpec().version(JarVersion.text());
        line.getSubcommands()
                .values()
                .forEach(subcommand -> subcommand.getCommandSpec().version(JarVersion.text()));
        return line;
    }

    private int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof StackException said) {
            err.println(said.getMessage());
            return ExitStatus.FAILED.code();
        }
        if (e instanceof InvalidPathException unnamed) {
            err.println("'" + unnamed.getInput() + "' names no file" + Hint.aboutLetters(unnamed.getInput()));
            return ExitStatus.BAD_SETTINGS.code();
        }
        throw e;
    }
}
