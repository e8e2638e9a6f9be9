package io.userautomation.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import java.nio.file.Path;
import java.time.Duration;

/** The programs of {@code docker/monitoring/tools}, built at the first call on a machine and kept for the next ones. */
public final class GoPrograms {

    /** With everything to be fetched, on a machine that does more than this. */
    private static final Duration MAX_BUILD = Duration.ofMinutes(20);

    private GoPrograms() {}

    /** A program of one of the folders, as a command without arguments. */
    public static TaskCommand command(String folder, String program) {
        return TaskProcess.command(program(folder, program).toString());
    }

    /** Where it is. */
    public static Path program(String folder, String program) {
        Path build = Checkout.find().root().resolve("docker/monitoring/tools/build.py");
        Finished finished =
                TaskProcess.command("python3", build.toString(), folder).start().await(MAX_BUILD);
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        return Path.of(finished.lastStdoutLine()).resolve(program);
    }
}
