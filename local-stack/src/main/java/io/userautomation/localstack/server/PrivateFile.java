package io.userautomation.localstack.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files that only the user whom the stack runs as may read. */
final class PrivateFile {
    private PrivateFile() {}

    /** Writes beside it and moves it to its place, so that it is never there with half of its text. */
    static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The file's text, which {@code draw} gives the first time. */
    static String keep(Path file, Supplier<String> draw) throws IOException {
        if (!Files.exists(file)) {
            write(file, draw.get());
        }
        return Files.readString(file);
    }
}
