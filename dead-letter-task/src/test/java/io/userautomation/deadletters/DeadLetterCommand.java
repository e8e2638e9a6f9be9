package io.userautomation.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.userautomation.commandline.Command;
import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.MovedCommand;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.InProcess;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The commands with one test's variables: in this JVM, or as the jar that Airflow starts. */
record DeadLetterCommand(Map<String, String> environment) {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    DeadLetterCommand {
        environment = Map.copyOf(environment);
    }

    DeadLetterCommand with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new DeadLetterCommand(more);
    }

    /** Runs it in this JVM, to its end. */
    Finished run(String... arguments) {
        return run(Commands.ALL, arguments);
    }

    /** Runs it in this JVM to its end, which is a good one; gives its last line. */
    JsonObject done(String... arguments) {
        Finished finished = run(arguments);
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        return finished.lastStdoutLineAsJson();
    }

    /** What {@code jar} does with these arguments, in this JVM, where they once meant a command of this one. */
    Finished movedFrom(String jar, String... arguments) {
        MovedCommand moved = ServiceLoader.load(MovedCommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.isMeant(jar, environment, arguments))
                .findFirst()
                .orElseThrow();
        return run(moved.command(), arguments);
    }

    private Finished run(Command command, String... arguments) {
        return InProcess.run(PATIENCE, (out, err) -> new CommandRunner(environment, out, err)
                .run(command, arguments)
                .code());
    }

    TaskCommand jar(String... arguments) {
        return TaskProcess.jar(Checkout.jar("dead-letter-task"))
                .environment(environment)
                .arguments(List.of(arguments));
    }

    /** That it ended with this status and one sentence, in both streams. */
    static void assertEnded(int status, Finished finished, String sentence) {
        assertThat(finished.exitStatus()).as(finished.stderr()).isEqualTo(status);
        assertThat(finished.stderr()).contains(sentence).doesNotContain("\tat ");
        assertThat(finished.lastStdoutLineAsJson().get("error").getAsString()).contains(sentence);
    }

    /** A port where nobody listens. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
