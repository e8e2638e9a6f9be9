package io.userautomation.localstack.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/** The stream: the Spark job without a run to follow, which stores whatever comes. */
final class StreamServer implements ServerSetup {

    /** What the job calls itself. */
    private static final String APPLICATION = "user_automation";

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
    }

    @Override
    public Command command() {
        place.checkout().built(place.checkout().jarOf("schema-init"), "schema-init");
        place.checkout().built(place.checkout().jarOf("spark-job"), "spark-job");
        Map<String, String> variables = new TreeMap<>(place.taskEnvironment().get());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        return Command.of(place.checkout().root().resolve("script/stream.sh").toString())
                .environment(variables);
    }

    /** When it has executors; a moment later its queries run. */
    @Override
    public boolean isReady(LogFile log) {
        return Answers.json(place.port(PortName.SPARK_MASTER_UI), "/json/")
                .filter(StreamServer::runs)
                .isPresent();
    }

    private static boolean runs(JsonObject master) {
        for (JsonElement application : master.getAsJsonArray("activeapps")) {
            JsonObject found = application.getAsJsonObject();
            if (found.get("name").getAsString().equals(APPLICATION)
                    && found.get("state").getAsString().equals("RUNNING")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }
}
