package io.userautomation.sparkjob.run;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Where a query stands in the users topic, as Spark reports it of its one source. */
final class Positions {

    private static final Gson GSON = new Gson();

    private Positions() {}

    /** Per partition, the offset behind the last record that is stored; empty before anything was read. */
    static Optional<Map<Integer, Long>> committed(StreamingQueryProgress progress, String topic) {
        SourceProgress source = progress.sources()[0];
        return Optional.ofNullable(source.endOffset()).map(json -> offsets(json, topic));
    }

    private static Map<Integer, Long> offsets(String json, String topic) {
        Map<String, Map<Integer, Long>> byTopic =
                GSON.fromJson(json, new TypeToken<Map<String, Map<Integer, Long>>>() {}.getType());
        return byTopic == null ? Map.of() : new TreeMap<>(byTopic.getOrDefault(topic, Map.of()));
    }
}
