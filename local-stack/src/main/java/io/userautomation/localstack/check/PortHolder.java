package io.userautomation.localstack.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the process that listens on a port, as far as Linux lets this user see it. */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");

    private PortHolder() {}

    /** As in {@code process 4711 (java)}; empty where it can't be found out. */
    static Optional<String> of(int port) {
        try {
            List<String> sockets = ListeningSocket.all().stream()
                    .filter(socket -> socket.port() == port)
                    .map(ListeningSocket::file)
                    .toList();
            return sockets.isEmpty() ? Optional.empty() : holder(sockets);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> holder(List<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Set<String> open = openFiles(process);
                if (sockets.stream().anyMatch(open::contains)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of("process %s (%s)".formatted(process.getFileName(), name));
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> openFiles(Path process) {
        try {
            return ListeningSocket.openFiles(process);
        } catch (IOException | UncheckedIOException endedOrSomebodyElses) {
            return Set.of();
        }
    }
}
