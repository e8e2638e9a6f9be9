package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Docker's commands as a person types them, from the checkout's folder; what compose writes is kept in a log file. */
final class DockerCommands {

    /** Names the compose command, as in {@code docker compose}; the scripts set it where there is an engine. */
    private static final String COMPOSE = "DOCKER_COMPOSE";

    private final List<String> compose;
    private final Path log;

    private DockerCommands(List<String> compose, Path log) {
        this.compose = compose;
        this.log = log;
    }

    /**
     * The test that asks for it is skipped where there is no engine.
     *
     * @param options of every compose command, as in {@code -p name}
     */
    static DockerCommands withCompose(List<String> options, Path log) {
        String command = System.getenv().getOrDefault(COMPOSE, "");
        Assumptions.assumeFalse(
                command.isEmpty(),
                "*** SKIPPING what needs Docker Compose: " + COMPOSE
                        + " is not set; script/compose-test.sh sets it ***");
        List<String> words =
                new ArrayList<>(Files.isExecutable(Path.of(command)) ? List.of(command) : List.of(command.split(" ")));
        words.addAll(options);
        return new DockerCommands(words, log);
    }

    /** {@code docker compose arguments… more…}, whatever becomes of it. */
    Finished compose(Duration patience, List<String> arguments, String... more) {
        List<String> words = new ArrayList<>(compose);
        words.addAll(arguments);
        words.addAll(List.of(more));
        Finished finished = run(patience, words);
        write(words, finished);
        return finished;
    }

    /** {@code docker arguments…}; its lines on stdout. */
    List<String> docker(Duration patience, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("docker"));
        words.addAll(arguments);
        return succeeded(run(patience, words)).stdout();
    }

    static Finished succeeded(Finished command) {
        assertThat(command.exitStatus()).as(command.toString()).isZero();
        return command;
    }

    private static Finished run(Duration patience, List<String> words) {
        return TaskProcess.command(words.toArray(String[]::new))
                .workingFolder(Checkout.find().root())
                .environment(ofDocker())
                .start()
                .await(patience);
    }

    /** Which engine, and how it builds. */
    private static Map<String, String> ofDocker() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("DOCKER_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void write(List<String> words, Finished finished) {
        String text = "$ %s%n%s%n%s%n[status %d]%n%n"
                .formatted(
                        String.join(" ", words),
                        String.join("\n", finished.stdout()),
                        finished.stderr(),
                        finished.exitStatus());
        try {
            Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
