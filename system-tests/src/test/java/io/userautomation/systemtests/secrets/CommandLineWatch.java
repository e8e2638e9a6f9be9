package io.userautomation.systemtests.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the command lines of all processes of this machine again and again: anybody here could. */
public final class CommandLineWatch implements AutoCloseable {

    private static final Path PROC = Path.of("/proc");
    private static final long POLL_MILLIS = 50;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "command-line-watch");

    public CommandLineWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    /** All that were there since this was made, each once. */
    public Collection<String> seen() {
        return List.copyOf(seen);
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                seen.add(commandLine(process));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
