package io.userautomation.producer.api;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.userautomation.model.record.UserRecord;
import io.userautomation.producer.settings.ApiSettings;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an answer of status 200 and checks that it is the one that was asked for: the API answers 200 with fewer users,
 * none at all, an error, or the users of another request.
 */
final class PageReader {

    private static final int MAX_QUOTE = 200;

    private final PageRequest request;
    private final String version;
    private final List<UserRecord> users;
    private boolean hasResults;
    private String error;
    private String strangeNationality;
    private String infoSeed;
    private String infoPage;
    private String infoResults;
    private String infoVersion;

    /** @param version that the answer must be of, or {@link ApiSettings#UNPINNED} */
    PageReader(PageRequest request, String version) {
        this.request = request;
        this.version = version;
        this.users = new ArrayList<>(request.results());
    }

    /**
     * Reads it to its end.
     *
     * @throws ApiException when it is not what was asked for, or not JSON
     * @throws IOException when it breaks off
     */
    UserPage read(Reader text) throws IOException {
        try {
            JsonReader json = new JsonReader(text);
            json.setStrictness(Strictness.STRICT);
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw ApiException.unusable("answered JSON that is not an object");
            }
            JsonFields.read(json, this::readField);
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw ApiException.unusable("answered more than one JSON document");
            }
        } catch (MalformedJsonException e) {
            throw ApiException.unusable("answered something that is not JSON", e);
        }
        check();
        return new UserPage(users);
    }

    private void readField(String name, JsonReader json) throws IOException {
        switch (name) {
            case "results" -> readResults(json);
            case "info" -> JsonFields.read(json, this::readInfo);
            case "error" -> error = JsonFields.text(json);
            default -> json.skipValue();
        }
    }

    private void readResults(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.BEGIN_ARRAY) {
            json.skipValue();
            return;
        }
        hasResults = true;
        json.beginArray();
        while (json.hasNext()) {
            if (users.size() == request.results()) {
                throw ApiException.unusable("answered more than the " + request.results() + " users asked for");
            }
            UserReader user = UserReader.read(json);
            users.add(user.toRecord());
            String nationality = user.nationality();
            if (nationality != null
                    && !request.nationalities().isEmpty()
                    && !request.nationalities().contains(nationality)) {
                strangeNationality = nationality;
            }
        }
        json.endArray();
    }

    private void readInfo(String name, JsonReader json) throws IOException {
        switch (name) {
            case "seed" -> infoSeed = JsonFields.text(json);
            case "page" -> infoPage = JsonFields.text(json);
            case "results" -> infoResults = JsonFields.text(json);
            case "version" -> infoVersion = JsonFields.text(json);
            default -> json.skipValue();
        }
    }

    private void check() throws ApiException {
        if (error != null) {
            throw ApiException.unusable("answered the error '" + quoted(error) + "'");
        }
        if (!hasResults) {
            throw ApiException.unusable("answered without results");
        }
        checkVersion();
        if (users.size() != request.results()) {
            throw ApiException.unusable("gave %s users instead of %s".formatted(users.size(), request.results()));
        }
        same("seed", request.seed(), infoSeed);
        same("page", String.valueOf(request.page()), infoPage);
        same("results", String.valueOf(request.results()), infoResults);
        if (strangeNationality != null) {
            throw ApiException.unfit("gave a user of nationality %s where %s was asked for: does it know them all?"
                    .formatted(quoted(strangeNationality), String.join(",", request.nationalities())));
        }
    }

    private void checkVersion() throws ApiException {
        if (infoVersion == null) {
            throw ApiException.unusable("answered without saying its version");
        }
        if (!ApiSettings.hasUuids(infoVersion)) {
            throw ApiException.unfit("answered in version %s, whose users have no uuid; %s must name 1.2 or newer"
                    .formatted(quoted(infoVersion), ApiSettings.URL.inWords()));
        }
        if (!version.equals(ApiSettings.UNPINNED) && !version.equals(infoVersion)) {
            throw ApiException.unfit(
                    "answered in version %s where its address names %s".formatted(quoted(infoVersion), version));
        }
    }

    private static void same(String name, String asked, String answered) throws ApiException {
        if (!asked.equals(answered)) {
            throw ApiException.unusable("answered for %s %s where %s was asked for"
                    .formatted(name, answered == null ? "unknown" : quoted(answered), asked));
        }
    }

    /** Short and on one line, since it comes from outside and goes to a person's terminal. */
    static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_QUOTE ? line.substring(0, MAX_QUOTE) + "…" : line;
    }
}
