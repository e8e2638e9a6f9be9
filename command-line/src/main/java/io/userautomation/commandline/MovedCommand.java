package io.userautomation.commandline;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A command that another jar has by now, under its old name. The jar that had it takes that name for one more version:
 * it holds the other's classes and finds them here, since tasks don't know each other.
 */
public interface MovedCommand {

    /** Whether these arguments, and these variables, once meant this command to {@code jar}. */
    boolean isMeant(String jar, Map<String, String> environment, String... arguments);

    /** One line that says what it is called by now. */
    String notice();

    /** What it does, with its old flags. */
    Command command();

    /** Does the command that has moved from {@code jar}, after its notice on stderr; empty where none is meant. */
    static Optional<ExitStatus> runIfMeant(String jar, String... arguments) {
        for (MovedCommand moved : ServiceLoader.load(MovedCommand.class)) {
            if (moved.isMeant(jar, System.getenv(), arguments)) {
                System.err.println(moved.notice());
                return Optional.of(CommandRunner.runInProcess(moved.command(), arguments));
            }
        }
        return Optional.empty();
    }
}
