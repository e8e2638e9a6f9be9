package io.userautomation.commandline;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command's flags, made from its settings, so that help, messages and documents say the same. */
public final class Flags {

    private static final int HELP_WIDTH = 110;

    private Flags() {}

    /** @throws TaskException with status 2 for arguments that can't be read */
    static ParseResult parse(Command command, String... arguments) {
        CommandLine line = new CommandLine(spec(command));
        line.setExpandAtFiles(false);
        try {
            return line.parseArgs(arguments);
        } catch (UnmatchedArgumentException e) {
            throw refusal(unmatched(e.getUnmatched().get(0)), e);
        } catch (ParameterException e) {
            throw refusal(e.getMessage(), e);
        }
    }

    private static TaskException refusal(String sentence, ParameterException e) {
        return new TaskException(ExitStatus.BAD_SETTINGS, sentence + "; --help lists the flags", e);
    }

    /** The first of them without what is behind it: whoever looks for a secret's flag has put the secret there. */
    private static String unmatched(String argument) {
        return argument.startsWith("-")
                ? "Unknown option: '" + argument.replaceFirst("(?s)=.*", "") + "'"
                : "There is no place for '" + argument + "'";
    }

    /** Gives a command of picocli's own making a flag for each of the settings, listed in their order. */
    public static void add(CommandSpec spec, List<Setting> settings) {
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false).width(HELP_WIDTH);
        settings.forEach(setting -> spec.addOption(option(setting)));
    }

    /** The environment's settings, overridden by the flags that were given. */
    static SettingsReader read(ParseResult parsed, Map<String, String> environment) {
        return read(parsed, command(parsed).flags(), environment);
    }

    /** The environment's settings, overridden by those of these flags that were given. */
    public static SettingsReader read(ParseResult parsed, List<Setting> settings, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        for (Setting setting : settings) {
            reader.with(setting, parsed.matchedOptionValue(setting.flag(), null));
        }
        return reader;
    }

    static Command command(ParseResult parsed) {
        return (Command) parsed.commandSpec().userObject();
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(command.name());
        spec.usageMessage()
                .description(literally(command.description()))
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n")
                .footer(
                        "",
                        "A flag wins over the variable in brackets. Where the servers are, and how to log in there, is set by",
                        "variables alone: docs/configuration.md lists them.",
                        "",
                        "Exit status: 0 done, 1 failed, 2 bad settings, 3 something is missing or was refused, 4 interrupted or",
                        "out of time. The last line on stdout is one JSON object.");
        add(spec, command.flags());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this and end.")
                .build());
        spec.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Show the version and end.")
                .build());
        command.subcommands().forEach(subcommand -> spec.addSubcommand(subcommand.name(), spec(subcommand)));
        return spec;
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option =
                OptionSpec.builder(setting.flag()).type(String.class).description(literally(text(setting)));
        return setting.isBoolean()
                ? option.arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("BOOLEAN")
                        .build()
                : option.arity("1")
                        .paramLabel(isDuration(setting) ? "DURATION" : "VALUE")
                        .build();
    }

    private static String text(Setting setting) {
        String ofDefault = setting.defaultValue() == null ? "" : " Default: " + setting.defaultValue() + ".";
        String inUnit = setting.unit().isEmpty() || isDuration(setting) ? "" : ", in " + setting.unit();
        String ofVariable = setting.isFlagOnly() ? "" : " [" + setting.variable() + "]";
        return "%s%s Takes %s%s.%s".formatted(setting.description(), ofDefault, setting.allowed(), inUnit, ofVariable);
    }

    /** A duration names its unit itself, such as {@code 5m}. */
    private static boolean isDuration(Setting setting) {
        return setting.unit().equals("duration");
    }

    /** Percent signs mean something in what picocli prints. */
    private static String literally(String text) {
        return text.replace("%", "%%");
    }
}
