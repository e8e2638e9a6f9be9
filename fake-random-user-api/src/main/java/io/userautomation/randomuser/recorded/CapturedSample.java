package io.userautomation.randomuser.recorded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A captured response of two dozen users of all nationalities, for where no folder of recorded ones is at hand. */
public final class CapturedSample {
    /** How many users it has. */
    public static final int USERS = 24;

    private static final String RESOURCE = "/io/userautomation/randomuser/captured-sample.json";

    private CapturedSample() {}

    /** Puts it into a folder that {@link RecordedUsers} can then be read from. */
    public static void copyTo(Path folder) throws IOException {
        try (InputStream sample = CapturedSample.class.getResourceAsStream(RESOURCE)) {
            if (sample == null) {
                throw new FileNotFoundException(RESOURCE);
            }
            Files.copy(sample, folder.resolve("captured-sample.json"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
