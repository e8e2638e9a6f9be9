package io.userautomation.localstack.check;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the process that listens on a port, as far as Linux lets this user see it. */
public final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final List<Path> SOCKETS = List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"));
    /** Columns of /proc/net/tcp, as proc(5) tells. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** As in {@code process 4711 (java)}; empty where it can't be found out. */
    public static Optional<String> of(int port) {
        try {
            Set<String> sockets = listeningSockets(port);
            if (sockets.isEmpty()) {
                return Optional.empty();
            }
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (Path process : processes) {
                    if (holds(process, sockets)) {
                        String name = Files.readString(process.resolve("comm")).strip();
                        return Optional.of("process %s (%s)".formatted(process.getFileName(), name));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException unreadable) {
            return Optional.empty();
        }
    }

    private static Set<String> listeningSockets(int port) throws IOException {
        Set<String> found = new HashSet<>();
        String suffix = ":%04X".formatted(port);
        for (Path table : SOCKETS) {
            for (String line : Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[LOCAL_ADDRESS].endsWith(suffix) && columns[STATE].equals(LISTENING)) {
                    found.add("socket:[" + columns[INODE] + "]");
                }
            }
        }
        return found;
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException endedOrSomebodyElses) {
            return false;
        }
    }
}
