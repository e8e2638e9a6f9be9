package io.userautomation.sparkjob.checkpoint;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files for Spark's checkpoints: the same files, checksums and permissions as Hadoop's {@code LocalFs} writes, by
 * the JDK. Without its native library, which Maven Central does not have, Hadoop starts a process for each {@code chmod} and
 * {@code readlink}, some 18 of them for each batch of a query.
 */
public final class CheckpointFs extends ChecksumFs {

    /** What a Spark application sets to this class' name. */
    public static final String SETTING = "spark.hadoop.fs.AbstractFileSystem.file.impl";

    /** As Hadoop makes one: {@code uri} and {@code configuration} of {@code file:///}. */
    public CheckpointFs(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(new Raw(uri, configuration));
    }

    /** The same without checksums. */
    private static final class Raw extends DelegateToFileSystem {

        Raw(URI uri, Configuration configuration) throws IOException, URISyntaxException {
            super(uri, new JdkFiles(), configuration, uri.getScheme(), false);
        }

        /** The operating system decides. */
        @Override
        public boolean isValidName(String path) {
            return true;
        }
    }

    private static final class JdkFiles extends RawLocalFileSystem {

        @Override
        public void setPermission(Path file, FsPermission permission) throws IOException {
            Files.setPosixFilePermissions(
                    pathToFile(file).toPath(), PosixFilePermissions.fromString(permission.toString()));
        }

        @Override
        public FileStatus getFileLinkStatus(Path file) throws IOException {
            return Files.isSymbolicLink(pathToFile(file).toPath())
                    ? super.getFileLinkStatus(file)
                    : getFileStatus(file);
        }
    }
}
