package io.userautomation.sparkjob.query;

import io.userautomation.sparkjob.checkpoint.CheckpointFolder;
import io.userautomation.sparkjob.ownership.Ownership;
import java.io.IOException;

/**
 * A checkpoint that is this driver's alone until closed.
 *
 * @param folder where Spark keeps its place on this machine
 * @param ownership what keeps other drivers from it, on any machine
 */
public record Checkpoint(CheckpointFolder folder, Ownership ownership) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        try {
            folder.close();
        } finally {
            ownership.close();
        }
    }
}
