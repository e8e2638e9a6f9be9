package io.userautomation.schemainit;

import io.userautomation.commandline.CommandRunner;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.InProcess;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

/** The fat jar as a process of its own, or what it does in this JVM. */
final class SchemaInitJar {

    /** Only a run that hangs takes as long: its own wait and its clients' time-outs end before. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private SchemaInitJar() {}

    static TaskCommand command(Map<String, String> environment, String... arguments) {
        return TaskProcess.jar(Checkout.jar("schema-init"))
                .environment(environment)
                .arguments(arguments);
    }

    static Finished run(Map<String, String> environment, String... arguments) {
        try (TaskProcess process = command(environment, arguments).start()) {
            return process.await(PATIENCE);
        }
    }

    /** The same work without the start of a process. */
    static Finished inProcess(Map<String, String> environment, String... arguments) {
        return InProcess.run(PATIENCE, (out, err) -> new CommandRunner(environment, out, err)
                .run(SchemaInit.COMMAND, arguments)
                .code());
    }

    /** {@code 127.0.0.1:port} where nobody listens. */
    static String closedAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
