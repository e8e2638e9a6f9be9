package io.userautomation.sparkjob.checkpoint;

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
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;

/**
 * Looks at the files that Spark will read when a query starts from this checkpoint: {@code metadata}, the latest two of
 * {@code offsets} and the latest of {@code commits}. Spark names a damaged one in terms of its own code, and takes some
 * for absent. They are read as Spark does it, with the checksums beside them.
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
        if (offsets.isEmpty() && commits.isEmpty() && Files.notExists(metadata)) {
            return; // not used yet
        }
        if (Files.notExists(metadata)) {
            throw damaged(metadata, "is missing");
        }
        require(isJson(read(metadata)), metadata);
        long started = offsets.map(CheckpointFiles::number).orElse(-1L);
        long done = commits.map(CheckpointFiles::number).orElse(-1L);
        for (long batch = Math.max(0, Math.max(started, done) - 1); batch <= Math.max(started, done); batch++) {
            requireLog(folder.resolve("offsets").resolve(Long.toString(batch)), OFFSETS_LINES);
        }
        if (commits.isPresent()) {
            requireLog(commits.get(), COMMITS_LINES);
        }
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

    private void requireLog(Path file, int count) throws IOException {
        if (Files.notExists(file)) {
            throw damaged(file, "is missing");
        }
        List<String> lines = read(file).lines().toList();
        require(
                lines.size() == count
                        && lines.get(0).equals(VERSION)
                        && lines.stream().skip(1).allMatch(CheckpointFiles::isJson),
                file);
    }

    /** Its text; none where its checksum says that it is not what was written. */
    private static String read(Path file) throws IOException {
        try (InputStream content =
                FileSystem.getLocal(new Configuration()).open(new org.apache.hadoop.fs.Path(file.toUri()))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (ChecksumException e) {
            return "";
        }
    }

    private static boolean isJson(String text) {
        try {
            return JsonParser.parseString(text).isJsonObject();
        } catch (JsonParseException e) {
            return false;
        }
    }

    private void require(boolean sound, Path file) {
        if (!sound) {
            throw damaged(file, "is damaged");
        }
    }

    private TaskException damaged(Path file, String how) {
        return new TaskException(
                ExitStatus.FAILED,
                ("the checkpoint %s can't be used: %s %s; move the folder away and run the job again: the query starts over"
                                + " from the earliest offset, which changes no row")
                        .formatted(folder, folder.relativize(file), how));
    }
}
