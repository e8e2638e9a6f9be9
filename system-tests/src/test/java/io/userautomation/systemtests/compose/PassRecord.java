package io.userautomation.systemtests.compose;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a pass over the compose files has seen so far; written as one line of JSON, which the script's table is made of. */
final class PassRecord {

    private final JsonObject record = new JsonObject();
    private final Map<String, Audited> runs = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    private record Audited(String state, Long missing) {}

    /** @param pass as in {@code zookeeper} */
    PassRecord(String pass) {
        record.addProperty("pass", pass);
        starting();
    }

    /** Not healthy until that is seen. */
    void starting() {
        record.addProperty("healthy", false);
    }

    /** All services are healthy; of several starts, the slowest counts. */
    void healthy(long seconds) {
        record.addProperty("healthy", true);
        long slowest = record.has("seconds_to_healthy")
                ? record.get("seconds_to_healthy").getAsLong()
                : 0;
        record.addProperty("seconds_to_healthy", Math.max(slowest, seconds));
    }

    void built(long seconds) {
        record.addProperty("seconds_to_build", seconds);
    }

    /** A run that has been triggered, of which nothing more is known. */
    void started(String runId) {
        runs.put(runId, new Audited("running", null));
    }

    void ended(String runId, String state) {
        runs.put(runId, new Audited(state, null));
    }

    void audited(String runId, long missing) {
        runs.put(runId, new Audited(runs.get(runId).state(), missing));
    }

    void memory(long peak, Map<String, Long> peaks) {
        record.addProperty("peak_memory_mib", peak);
        JsonObject each = new JsonObject();
        peaks.forEach(each::addProperty);
        record.add("peak_memory_mib_of", each);
    }

    /** Writes it to stderr, too. */
    void write(Path file) {
        record.addProperty("runs", runs.size());
        record.addProperty("dag_run_state", state());
        record.add("missing", JsonNull.INSTANCE);
        if (!runs.isEmpty() && runs.values().stream().noneMatch(run -> run.missing() == null)) {
            record.addProperty(
                    "missing",
                    runs.values().stream().mapToLong(Audited::missing).sum());
        }
        record.addProperty("seconds", seconds());
        System.err.println(record);
        try {
            Files.writeString(file, record + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the first run that is not green; null where there is no run. */
    private String state() {
        return runs.values().stream()
                .map(Audited::state)
                .reduce((one, other) -> one.equals("success") ? other : one)
                .orElse(null);
    }

    private long seconds() {
        return (System.nanoTime() - start) / 1_000_000_000;
    }
}
