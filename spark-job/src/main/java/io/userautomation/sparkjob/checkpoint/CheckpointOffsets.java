package io.userautomation.sparkjob.checkpoint;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Spark's {@code offsets}, which say of each batch where it ends. */
final class CheckpointOffsets {

    private static final Gson GSON = new Gson();
    private static final int LINE = 2;

    private final Path folder;
    private final String topic;

    CheckpointOffsets(Path checkpoint, String topic) {
        this.folder = checkpoint.resolve("offsets");
        this.topic = topic;
    }

    /** By partition, the offset behind the last record of this batch. */
    Map<Integer, Long> of(long batchId) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(Long.toString(batchId)));
        Map<String, Map<Integer, Long>> byTopic =
                GSON.fromJson(lines.get(LINE), new TypeToken<Map<String, TreeMap<Integer, Long>>>() {}.getType());
        return byTopic.getOrDefault(topic, Map.of());
    }

    /** By partition, how far the latest two batches go; none in a new checkpoint. */
    Map<Integer, Long> latest() throws IOException {
        Map<Integer, Long> positions = new TreeMap<>();
        if (Files.notExists(folder)) {
            return positions;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Long> batches = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .limit(2)
                    .toList();
            for (long batch : batches) {
                of(batch).forEach((partition, offset) -> positions.merge(partition, offset, Math::max));
            }
        }
        return positions;
    }
}
