package io.userautomation.localstack.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Unpacks a plain tar archive: folders, files with their executable bit, and symbolic links. */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final InputStream bytes;

    TarArchive(InputStream bytes) {
        this.bytes = bytes;
    }

    void unpackTo(Path folder) throws IOException {
        for (byte[] header = nextHeader(); header.length > 0; header = nextHeader()) {
            Path path = folder.resolve(text(header, 0, 100)).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException("archive names a file outside of itself: " + path);
            }
            char type = (char) header[156];
            switch (type) {
                case '5' -> Files.createDirectories(path);
                case '2' -> {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(text(header, 157, 100)));
                }
                case '0', '\0' -> file(path, number(header, 124, 12), number(header, 100, 8));
                default -> throw new IOException("archive holds an entry of unknown type '" + type + "'");
            }
        }
    }

    private void file(Path path, long size, long mode) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, bytes.readNBytes(Math.toIntExact(size)));
        if ((mode & OWNER_MAY_EXECUTE) != 0 && !path.toFile().setExecutable(true, false)) {
            throw new IOException("can't make executable: " + path);
        }
        bytes.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }

    /** The next entry's header; empty at the end of the archive, which a block of zeros marks. */
    private byte[] nextHeader() throws IOException {
        byte[] header = bytes.readNBytes(BLOCK);
        return header.length < BLOCK || header[0] == 0 ? new byte[0] : header;
    }

    private static String text(byte[] header, int from, int length) {
        byte[] field = Arrays.copyOfRange(header, from, from + length);
        int end = 0;
        while (end < length && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.UTF_8);
    }

    private static long number(byte[] header, int from, int length) throws IOException {
        String octal = text(header, from, length).strip();
        try {
            return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
        } catch (NumberFormatException e) {
            throw new IOException("archive has a damaged header", e);
        }
    }
}
