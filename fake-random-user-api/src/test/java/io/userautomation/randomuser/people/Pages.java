package io.userautomation.randomuser.people;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages of made-up users, without HTTP. */
final class Pages {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final GeneratedUsers USERS = new GeneratedUsers(Clock.fixed(NOW, ZoneOffset.UTC));

    private Pages() {}

    /** Four hundred users of one nationality. */
    static List<JsonObject> of(ApiVersion version, Nationality nationality) {
        return of(version, "seed", "words", "results", "400", "nat", nationality.name());
    }

    static List<JsonObject> of(ApiVersion version, String... query) {
        return of(USERS, version, query);
    }

    static List<JsonObject> of(UserSource source, ApiVersion version, String... query) {
        Map<String, String> parameters = new HashMap<>();
        for (int name = 0; name < query.length; name += 2) {
            parameters.put(query[name], query[name + 1]);
        }
        PageRequest request = PageRequest.of(version, parameters);
        JsonBytes out = new JsonBytes(1024).ascii('[');
        source.write(request, request.results(), out);
        String json = new String(out.ascii(']').toBytes(), StandardCharsets.UTF_8);
        JsonArray array = JsonParser.parseString(json).getAsJsonArray();
        List<JsonObject> users = new ArrayList<>();
        array.forEach(user -> users.add(user.getAsJsonObject()));
        return users;
    }
}
