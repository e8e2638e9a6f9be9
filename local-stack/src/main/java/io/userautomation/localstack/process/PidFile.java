package io.userautomation.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers a running server in a file, so that the next start can end it if its supervisor couldn't. */
public record PidFile(Path path) {
    public void write(ProcessIdentity process) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, process.pid() + " " + process.started() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written, if anything readable was. */
    public Optional<ProcessIdentity> read() {
        try {
            String[] words = Files.exists(path) ? Files.readString(path).strip().split(" ", -1) : new String[0];
            return words.length == 2 && words[0].matches("\\d{1,18}")
                    ? Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[1]))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
