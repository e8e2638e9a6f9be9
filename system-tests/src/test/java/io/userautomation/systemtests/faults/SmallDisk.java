package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that a test can fill; to mount it takes root and the right to, without which the test is skipped. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK_BYTES = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
        Path empty = JavaServer.emptied(folder);
        Ran mount = run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(mebibytes), "tmpfs", empty.toString());
        assumeTrue(mount.status == 0, "needs the right to mount a tmpfs: " + mount.output);
        return new SmallDisk(empty);
    }

    Path folder() {
        return folder;
    }

    /** Leaves not a byte. */
    void fill() throws IOException {
        byte[] zeros = new byte[BLOCK_BYTES];
        try (OutputStream filler = Files.newOutputStream(folder.resolve("filler"))) {
            while (true) {
                filler.write(zeros);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    /** Makes it larger, with all that is on it. */
    void grow(int mebibytes) throws IOException {
        Ran mount = run("mount", "-o", "remount,size=%dm".formatted(mebibytes), folder.toString());
        assertThat(mount.status).as(mount.output).isZero();
    }

    @Override
    public void close() throws IOException {
        // Lazily: a server that is still ending doesn't keep it.
        Ran unmount = run("umount", "--lazy", folder.toString());
        assertThat(unmount.status).as(unmount.output).isZero();
    }

    private static Ran run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.onExit().join().exitValue(), output);
    }

    private record Ran(int status, String output) {}
}
