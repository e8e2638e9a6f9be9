package io.userautomation.commandline.settings;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A password or the like. One that stands in a file is read again whenever it is asked for: files are replaced under processes
 * that live for months. To other processes it travels as the text that it is then, since they needn't have the file.
 */
public final class Secret implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);

    /** Null where it stands in no file. */
    private final transient Path file;

    private volatile String last;

    private Secret(Path file, String last) {
        this.file = file;
        this.last = last;
    }

    /** One that stays what it is. */
    public static Secret of(String text) {
        return new Secret(null, text);
    }

    /**
     * What a file holds, without the end of its last line.
     *
     * @param otherwise what it is while the file can't be read
     */
    public static Secret in(Path file, String otherwise) {
        return new Secret(file, otherwise);
    }

    /** What a file holds now, without the end of its last line. */
    static String read(Path file) throws IOException {
        return Files.readString(file).stripTrailing();
    }

    /** The secret as it is now; where its file can't be read, or is just being written, as it was last. */
    public String text() {
        if (file == null) {
            return last;
        }
        try {
            String read = read(file);
            if (!read.isEmpty()) {
                last = read;
            }
        } catch (IOException e) {
            LOG.warn("The secret in {} can't be read again ({}): what it was before is used", file, e.toString());
        }
        return last;
    }

    /** Where it stands; empty for one that stays what it is. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    private Object writeReplace() {
        return of(text());
    }

    /** Two of the same file are the same, whatever it holds. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && Objects.equals(file, secret.file)
                && (file != null || last.equals(secret.last));
    }

    @Override
    public int hashCode() {
        return file == null ? last.hashCode() : file.hashCode();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "a secret";
    }
}
