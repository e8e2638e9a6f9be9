package io.userautomation.sparkjob.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;
import org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFsTest {

    private static final String HADOOP_PREFIX = "spark.hadoop.";

    @TempDir
    private Path folder;

    @Test
    void should_be_what_hadoop_takes_for_local_files() throws IOException {
        assertThat(files().getDefaultFileSystem()).isInstanceOf(CheckpointFs.class);
    }

    @Test
    void should_leave_the_files_that_hadoops_own_leaves() throws IOException {
        Map<String, String> expected = write(folder.resolve("hadoop"), new Configuration());

        assertThat(write(folder.resolve("ours"), ours())).isEqualTo(expected).containsKeys("offsets/0", "offsets/1");
    }

    @Test
    void should_write_a_checksum_that_hadoops_own_reads() throws IOException {
        Path file = folder.resolve("0");
        try (OutputStream out = files().create(hadoop(file)).build()) {
            out.write("v1".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(folder.resolve(".0.crc")).exists();
        assertThat(FileContext.getFileContext(new Configuration())
                        .open(hadoop(file))
                        .readAllBytes())
                .asString()
                .isEqualTo("v1");
    }

    @Test
    void should_see_links_as_hadoops_own_sees_them() throws IOException {
        FileContext hadoops = FileContext.getFileContext(new Configuration());
        Path target = Files.writeString(folder.resolve("target"), "v1");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        Path none = folder.resolve("none");

        for (Path path : List.of(target, link)) {
            FileStatus status = files().getFileLinkStatus(hadoop(path));
            assertThat(status).isEqualTo(hadoops.getFileLinkStatus(hadoop(path)));
            assertThat(status.isSymlink())
                    .isEqualTo(hadoops.getFileLinkStatus(hadoop(path)).isSymlink());
        }
        assertThatThrownBy(() -> files().getFileLinkStatus(hadoop(none))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void should_set_permissions() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "v1");

        files().setPermission(hadoop(file), new FsPermission("640"));

        assertThat(permissions(file)).isEqualTo("rw-r-----");
    }

    /** What a query does to its logs: a file for each batch, never a second one, and old ones are deleted. */
    private static Map<String, String> write(Path checkpoint, Configuration configuration) throws IOException {
        CheckpointFileManager manager = new FileContextBasedCheckpointFileManager(hadoop(checkpoint), configuration);
        manager.mkdirs(hadoop(checkpoint.resolve("offsets")));
        for (int batch = 0; batch < 3; batch++) {
            write(manager, checkpoint.resolve("offsets/" + batch), false, "batch " + batch);
        }
        assertThatThrownBy(() -> write(manager, checkpoint.resolve("offsets/1"), false, "another"))
                .hasMessageContaining("exist");
        write(manager, checkpoint.resolve("offsets/0"), true, "once more");
        manager.delete(hadoop(checkpoint.resolve("offsets/2")));
        return content(checkpoint);
    }

    private static void write(CheckpointFileManager manager, Path file, boolean overwrite, String text)
            throws IOException {
        CancellableFSDataOutputStream out = manager.createAtomic(hadoop(file), overwrite);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.close();
    }

    /** Permissions and text of all but the temporary files, whose names are random. */
    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path :
                    paths.filter(path -> !path.toString().contains(".tmp")).toList()) {
                String text = Files.isDirectory(path) ? "" : Files.readString(path, StandardCharsets.ISO_8859_1);
                content.put(root.relativize(path).toString(), permissions(path) + " " + text);
            }
        }
        return content;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static FileContext files() throws IOException {
        return FileContext.getFileContext(URI.create("file:///"), ours());
    }

    /** As Spark hands it on. */
    private static Configuration ours() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointFs.SETTING.substring(HADOOP_PREFIX.length()), CheckpointFs.class.getName());
        return configuration;
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }
}
