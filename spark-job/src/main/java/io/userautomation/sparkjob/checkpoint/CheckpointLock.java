package io.userautomation.sparkjob.checkpoint;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps drivers of release 0.1 out of a checkpoint's folder, and lets one that is in it end first: they know of no other way.
 * They lock the file for themselves alone, this release together with others of its kind, between which Kafka decides. The
 * operating system ends the lock with the process, so none is ever left behind.
 */
final class CheckpointLock implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;

    private final FileChannel channel;

    private CheckpointLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks {@code file}, creating it where it is missing.
     *
     * @param deadline how long to wait for whoever has it
     * @throws TaskException naming the holder, when the deadline has passed
     */
    static CheckpointLock acquire(Path file, Duration deadline) throws IOException, InterruptedException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long start = System.nanoTime();
            while (!isLocked(channel)) {
                if (System.nanoTime() - start > deadline.toNanos()) {
                    throw new TaskException(
                            ExitStatus.FAILED,
                            "the checkpoint %s is in use by %s; waited %s s for it"
                                    .formatted(file.getParent(), holder(file), deadline.toSeconds()),
                            new CheckpointInUseException());
                }
                Thread.sleep(LOOK_MILLIS);
            }
            writeHolder(channel);
            return new CheckpointLock(channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held in this very process
        }
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        String text =
                "process %s on %s since %s".formatted(ProcessHandle.current().pid(), hostName(), Instant.now());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        channel.force(false);
    }

    /** A label for a person: a name that doesn't resolve will do, and is in what Java says of it. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return String.valueOf(e.getMessage()).replaceFirst(":.*", "");
        }
    }

    private static String holder(Path file) throws IOException {
        String text = Files.readString(file);
        return text.isBlank() ? "a process that did not say which" : text;
    }
}
