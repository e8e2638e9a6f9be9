package io.userautomation.systemtests.compose;

import static io.userautomation.systemtests.compose.DockerCommands.succeeded;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.systemtests.compose.files.EnvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings of a stack, made as a person makes them, and then changed as a person may change them. */
final class TestEnvFile {

    private static final String PORT = "_PORT";

    private TestEnvFile() {}

    /** A new file; what stands in it. */
    static Map<String, String> make(Path file) throws IOException {
        Files.deleteIfExists(file);
        String script = Checkout.find().root().resolve("script/init-env.sh").toString();
        succeeded(TaskProcess.command(script, file.toString()).start().await(Duration.ofMinutes(1)));
        Map<String, String> changes = changes(EnvFile.parse(Files.readString(file)));
        List<String> lines = Files.readAllLines(file).stream()
                .map(line -> changed(line, changes))
                .toList();
        Files.write(file, lines);
        if (RealImages.areUsed()) {
            Files.writeString(file, "COMPOSE_PROFILES=control-center,kafka-ui\n", StandardOpenOption.APPEND);
        }
        return EnvFile.parse(Files.readString(file));
    }

    /** The numbers of all ports that are published. */
    static List<Integer> ports(Map<String, String> env) {
        return env.entrySet().stream()
                .filter(variable -> variable.getKey().endsWith(PORT))
                .map(variable -> Integer.valueOf(variable.getValue()))
                .toList();
    }

    private static Map<String, String> changes(Map<String, String> env) {
        Map<String, String> changes = new TreeMap<>();
        changes.put("JARS", "prebuilt");
        Iterator<Integer> free = Stream.generate(Ports::anyFree).distinct().iterator();
        env.keySet().stream()
                .filter(name -> name.endsWith(PORT))
                .forEach(name -> changes.put(name, free.next().toString()));
        return changes;
    }

    private static String changed(String line, Map<String, String> changes) {
        String name = line.split("=", 2)[0];
        return changes.containsKey(name) ? name + "=" + changes.get(name) : line;
    }
}
