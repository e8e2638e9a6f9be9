package io.userautomation.commandline;

import io.userautomation.commandline.settings.SettingsReader;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.BiFunction;
import picocli.CommandLine.ParseResult;

/**
 * Runs a command with what was typed: {@code -h} and {@code --help} list its flags on stdout, {@code --version} says
 * which version the jar is of. Whatever was asked for, the last line on stdout is the summary.
 */
public final class CommandRunner {

    private final Map<String, String> environment;
    private final PrintStream out;
    private final BiFunction<String, Task, ExitStatus> runner;

    public CommandRunner(Map<String, String> environment, PrintStream out, PrintStream err) {
        this(environment, out, new TaskRunner(out, err)::run);
    }

    private CommandRunner(
            Map<String, String> environment, PrintStream out, BiFunction<String, Task, ExitStatus> runner) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.runner = runner;
    }

    /**
     * Runs it with the process' own environment and streams, and with SIGTERM and SIGINT interrupting it; what it writes is
     * in {@link NeutralFormats}.
     */
    public static ExitStatus runInProcess(Command command, String... arguments) {
        NeutralFormats.set();
        return new CommandRunner(System.getenv(), System.out, TaskRunner::runInProcess).run(command, arguments);
    }

    /** Runs it on this thread. @return how it ended, which the streams say too */
    public ExitStatus run(Command command, String... arguments) {
        ParseResult parsed;
        try {
            parsed = asked(Flags.parse(command, arguments));
        } catch (TaskException e) {
            return runner.apply(command.name(), () -> {
                throw e;
            });
        } catch (Error e) {
            return runner.apply(command.name(), () -> {
                throw e;
            });
        }
        return runner.apply(Flags.command(parsed).name(), () -> answer(parsed));
    }

    /**
     * What a command without subcommands would be told, for whoever wants to see its settings and not its work.
     *
     * @throws TaskException with status 2 for arguments that can't be read
     */
    public static SettingsReader settings(Command command, Map<String, String> environment, String... arguments) {
        return Flags.read(Flags.parse(command, arguments), environment);
    }

    /** The command that was named last, or the first that is to show its help. */
    private static ParseResult asked(ParseResult parsed) {
        ParseResult asked = parsed;
        while (!showsHelp(asked) && asked.hasSubcommand()) {
            asked = asked.subcommand();
        }
        return asked;
    }

    private static boolean showsHelp(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
    }

    private Summary answer(ParseResult asked) throws Exception {
        Command command = Flags.command(asked);
        if (asked.isUsageHelpRequested()) {
            asked.commandSpec().commandLine().usage(out);
            return new Summary();
        }
        if (asked.isVersionHelpRequested()) {
            return new Summary().with("version", JarVersion.text());
        }
        if (command.work() == null) {
            String names = String.join(
                    ", ", command.subcommands().stream().map(Command::name).toList());
            throw new TaskException(ExitStatus.BAD_SETTINGS, "name a command: " + names + "; --help says more");
        }
        return command.work().run(Flags.read(asked, environment));
    }
}
