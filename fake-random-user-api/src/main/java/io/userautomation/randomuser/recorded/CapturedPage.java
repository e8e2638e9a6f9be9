package io.userautomation.randomuser.recorded;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.userautomation.randomuser.people.ApiVersion;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * One captured response.
 *
 * @param version as its {@code info} says; the latest where it has none
 * @param users in the response's order
 */
record CapturedPage(ApiVersion version, List<RecordedUser> users) {

    /**
     * Reads a {@code .json} or {@code .json.gz} file, one user at a time.
     *
     * @throws IOException naming the file, where it is no such response
     */
    static CapturedPage read(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                Reader text = new InputStreamReader(plain, StandardCharsets.UTF_8);
                JsonReader json = new JsonReader(text)) {
            json.setStrictness(Strictness.STRICT);
            return read(json);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new IOException("%s is no captured response: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Whether the users are whole ones: those of a response to {@code inc=} lack an id or the gender. */
    boolean isComplete() {
        return users.stream()
                .noneMatch(user -> user.uuid().isEmpty() || user.gender().isEmpty());
    }

    private static CapturedPage read(JsonReader json) throws IOException {
        List<RecordedUser> users = new ArrayList<>();
        ApiVersion version = ApiVersion.LATEST;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "results" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        users.add(RecordedUser.of(parse(json)));
                    }
                    json.endArray();
                }
                case "info" -> version = version(parse(json));
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new CapturedPage(version, users);
    }

    private static ApiVersion version(JsonObject info) {
        String number = info.has("version") ? info.get("version").getAsString() : "";
        return ApiVersion.of(number)
                .orElseThrow(() -> new JsonParseException("version %s is not served".formatted(number)));
    }

    private static JsonObject parse(JsonReader json) {
        return JsonParser.parseReader(json).getAsJsonObject();
    }
}
