package io.userautomation.sparkjob.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;

/**
 * Looks at the files that Spark will read when a query starts from this checkpoint: {@code metadata}, the latest two of
 * {@code offsets}, the latest of {@code commits}, and {@code sources/0/0}, where the one source began. Spark names a damaged
 * one in terms of its own code, and takes some for absent. They are read as Spark does it, with the checksums beside them.
 */
final class CheckpointFiles {

    private static final String VERSION = "v1";
    /** The version, the batch's own metadata, and the offsets of the one source. */
    private static final int OFFSETS_LINES = 3;

    private static final int COMMITS_LINES = 2;

    private final Path folder;

    CheckpointFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Fails where a query can't go on from here.
     *
     * @throws TaskException naming the file and what to do
     */
    void check() throws IOException {
        Optional<Path> offsets = latest("offsets");
        Optional<Path> commits = latest("commits");
        Path metadata = folder.resolve("metadata");
        Path begin = folder.resolve("sources").resolve("0").resolve("0");
        if (Files.exists(begin)) {
            requireBegin(begin);
        }
        if (offsets.isEmpty() && commits.isEmpty() && Files.notExists(metadata)) {
            return; // not used yet
        }
        if (Files.notExists(metadata)) {
            throw damaged(metadata, "is missing");
        }
        require(object(read(metadata)).filter(json -> json.has("id")).isPresent(), metadata);
        long started = offsets.map(CheckpointFiles::number).orElse(-1L);
        long done = commits.map(CheckpointFiles::number).orElse(-1L);
        for (long batch = Math.max(0, Math.max(started, done) - 1); batch <= Math.max(started, done); batch++) {
            Path file = folder.resolve("offsets").resolve(Long.toString(batch));
            require(holdsOffsets(requireLog(file, OFFSETS_LINES).get(OFFSETS_LINES - 1)), file);
        }
        if (commits.isPresent()) {
            requireLog(commits.get(), COMMITS_LINES);
        }
    }

    /** Behind a byte for readers of old, the version and the offsets. */
    private void requireBegin(Path file) {
        String[] lines = read(file).split("\n", -1);
        require(lines.length == 2 && lines[0].endsWith(VERSION) && lines[0].length() <= VERSION.length() + 1, file);
        require(holdsOffsets(lines[1]), file);
    }

    private Optional<Path> latest(String log) throws IOException {
        Path logFolder = folder.resolve(log);
        if (Files.notExists(logFolder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(logFolder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{1,18}"))
                    .max(Comparator.comparingLong(CheckpointFiles::number));
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString());
    }

    /** Its lines. */
    private List<String> requireLog(Path file, int count) {
        if (Files.notExists(file)) {
            throw damaged(file, "is missing");
        }
        List<String> lines = read(file).lines().toList();
        require(
                lines.size() == count
                        && lines.get(0).equals(VERSION)
                        && lines.stream().skip(1).allMatch(line -> object(line).isPresent()),
                file);
        return lines;
    }

    /** Its text; none where its checksum says that it is not what was written. */
    private String read(Path file) {
        try (InputStream content =
                FileSystem.getLocal(new Configuration()).open(new org.apache.hadoop.fs.Path(file.toUri()))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (ChecksumException e) {
            return "";
        } catch (IOException e) {
            throw damaged(file, "can't be read (%s)".formatted(e.getClass().getSimpleName()));
        }
    }

    private static Optional<JsonObject> object(String text) {
        try {
            JsonElement json = JsonParser.parseString(text);
            return json.isJsonObject() ? Optional.of(json.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** Whether it is offsets by partition by topic. */
    private static boolean holdsOffsets(String text) {
        Optional<JsonObject> topics = object(text);
        return topics.isPresent()
                && !topics.get().isEmpty()
                && topics.get().asMap().values().stream()
                        .allMatch(offsets -> offsets.isJsonObject()
                                && offsets.getAsJsonObject().entrySet().stream().allMatch(CheckpointFiles::isOffset));
    }

    private static boolean isOffset(Map.Entry<String, JsonElement> entry) {
        return entry.getKey().matches("\\d{1,9}")
                && entry.getValue().isJsonPrimitive()
                && entry.getValue().getAsString().matches("-?\\d{1,18}");
    }

    private void require(boolean sound, Path file) {
        if (!sound) {
            throw damaged(file, "is damaged");
        }
    }

    private TaskException damaged(Path file, String how) {
        return damaged(folder, file, how);
    }

    static TaskException damaged(Path folder, Path file, String how) {
        return new TaskException(
                ExitStatus.FAILED,
                ("the checkpoint %s can't be used: %s %s; move the folder away and run the job again: the query goes on"
                                + " where Kafka knows it to be, or starts over from the earliest offset, which changes no row")
                        .formatted(folder, folder.relativize(file), how));
    }
}
