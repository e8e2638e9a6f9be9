package io.userautomation.randomuser.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.userautomation.randomuser.recorded.CapturedSample;
import io.userautomation.randomuser.recorded.RecordedUsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Users of our own must look like captured ones of the same nationality. */
class CapturedShapesTest {
    /** A folder of captured responses of all nationalities. */
    private static final String FOLDER = "CAPTURED_USERS_FOLDER";

    /** A captured form that is too rare to be worth making: 14 digits, 7-digit dates, 3-digit Australian postcodes. */
    private static final Set<String> RARE = Set.of("99999999999999 99", "9999999-9999", "99 9999999 A 999", "999");

    @TempDir
    private Path sample;

    @Test
    void should_look_like_the_captured_sample() throws IOException {
        CapturedSample.copyTo(sample);

        assertSameShapes(shapesOf(sample));
    }

    @Test
    void should_look_like_10200_captured_users() throws IOException {
        assertSameShapes(CapturedShapes.read());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = FOLDER, matches = ".+", disabledReason = "no folder of captured responses")
    void should_look_like_all_captured_responses_where_they_are_at_hand() throws IOException {
        assertSameShapes(shapesOf(Path.of(System.getenv(FOLDER))));
    }

    private static void assertSameShapes(CapturedShapes shapes) {
        for (Nationality nationality : Nationality.values()) {
            Map<String, Set<String>> captured = shapes.of(nationality);
            Map<String, Set<String>> made = CapturedShapes.of(Pages.of(ApiVersion.V1_4, nationality));

            assertThat(captured).as("captured users of %s", nationality).isNotEmpty();
            assertThat(made.get("country")).isEqualTo(captured.get("country"));
            captured.forEach((name, forms) -> {
                Set<String> frequent = new TreeSet<>(forms);
                frequent.removeAll(RARE);
                assertThat(made.get(name)).as("%s of %s", name, nationality).containsAll(frequent);
            });
        }
    }

    private static CapturedShapes shapesOf(Path folder) throws IOException {
        RecordedUsers recorded = RecordedUsers.read(folder);
        return new CapturedShapes(nationality -> CapturedShapes.of(captured(recorded, nationality)));
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
}
