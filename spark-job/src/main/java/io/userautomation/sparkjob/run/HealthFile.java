package io.userautomation.sparkjob.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the checkpoints' folder that is written every few seconds while a stream is well: all of its queries run, and none
 * is far behind. Who looks from outside, as a container's health check, looks at its age and starts no process for it.
 */
final class HealthFile {

    static final String NAME = "stream-healthy";

    private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);

    private final Path file;

    HealthFile(Path checkpoints) {
        this.file = checkpoints.resolve(NAME);
    }

    /** Renews it, or lets it grow old. */
    void renew(boolean well) {
        if (!well) {
            return;
        }
        try {
            Files.writeString(file, Instant.now() + System.lineSeparator());
        } catch (IOException e) {
            LOG.warn("{} can't be written, so that the stream looks unwell: {}", file, e.toString());
        }
    }
}
