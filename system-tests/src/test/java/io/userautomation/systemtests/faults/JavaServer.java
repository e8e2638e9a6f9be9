package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.process.Launcher;
import io.userautomation.localstack.process.ProcessEnd;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server of the local stack's jars and configuration which a test changes and has several of. */
final class JavaServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONNECT_MILLIS = 500;

    private final String name;
    private final Path folder;
    private final InetSocketAddress address;
    private final List<String> mainClassAndArguments;
    private Process process;

    /**
     * @param name of its folder in {@code local-stack/servers}
     * @param folder with its {@code jvm.options}, where it works and logs
     * @param address where it listens once it is ready
     */
    JavaServer(String name, Path folder, InetSocketAddress address, String... mainClassAndArguments) {
        this.name = name;
        this.folder = folder;
        this.address = address;
        this.mainClassAndArguments = List.of(mainClassAndArguments);
    }

    /** A configuration file of the local stack, with values in the places that it leaves for them. */
    static String template(String name, Map<String, Object> values) {
        try (InputStream resource = Stack.class.getResourceAsStream("server/" + name)) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, Object> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue().toString());
            }
            assertThat(text).as(name).doesNotContainPattern("@[a-z_]+@");
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces what must be there. */
    static String replaced(String text, String old, String with) {
        assertThat(text).contains(old);
        return text.replace(old, with);
    }

    /** Runs another class of its jars to its end. */
    void run(String... mainClassAndArguments) throws IOException, InterruptedException {
        Process run = builder(List.of(mainClassAndArguments)).start();
        assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as("exit status; see " + log()).isZero();
    }

    /** Starts it; {@link #awaitReady} says when it can serve. */
    void launch() {
        process = Launcher.start(builder(mainClassAndArguments), "KILL");
    }

    void awaitReady() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(process.isAlive()).as("runs; see " + log()).isTrue();
            return listens();
        });
    }

    /** SIGKILL; it is gone when this returns. */
    void kill() {
        ProcessEnd.kill(process.toHandle());
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private ProcessBuilder builder(List<String> words) {
        Path jars = Checkout.find().serverFiles(name, "jars");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + folder.resolve("jvm.options"),
                "-cp",
                jars + "/*"));
        command.addAll(words);
        File log = log().toFile();
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    }

    Path log() {
        return folder.resolve("log");
    }

    static InetSocketAddress loopback(int number, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName("127.0.0." + number), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder for a server. */
    static Path emptied(Path folder) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor())
                .isZero();
        return Files.createDirectories(folder).toAbsolutePath();
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }
}
