package io.userautomation.sparkjob.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query's place on disk: Spark's own files, {@code identity.json} and {@code driver.lock}. It is this process' alone
 * until closed.
 */
public final class CheckpointFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final String IDENTITY = "identity.json";
    private static final String LOCK = "driver.lock";

    private final Path folder;
    private final CheckpointLock lock;

    private CheckpointFolder(Path folder, CheckpointLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens the folder of this identity below {@code parent}, creating both where they are missing.
     *
     * @param deadline how long to wait for another driver to leave it
     * @throws io.userautomation.commandline.TaskException when another driver has it still, or what it holds is damaged
     */
    public static CheckpointFolder open(Path parent, CheckpointIdentity identity, Duration deadline)
            throws IOException, InterruptedException {
        Path folder = parent.toAbsolutePath().normalize().resolve(identity.folderName());
        Files.createDirectories(folder);
        CheckpointLock lock = CheckpointLock.acquire(folder.resolve(LOCK), deadline);
        try {
            new CheckpointFiles(folder).check();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        if (Files.notExists(folder.resolve(IDENTITY))) {
            Files.writeString(folder.resolve(IDENTITY), identity.toJson() + System.lineSeparator());
            LOG.info(
                    "No checkpoint for this topic and sink yet: starting from the earliest offset query={} topic={}"
                            + " topic_id={} table={} checkpoint={}",
                    identity.query(),
                    identity.topic(),
                    identity.topicId(),
                    identity.table(),
                    folder);
        }
        return new CheckpointFolder(folder, lock);
    }

    /** As Spark wants it. */
    public String location() {
        return "file://" + folder;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
