package io.userautomation.localstack.server;

import io.userautomation.localstack.StackException;
import io.userautomation.localstack.process.Launcher;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.process.ProcessEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a command that a server's first start needs, to its end. */
final class Preparation {
    private static final int SECONDS = 120;

    private Preparation() {}

    /** @param title what the command does, as in "formatting Kafka's storage" */
    static void run(String title, Command command, LogFile log) throws IOException, InterruptedException {
        run(title, command, log, SECONDS);
    }

    /** @param seconds how long it may take */
    static void run(String title, Command command, LogFile log, int seconds) throws IOException, InterruptedException {
        run(title, command, Path.of("").toAbsolutePath(), log, seconds);
    }

    /** @param folder in which it is run */
    static void run(String title, Command command, Path folder, LogFile log) throws IOException, InterruptedException {
        run(title, command, folder, log, SECONDS);
    }

    private static void run(String title, Command command, Path folder, LogFile log, int seconds)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        command.giveEnvironment(builder.environment());
        Process process = Launcher.start(builder, "KILL", command.through());
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new StackException("%s took more than %s s; see %s".formatted(title, seconds, log.path()));
            }
        } finally {
            if (process.isAlive()) {
                ProcessEnd.kill(process.toHandle());
            }
        }
        if (process.exitValue() != 0) {
            throw new StackException("%s failed with status %s; its log is %s and ends:%n%s"
                    .formatted(
                            title,
                            process.exitValue(),
                            log.path(),
                            String.join(System.lineSeparator(), log.lastLines(10))));
        }
    }
}
