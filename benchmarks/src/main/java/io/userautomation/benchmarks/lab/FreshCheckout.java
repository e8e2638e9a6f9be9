package io.userautomation.benchmarks.lab;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** A copy of this project as a clone would bring it: its sources, with nothing built. */
public final class FreshCheckout implements AutoCloseable {

    /** What is no source, wherever it lies. */
    private static final Set<String> LEFT_OUT = Set.of("target", "data", ".git", ".env");

    private final Path folder;

    private FreshCheckout(Path folder) {
        this.folder = folder;
    }

    /** Copies it into a folder that is not there yet. */
    public static FreshCheckout copy(Path folder) throws IOException {
        Path root = Checkout.find().root();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                if (LEFT_OUT.contains(source.getFileName().toString()) || source.equals(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(folder.resolve(root.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, folder.resolve(root.relativize(source)));
                return FileVisitResult.CONTINUE;
            }
        });
        return new FreshCheckout(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Deletes it, with whatever was built in it. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
