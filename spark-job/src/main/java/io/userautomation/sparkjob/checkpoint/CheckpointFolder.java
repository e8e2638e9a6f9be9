package io.userautomation.sparkjob.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query's place on disk: Spark's own files, {@code marks.json}, {@code identity.json} and {@code driver.lock}. Whose it
 * is, Kafka decides; only a driver of release 0.1 is kept out by the lock. A query that starts over does so in a folder inside, which {@code generation} names.
 */
public final class CheckpointFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final String IDENTITY = "identity.json";
    private static final String LOCK = "driver.lock";
    private static final String GENERATION = "generation";

    private final Path folder;
    private final String topic;
    private final CheckpointLock lock;
    private Path current;

    private CheckpointFolder(Path folder, String topic, CheckpointLock lock, Path current) {
        this.folder = folder;
        this.topic = topic;
        this.lock = lock;
        this.current = current;
    }

    /**
     * Opens the folder of this identity below {@code parent}, creating both where they are missing.
     *
     * @param deadline how long to wait for a driver of release 0.1 to leave it
     * @throws io.userautomation.commandline.TaskException when such a driver has it still, or what it holds is damaged
     */
    public static CheckpointFolder open(Path parent, CheckpointIdentity identity, Duration deadline)
            throws IOException, InterruptedException {
        Path folder = place(parent.toAbsolutePath().normalize(), identity);
        Files.createDirectories(folder);
        CheckpointLock lock = CheckpointLock.acquire(folder.resolve(LOCK), deadline);
        Path current;
        try {
            current = current(folder);
            new CheckpointFiles(current).check();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        if (Files.notExists(folder.resolve(IDENTITY))) {
            Files.writeString(folder.resolve(IDENTITY), identity.toJson() + System.lineSeparator());
            LOG.info(
                    "A new checkpoint folder query={} topic={} topic_id={} table={} checkpoint={}",
                    identity.query(),
                    identity.topic(),
                    identity.topicId(),
                    identity.table(),
                    folder);
        }
        return new CheckpointFolder(folder, identity.topic(), lock, current);
    }

    /** The folder that has the identity's name, or, where there is none, the latest that an older version gave another. */
    private static Path place(Path parent, CheckpointIdentity identity) throws IOException {
        Path named = parent.resolve(identity.folderName());
        if (Files.exists(named) || Files.notExists(parent)) {
            return named;
        }
        Path latest = named;
        FileTime latestUse = FileTime.fromMillis(0);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, identity.query() + "-*")) {
            for (Path folder : folders) {
                Path words = folder.resolve(IDENTITY);
                Path offsets = folder.resolve("offsets");
                if (Files.isReadable(words) && Files.isDirectory(offsets) && identity.isIn(Files.readString(words))) {
                    FileTime use = Files.getLastModifiedTime(offsets);
                    if (use.compareTo(latestUse) > 0) {
                        latest = folder;
                        latestUse = use;
                    }
                }
            }
        }
        return latest;
    }

    /** As Spark wants it. */
    public String location() {
        return "file://" + current;
    }

    /** By partition, how far the query has come, the batch under way included; none in a new checkpoint. */
    public Map<Integer, Long> positions() throws IOException {
        return new CheckpointOffsets(current, topic).latest();
    }

    /** By partition, where the last batch ends that Spark has committed; none in a new checkpoint. */
    public Map<Integer, Long> committed() throws IOException {
        return new CheckpointOffsets(current, topic).committed();
    }

    /** Whether Spark has written anything here. */
    public boolean isUsed() {
        return Files.exists(current.resolve("metadata"));
    }

    /** By partition, where this batch ends. */
    public Map<Integer, Long> offsets(long batchId) throws IOException {
        return new CheckpointOffsets(current, topic).of(batchId);
    }

    /** What was kept last, by partition; empty where it can't be read. */
    public Optional<Map<Integer, RecordMark>> marks() {
        return new CheckpointMarks(current).read();
    }

    /** Keeps marks in place of those before. */
    public void keep(Map<Integer, RecordMark> marks) throws IOException {
        new CheckpointMarks(current).write(marks);
    }

    /** Leaves what is there behind: from now on this is a checkpoint that was never used. */
    public void startOver() throws IOException {
        String next = "generation-" + System.currentTimeMillis();
        Path file = folder.resolve(GENERATION + ".next");
        Files.createDirectories(folder.resolve(next));
        Files.writeString(file, next);
        Files.move(file, folder.resolve(GENERATION), StandardCopyOption.ATOMIC_MOVE);
        current = folder.resolve(next);
    }

    private static Path current(Path folder) throws IOException {
        Path file = folder.resolve(GENERATION);
        if (Files.notExists(file)) {
            return folder;
        }
        String name = Files.readString(file).strip();
        if (!name.matches("generation-\\d{1,18}")) {
            throw CheckpointFiles.damaged(folder, file, "is damaged");
        }
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
