package io.userautomation.producer;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Task;
import io.userautomation.commandline.TaskException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The subcommands and their flags, made from the settings, so that help, messages and code say the same. */
final class CommandLineInterface {

    private static final String NAME = "producer-task";
    private static final int HELP_WIDTH = 110;
    private static final String TRUE_OR_FALSE = "true or false";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Tasks tasks;
    private final Runner runner;

    /** Runs a command's task to its end, with that end told on the streams. */
    @FunctionalInterface
    interface Runner {
        ExitStatus run(String title, Task task);
    }

    /**
     * @param out takes the help
     * @param tasks what the commands do
     * @param runner runs one of them
     */
    CommandLineInterface(Map<String, String> environment, PrintStream out, Tasks tasks, Runner runner) {
        this.environment = environment;
        this.out = out;
        this.tasks = tasks;
        this.runner = runner;
    }

    /** Runs the command and returns the process' exit status. */
    int execute(String... arguments) {
        CommandLine line = new CommandLine(root());
        line.setUsageHelpWidth(HELP_WIDTH);
        for (Subcommand command : Subcommand.values()) {
            line.addSubcommand(command.title(), spec(command));
        }
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.getSubcommands().values().forEach(sub -> sub.setUsageHelpWidth(HELP_WIDTH));
        line.setParameterExceptionHandler((exception, given) -> refuse(exception));
        line.setExecutionStrategy(this::execute);
        return line.execute(arguments);
    }

    private int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (!parsed.hasSubcommand()) {
            return refuse("name a command: open-run, publish, close-run, run or replay-dead-letters; --help says more");
        }
        ParseResult chosen = parsed.subcommand();
        Subcommand command = Subcommand.titled(chosen.commandSpec().name());
        return run(command.title(), () -> {
            SettingsReader reader = new SettingsReader(environment);
            for (Setting setting : command.flags()) {
                reader.with(setting, value(chosen, setting));
            }
            return command.task(tasks, reader).run();
        });
    }

    private static String value(ParseResult parsed, Setting setting) {
        Object value = parsed.matchedOptionValue(setting.flag(), null);
        return value == null ? null : value.toString();
    }

    private int refuse(ParameterException exception) {
        return refuse(exception.getMessage() + "; --help says what there is");
    }

    private int refuse(String sentence) {
        return run(NAME, () -> {
            throw new TaskException(ExitStatus.BAD_SETTINGS, sentence);
        });
    }

    private int run(String title, Task task) {
        return runner.run(title, task).code();
    }

    private static CommandSpec root() {
        CommandSpec root = CommandSpec.create().name(NAME).addOption(help());
        root.usageMessage()
                .description("Users from the Random User API to Kafka, each acknowledged.")
                .footer(
                        "",
                        "Exit status: 0 done, 1 failed, 2 bad settings, 3 too many users rejected or dead letters that",
                        "can't be replayed, 4 interrupted or out of time. The last line on stdout is one JSON object.");
        return root;
    }

    private static CommandSpec spec(Subcommand command) {
        CommandSpec spec = CommandSpec.create().name(command.title()).addOption(help());
        spec.usageMessage()
                .description(command.description())
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .footer(
                        "",
                        "Each flag can also be set by the variable in brackets; the flag wins. Kafka and its topics",
                        "are set by KAFKA_BOOTSTRAP_SERVERS, USERS_TOPIC, DEAD_LETTER_TOPIC and RUNS_TOPIC.");
        command.flags().forEach(setting -> spec.addOption(option(setting)));
        return spec;
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this and end.")
                .build();
    }

    private static OptionSpec option(Setting setting) {
        boolean flagAlone = setting.allowed().equals(TRUE_OR_FALSE);
        String fallback = setting.defaultValue() == null ? "" : " Default: " + setting.defaultValue() + ".";
        String unit = setting.unit().isEmpty() ? "" : ", in " + setting.unit();
        String text = "%s%s Takes %s%s. [%s]"
                .formatted(setting.description(), fallback, setting.allowed(), unit, setting.variable());
        OptionSpec.Builder option =
                OptionSpec.builder(setting.flag()).type(String.class).description(text.replace("%", "%%"));
        return flagAlone
                ? option.arity("0..1")
                        .paramLabel("true|false")
                        .fallbackValue("true")
                        .build()
                : option.arity("1").paramLabel("VALUE").build();
    }
}
