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
        for (long batch : batches(folder, 2)) {
            of(batch).forEach((partition, offset) -> positions.merge(partition, offset, Math::max));
        }
        return positions;
    }

    /** By partition, how far the latest batch goes that Spark has committed; none in a new checkpoint. */
    Map<Integer, Long> committed() throws IOException {
        List<Long> last = batches(folder.resolveSibling("commits"), 1);
        return last.isEmpty() ? Map.of() : of(last.get(0));
    }

    private static List<Long> batches(Path log, int latest) throws IOException {
        if (Files.notExists(log)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(log)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .limit(latest)
                    .toList();
        }
    }
}
