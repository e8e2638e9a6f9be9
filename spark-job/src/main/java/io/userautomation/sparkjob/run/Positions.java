package io.userautomation.sparkjob.run;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Where a query stands in the users topic.
 *
 * @param committed per partition, the offset behind the last record that is stored
 * @param latest per partition, the offset behind the last record there was
 */
record Positions(Map<Integer, Long> committed, Map<Integer, Long> latest) {

    private static final Gson GSON = new Gson();

    /** Reads what Spark reports of its one source; empty before anything was read. */
    static Optional<Positions> of(StreamingQueryProgress progress, String topic) {
        SourceProgress source = progress.sources()[0];
        if (source.endOffset() == null) {
            return Optional.empty();
        }
        Map<Integer, Long> committed = offsets(source.endOffset(), topic);
        return Optional.of(new Positions(
                committed, source.latestOffset() == null ? committed : offsets(source.latestOffset(), topic)));
    }

    /** Records that are there and not yet taken. */
    long lag() {
        return latest.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    private static Map<Integer, Long> offsets(String json, String topic) {
        Map<String, Map<Integer, Long>> byTopic =
                GSON.fromJson(json, new TypeToken<Map<String, Map<Integer, Long>>>() {}.getType());
        return byTopic == null ? Map.of() : new TreeMap<>(byTopic.getOrDefault(topic, Map.of()));
    }
}
