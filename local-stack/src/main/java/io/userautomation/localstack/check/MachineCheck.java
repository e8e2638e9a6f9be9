package io.userautomation.localstack.check;

import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Whether this machine can run the servers at all: its Java, its memory, its disk. */
public final class MachineCheck {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final int JAVA = 17;
    private static final long DISK_MEBIBYTES = 2048;

    private MachineCheck() {}

    /**
     * @param folder where they will write; exists
     * @throws StackException with one sentence for each thing that is missing
     */
    public static void require(Set<ServerKind> kinds, Path folder) {
        List<String> problems = problems(
                kinds, Runtime.version().feature(), AvailableMemory.mebibytes(), freeMebibytes(folder), folder);
        if (!problems.isEmpty()) {
            throw new StackException(String.join(System.lineSeparator(), problems));
        }
    }

    static List<String> problems(Set<ServerKind> kinds, int java, OptionalLong memory, long disk, Path folder) {
        List<String> problems = new ArrayList<>();
        if (java != JAVA) {
            problems.add(
                    "This is Java %s, and the servers need a JDK %s (Cassandra runs on no newer one): point JAVA_HOME at one"
                            .formatted(java, JAVA));
        }
        int needed = kinds.stream().mapToInt(ServerKind::memoryMebibytes).sum();
        if (memory.isPresent() && memory.getAsLong() < needed) {
            problems.add("The servers need about %s MiB of memory and %s MiB are available: close something first"
                    .formatted(needed, memory.getAsLong()));
        }
        if (disk < DISK_MEBIBYTES) {
            problems.add("The servers need %s MiB of disk and %s MiB are free at %s: make room, or name another folder"
                    .formatted(DISK_MEBIBYTES, disk, folder));
        }
        return problems;
    }

    private static long freeMebibytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() / MEBIBYTE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
