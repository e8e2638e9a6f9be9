package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The stream: the Spark job without a run to follow, which stores whatever comes. */
final class StreamServer implements ServerSetup {

    /** What the job writes while it is well. */
    private static final String HEALTH_FILE = "stream-healthy";

    private final StackPlace place;

    StreamServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.STREAM;
    }

    @Override
    public void prepare(LogFile log) throws IOException {
        Files.createDirectories(place.folder(kind()));
        Files.deleteIfExists(healthFile());
    }

    @Override
    public Command command() {
        place.checkout().built(place.checkout().jarOf("schema-init"), "schema-init");
        place.checkout().built(place.checkout().jarOf("spark-job"), "spark-job");
        Map<String, String> variables = new TreeMap<>(place.taskEnvironment().get());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        if (place.ports().haveMetrics()) {
            variables.put("METRICS_PORT", Integer.toString(place.port(PortName.STREAM_METRICS)));
        }
        return Command.of(place.checkout().root().resolve("script/stream.sh").toString())
                .environment(variables);
    }

    /** When its queries run and its executors are warm, as it says itself. */
    @Override
    public boolean isReady(LogFile log) {
        return Files.exists(healthFile());
    }

    /** In the folder of the checkpoints, which is below the process' own unless it is told another. */
    private Path healthFile() {
        String checkpoints = place.taskEnvironment().get().getOrDefault("CHECKPOINT_FOLDER", "checkpoints");
        return place.folder(kind()).resolve(checkpoints).resolve(HEALTH_FILE);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }
}
