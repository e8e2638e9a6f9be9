package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.StackException;
import io.userautomation.model.runs.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserServerTest {

    private static final String TWO_OF_1_3 =
            "{\"results\":[{\"login\":{\"uuid\":\"one\"},\"gender\":\"male\",\"nat\":\"US\"},"
                    + "{\"login\":{\"uuid\":\"two\"},\"gender\":\"male\",\"nat\":\"FR\"}],\"info\":{\"version\":\"1.3\"}}";

    @TempDir
    private Path folder;

    private final Map<String, String> flags = new HashMap<>();

    @Test
    void should_serve_all_that_is_recorded_in_the_newest_version_that_is() throws IOException {
        Files.writeString(folder.resolve("a.json"), TWO_OF_1_3);

        try (UserServer users = start()) {
            assertThat(users.url()).endsWith("/api/1.3/");
            assertThat(users.users()).contains(2L);
        }
    }

    @Test
    void should_speak_of_the_number_of_users_only_where_fewer_would_do() throws IOException {
        Files.writeString(folder.resolve("a.json"), TWO_OF_1_3);
        flags.put("--users", "3");

        assertThatThrownBy(this::start)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--users is '3': must be at most 2, since no more are recorded in " + folder);

        flags.put("--nat", "fr");
        assertThatThrownBy(this::start).hasMessageContaining("--users is '3': must be at most 1, since");
    }

    @Test
    void should_speak_of_the_nationalities_where_none_of_them_is_recorded() throws IOException {
        Files.writeString(folder.resolve("a.json"), TWO_OF_1_3);

        for (String nationalities : new String[] {"de", "us,ua"}) {
            flags.put("--nat", nationalities);

            assertThatThrownBy(this::start)
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("must be of nationalities that are recorded in %s, in version 1.3", folder)
                    .hasMessageNotContaining("--users");
        }
    }

    @Test
    void should_say_why_there_are_no_users() throws IOException {
        Files.writeString(folder.resolve("package.json"), "{}");

        assertThatThrownBy(this::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("there are no recorded users in " + folder)
                .hasMessageContaining("; package.json: it holds no response of the API");
    }

    private UserServer start() {
        flags.put("--recorded", folder.toString());
        return UserServer.start(RunOptions.of(new SettingsReader(flags), new RunId("own")), Ports.free());
    }
}
