package io.userautomation.localstack.server;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.StackException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked beside the archive that the build fetched, once for all stacks of a checkout. */
final class PostgresBinaries {
    private final Path target;
    private final Path archiveFolder;

    PostgresBinaries(Checkout checkout) {
        this.archiveFolder = checkout.built(checkout.serverFiles("postgres", "archive"), "local-stack");
        this.target = archiveFolder.getParent();
    }

    /** @param name as in {@code initdb} */
    Path program(String name) throws IOException {
        return unpacked().resolve("bin").resolve(name);
    }

    private Path unpacked() throws IOException {
        Path archive = archive();
        Path folder = target.resolve(archive.getFileName().toString().replace(".txz", ""));
        synchronized (PostgresBinaries.class) {
            if (Files.exists(folder)) {
                return folder;
            }
            try (FileChannel channel = FileChannel.open(
                            target.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(folder)) {
                    unpack(archive, folder);
                }
            }
        }
        return folder;
    }

    /** Moved to its place only when it is whole, so that an interrupted start leaves nothing half there. */
    private void unpack(Path archive, Path folder) throws IOException {
        Path unfinished = Files.createTempDirectory(target, "unpacking");
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(archive));
                InputStream bytes = new BufferedInputStream(new XZInputStream(packed))) {
            new TarArchive(bytes).unpackTo(unfinished);
        }
        if (!unfinished.toFile().setReadable(true, false)
                || !unfinished.toFile().setExecutable(true, false)) {
            throw new IOException("can't be made readable for everyone: " + unfinished);
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path archive() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(archiveFolder, "*.txz")) {
            Iterator<Path> found = files.iterator();
            if (!found.hasNext()) {
                throw new StackException("There is no PostgreSQL for this system in " + archiveFolder);
            }
            return found.next();
        }
    }
}
