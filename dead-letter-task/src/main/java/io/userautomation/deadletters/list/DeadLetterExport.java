package io.userautomation.deadletters.list;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.deadletters.RepeatedKey;
import io.userautomation.kafka.deadletters.DeadLetter;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;

/**
 * Dead letters, contents and all, in the form that {@code replay --repaired} reads: a JSON object a line.
 * Only the file's owner may read it.
 */
final class DeadLetterExport implements AutoCloseable {

    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private final Path file;
    private final Writer lines;

    private DeadLetterExport(Path file, Writer lines) {
        this.file = file;
        this.lines = lines;
    }

    /** @throws TaskException for status 1 when the file can't be made */
    static DeadLetterExport to(Path file) {
        try {
            Files.createFile(file, forOwnerOnly());
            return new DeadLetterExport(
                    file, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** A value that is no JSON object, or has a key twice, goes as base64 under {@code bytes}. */
    void add(DeadLetter deadLetter) {
        JsonObject line = new JsonObject();
        line.addProperty("partition", deadLetter.origin().partition());
        line.addProperty("offset", deadLetter.origin().offset());
        line.addProperty("reason", deadLetter.reason().sentence());
        byte[] bytes = deadLetter.origin().value();
        Optional<JsonObject> value = object(bytes);
        line.add("value", value.orElse(null));
        if (value.isEmpty() && bytes != null) {
            line.addProperty("bytes", Base64.getEncoder().encodeToString(bytes));
        }
        try {
            lines.write(GSON.toJson(line));
            lines.write('\n');
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static Optional<JsonObject> object(byte[] bytes) {
        try {
            String text = bytes == null
                    ? ""
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            Optional<JsonObject> object = Optional.ofNullable(GSON.fromJson(text, JsonObject.class));
            return object.isPresent() && RepeatedKey.isIn(text) ? Optional.empty() : object;
        } catch (IOException | JsonParseException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static FileAttribute<?>[] forOwnerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static TaskException failed(Path file, IOException cause) {
        return new TaskException(ExitStatus.FAILED, "%s can't be written: %s".formatted(file, cause), cause);
    }
}
