package io.userautomation.localstack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a server writes, from a place in its log file onwards.
 *
 * @param path the file
 * @param from the place in bytes where this start of the server begins to write
 */
public record LogFile(Path path, long from) {
    private static final int TAIL_BYTES = 64 * 1024;
    /** A longer file is put aside, as {@code kafka.log.1}, in place of the one before. */
    private static final long MAX_BYTES = 10L * 1024 * 1024;

    /** The file as it is now: what is in it already was written by earlier starts. */
    public static LogFile fromNow(Path path) {
        try {
            Files.createDirectories(path.getParent());
            long length = Files.exists(path) ? Files.size(path) : 0;
            if (length <= MAX_BYTES) {
                return new LogFile(path, length);
            }
            Files.move(path, aside(path), StandardCopyOption.REPLACE_EXISTING);
            return new LogFile(path, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts aside what a server has written that goes on to run, where it is long: its next line is the file's first. What it
     * writes in that moment may be lost.
     */
    public static void rotate(Path path) {
        try {
            if (!Files.exists(path) || Files.size(path) <= MAX_BYTES) {
                return;
            }
            Files.copy(path, aside(path), StandardCopyOption.REPLACE_EXISTING);
            // It was opened for appending.
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path aside(Path path) {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    public boolean contains(String text) {
        return read(from).contains(text);
    }

    /** At most {@code count} last lines. */
    public List<String> lastLines(int count) {
        try {
            List<String> lines = read(Math.max(from, (Files.exists(path) ? Files.size(path) : 0) - TAIL_BYTES))
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(long start) {
        if (!Files.exists(path)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.max(0, Math.min(Integer.MAX_VALUE - 8, file.length() - start))];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
