package io.userautomation.sparkjob.checkpoint;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file {@code marks.json} beside Spark's files: a mark for each partition, written before Spark commits a batch. */
final class CheckpointMarks {

    private static final Gson GSON = new Gson();
    private static final String FILE = "marks.json";

    private final Path file;

    CheckpointMarks(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /** By partition; none in a checkpoint that is new or older than marks, empty where the file can't be read. */
    Optional<Map<Integer, RecordMark>> read() {
        if (Files.notExists(file)) {
            return Optional.of(Map.of());
        }
        try {
            Map<Integer, RecordMark> marks =
                    GSON.fromJson(Files.readString(file), new TypeToken<TreeMap<Integer, RecordMark>>() {}.getType());
            return Optional.ofNullable(marks);
        } catch (IOException | JsonParseException e) {
            return Optional.empty();
        }
    }

    /** Replaces them, all or none. */
    void write(Map<Integer, RecordMark> marks) throws IOException {
        Path next = file.resolveSibling(FILE + ".next");
        Files.writeString(next, GSON.toJson(marks));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
