package io.userautomation.commandline.settings;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command is to write at its end: whether it can be is asked before the command begins. */
public final class WritableFile {

    /** What is allowed, as it stands in messages after "must be". */
    public static final String ALLOWED_TEXT = "a file in a folder that is there, both open to writing";

    private WritableFile() {}

    /** For {@link SettingsReader#converted}. @throws IllegalArgumentException where no such file can be written */
    public static Path of(String text) {
        Path file = Path.of(text).toAbsolutePath().normalize();
        if (!canBeWritten(file)) {
            throw new IllegalArgumentException(text);
        }
        return file;
    }

    private static boolean canBeWritten(Path file) {
        if (Files.exists(file)) {
            return Files.isRegularFile(file) && Files.isWritable(file);
        }
        Path folder = file.getParent();
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
