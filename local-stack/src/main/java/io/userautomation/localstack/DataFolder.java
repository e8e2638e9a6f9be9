package io.userautomation.localstack;

import io.userautomation.localstack.process.PidFile;
import io.userautomation.localstack.process.ProcessEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of everything a stack's servers write, held by one supervisor at a time. */
final class DataFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Duration LEFTOVER_STOP = Duration.ofSeconds(10);

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the folder for this process, making it if need be, and ends what an earlier one left running there. */
    static DataFolder acquire(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(
                    path.resolve(".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String holder = read(channel);
                channel.close();
                throw new StackException("%s is in use by another local stack%s: stop that one, or name another folder"
                        .formatted(path, holder.isEmpty() ? "" : " (process " + holder + ")"));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            DataFolder data = new DataFolder(path, channel);
            data.endLeftovers();
            return data;
        } catch (IOException e) {
            throw new StackException("%s can't be used as the data folder: %s".formatted(path, e), e);
        }
    }

    Path path() {
        return path;
    }

    private void endLeftovers() throws IOException {
        Path pids = Files.createDirectories(path.resolve("pids"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pids, "*.pid")) {
            for (Path file : files) {
                PidFile pidFile = new PidFile(file);
                pidFile.read().flatMap(identity -> identity.alive()).ifPresent(process -> {
                    LOG.warn(
                            "ending a server left over from an earlier start: {} pid={}",
                            file.getFileName(),
                            process.pid());
                    ProcessEnd.stop(process, "TERM", LEFTOVER_STOP);
                });
                pidFile.delete();
            }
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
