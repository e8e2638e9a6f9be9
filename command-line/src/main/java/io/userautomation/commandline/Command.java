package io.userautomation.commandline;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.List;

/**
 * What a jar can be asked to do: one thing, or one of several that are named behind its own name.
 *
 * @param name as it is typed, and as messages and the summary call it
 * @param description what it is for, in full sentences
 * @param flags the settings that have a flag here; the others come from the environment alone
 * @param subcommands one of which must be named; empty where the command itself does the work
 * @param work what it does; null where the subcommands do it
 */
public record Command(String name, String description, List<Setting> flags, List<Command> subcommands, Work work) {

    /** Reads all settings, reports all that is wrong with them, and does what they ask for. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it all, or throws what {@link Task#run()} may throw.
         *
         * @param settings the environment's, overridden by the flags
         * @return what was done
         */
        Summary run(SettingsReader settings) throws Exception;
    }

    public Command {
        flags = List.copyOf(flags);
        subcommands = List.copyOf(subcommands);
        if ((work == null) == subcommands.isEmpty()) {
            throw new IllegalArgumentException(name + " must have either work or subcommands");
        }
        for (Setting setting : flags) {
            if (setting.flag() == null) {
                throw new IllegalArgumentException(setting.variable() + " has no flag");
            }
        }
    }

    /** A command that does one thing. */
    public static Command of(String name, String description, List<Setting> flags, Work work) {
        return new Command(name, description, flags, List.of(), work);
    }

    /** A name for several commands. */
    public static Command of(String name, String description, List<Command> subcommands) {
        return new Command(name, description, List.of(), subcommands, null);
    }
}
