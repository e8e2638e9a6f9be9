package io.userautomation.localstack.randomuser.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.userautomation.localstack.randomuser.recorded.CapturedSample;
import io.userautomation.localstack.randomuser.recorded.RecordedUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of our own must look like captured ones of the same nationality. */
class CapturedShapesTest {
    /** A captured form that is too rare to be worth making: 14 digits, 7-digit dates, 3-digit Australian postcodes. */
    private static final Set<String> RARE = Set.of("99999999999999 99", "9999999-9999", "99 9999999 A 999", "999");

    private static final Map<String, Function<JsonObject, JsonElement>> CODES = Map.of(
            "phone", user -> user.get("phone"),
            "cell", user -> user.get("cell"),
            "id.name", user -> user.getAsJsonObject("id").get("name"),
            "id.value", user -> user.getAsJsonObject("id").get("value"),
            "postcode", user -> user.getAsJsonObject("location").get("postcode"));

    @TempDir
    private Path sample;

    @Test
    void should_look_like_the_captured_sample() throws IOException {
        CapturedSample.copyTo(sample);

        assertSameShapes(sample);
    }

    @Test
    void should_look_like_all_captured_responses_where_they_are_at_hand() throws IOException {
        Path folder = Path.of(System.getProperty("project.root", ".."), "../shared/data/randomuser");
        assumeTrue(Files.isDirectory(folder), "no captured responses beside the checkout");

        assertSameShapes(folder);
    }

    private static void assertSameShapes(Path folder) throws IOException {
        RecordedUsers recorded = RecordedUsers.read(folder);
        for (Nationality nationality : Nationality.values()) {
            List<JsonObject> captured = captured(recorded, nationality);
            List<JsonObject> made = Pages.of(ApiVersion.V1_4, nationality);

            assertThat(captured).as("captured users of %s", nationality).isNotEmpty();
            assertThat(shapes(made, Shape::ofKinds))
                    .as("keys and kinds of %s", nationality)
                    .containsAll(shapes(captured, Shape::ofKinds));
            assertThat(shapes(made, CapturedShapesTest::country))
                    .isEqualTo(shapes(captured, CapturedShapesTest::country));
            for (Map.Entry<String, Function<JsonObject, JsonElement>> code : new TreeMap<>(CODES).entrySet()) {
                Set<String> forms =
                        shapes(captured, user -> Shape.ofLetters(code.getValue().apply(user)));
                forms.removeAll(RARE);
                assertThat(shapes(made, user -> Shape.ofLetters(code.getValue().apply(user))))
                        .as("%s of %s", code.getKey(), nationality)
                        .containsAll(forms);
            }
        }
    }

    private static String country(JsonObject user) {
        return user.getAsJsonObject("location").get("country").getAsString();
    }

    private static List<JsonObject> captured(RecordedUsers recorded, Nationality nationality) {
        List<JsonObject> users = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            users.addAll(Pages.of(
                    recorded,
                    ApiVersion.V1_4,
                    "seed",
                    "any",
                    "results",
                    "5000",
                    "page",
                    String.valueOf(page),
                    "nat",
                    nationality.name()));
        }
        return users;
    }

    private static Set<String> shapes(List<JsonObject> users, Function<JsonObject, String> shape) {
        Set<String> shapes = new TreeSet<>();
        users.forEach(user -> shapes.add(shape.apply(user)));
        return shapes;
    }
}
