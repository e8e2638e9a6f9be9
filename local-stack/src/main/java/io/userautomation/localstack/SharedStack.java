package io.userautomation.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The stack that all tests of a JVM use. */
final class SharedStack {
    /** One for each JVM that runs tests at the same time: the build names them. */
    private static final Path FOLDER = Path.of("target", System.getProperty("test.stack.folder", "local-stack"));

    private static Stack stack;

    private SharedStack() {}

    static synchronized Stack with(ServerKind... kinds) {
        if (stack == null) {
            // Takes the folder first: what runs there must be gone before its files are.
            DataFolder.acquire(FOLDER).close();
            delete(FOLDER);
            String checkpoints = FOLDER.resolve("checkpoints").toAbsolutePath().toString();
            stack = Stack.start(
                    FOLDER, Ports.free(), Set.of(), WorkerSize.standard(), Map.of("CHECKPOINT_FOLDER", checkpoints));
        }
        stack.add(Set.copyOf(List.of(kinds)));
        return stack;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
