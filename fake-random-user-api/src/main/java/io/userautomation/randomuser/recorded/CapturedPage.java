package io.userautomation.randomuser.recorded;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.userautomation.randomuser.people.ApiVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One captured response; a list of users, or a single one, stands for one as well.
 *
 * @param version as its {@code info} says; empty where it says none
 * @param users in the response's order, those that can be served
 * @param incomplete how many others it has, without {@code login.uuid} or gender
 */
record CapturedPage(Optional<ApiVersion> version, List<RecordedUser> users, int incomplete) {

    /** The first whose users have a uuid. */
    private static final ApiVersion OLDEST = ApiVersion.V1_2;

    private static final Pattern SHOWN = Pattern.compile("[0-9.]{1,10}");

    /**
     * Reads the next document, one user at a time.
     *
     * @throws UnusableFileException where it has no users of a version that is served
     */
    static CapturedPage read(JsonReader json) throws IOException {
        Reading reading = new Reading();
        if (json.peek() == JsonToken.BEGIN_ARRAY) {
            reading.users(json);
            return reading.page(Optional.empty());
        }
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw new UnusableFileException("it holds no response of the API but other JSON");
        }
        return reading.response(json);
    }

    /** The users that were read so far. */
    private static final class Reading {

        private final List<RecordedUser> users = new ArrayList<>();
        private int incomplete;

        CapturedPage response(JsonReader json) throws IOException {
            JsonObject others = new JsonObject();
            boolean hasResults = false;
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals("results") && json.peek() == JsonToken.BEGIN_ARRAY) {
                    users(json);
                    hasResults = true;
                } else {
                    others.add(name, JsonParser.parseReader(json));
                }
            }
            json.endObject();
            if (!hasResults) {
                if (others.has("error")) {
                    throw new UnusableFileException("it holds an error of the API");
                }
                if (!others.has("login")) {
                    throw new UnusableFileException("it holds no response of the API: there are no results in it");
                }
                add(others);
                return page(Optional.empty());
            }
            return page(version(others));
        }

        void users(JsonReader json) throws IOException {
            json.beginArray();
            while (json.hasNext()) {
                add(JsonParser.parseReader(json));
            }
            json.endArray();
        }

        CapturedPage page(Optional<ApiVersion> version) {
            return new CapturedPage(version, users, incomplete);
        }

        private void add(JsonElement user) {
            RecordedUser.of(user).ifPresentOrElse(users::add, () -> incomplete++);
        }

        /** Below 1.0 the number stands beside the results, since then in {@code info}. */
        private static Optional<ApiVersion> version(JsonObject response) throws UnusableFileException {
            Map<String, JsonElement> place =
                    response.get("info") instanceof JsonObject info ? info.asMap() : response.asMap();
            String number = RecordedUser.text(place.get("version"));
            if (number.isEmpty()) {
                return Optional.empty();
            }
            Optional<ApiVersion> version = ApiVersion.of(number).filter(known -> known.atLeast(OLDEST));
            if (version.isEmpty()) {
                throw new UnusableFileException(
                        "its users are of version %s of the API, and only those of %s to %s are known to have a uuid"
                                .formatted(shown(number), OLDEST.number(), ApiVersion.LATEST.number()));
            }
            return version;
        }

        private static String shown(String number) {
            return SHOWN.matcher(number).matches() ? number : "…";
        }
    }
}
