package io.userautomation.commandline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Setting USERS =
            Setting.flag("PRODUCER_USERS", "--users", "1000", "users", "a whole number from 1", "How many.");
    private static final Setting WAIT = Setting.variable("WAIT", "10s", "", "a duration such as 60s", "How long.");
    private static final Setting PASSWORD = Setting.secret("THE_PASSWORD", "A secret.");

    private static final Setting SERVERS =
            Setting.variable("SERVERS", "localhost:1", "", "host:port[,host:port…]", "Where they are.");

    @TempDir
    private Path folder;

    @Test
    void should_prefer_the_flag_to_the_environment_and_that_to_the_default() {
        assertThat(new SettingsReader(Map.of()).number(USERS)).isEqualTo(1_000);
        assertThat(new SettingsReader(Map.of("PRODUCER_USERS", "5")).number(USERS))
                .isEqualTo(5);
        assertThat(new SettingsReader(Map.of("PRODUCER_USERS", "5"))
                        .with(USERS, "7")
                        .number(USERS))
                .isEqualTo(7);
        assertThat(new SettingsReader(Map.of("PRODUCER_USERS", ""))
                        .with(USERS, null)
                        .number(USERS))
                .isEqualTo(1_000);
    }

    @Test
    void should_report_every_problem_at_once_numbered_with_variable_value_and_what_is_allowed() {
        SettingsReader reader = new SettingsReader(Map.of("SERVERS", "nowhere", "WAIT", "soon")).with(USERS, "many");
        reader.number(USERS);
        reader.duration(WAIT);
        reader.group(() -> {
            new Checks()
                    .require(Addresses.areHostPorts(reader.text(SERVERS)), SERVERS, reader.text(SERVERS))
                    .done();
            return true;
        });

        assertThatThrownBy(reader::done)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "3 settings can't be used:",
                        "  1. PRODUCER_USERS (--users) is 'many': must be a whole number from 1",
                        "  2. WAIT is 'soon': must be a duration such as 60s",
                        "  3. SERVERS is 'nowhere': must be host:port[,host:port…]"));
    }

    @Test
    void should_say_that_a_required_setting_is_not_set() {
        Setting needed = Setting.variable("NEEDED", null, "", "any text", "Needed.");
        SettingsReader reader = new SettingsReader(Map.of());
        reader.text(needed);

        assertThatThrownBy(reader::done).hasMessageContaining("1. NEEDED is not set: must be any text");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "60s, PT1M", "5m, PT5M", "2h, PT2H", "PT1M30S, PT1M30S", "1S, PT1S"})
    void should_read_durations_as_people_write_them(String text, Duration expected) {
        assertThat(new SettingsReader(Map.of("WAIT", text)).duration(WAIT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "s", "-", "5 apples", "999999999999999999999s"})
    void should_note_what_is_no_duration(String text) {
        SettingsReader reader = new SettingsReader(Map.of("WAIT", text));
        reader.duration(WAIT);

        assertThatThrownBy(reader::done).hasMessageContaining("WAIT is '" + text + "'");
    }

    @Test
    void should_read_a_list_without_empty_parts() {
        assertThat(new SettingsReader(Map.of("WAIT", " us, fr ,,")).list(WAIT)).containsExactly("us", "fr");
    }

    @Test
    void should_read_a_secret_from_its_file_first() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from-file\n");
        SettingsReader reader =
                new SettingsReader(Map.of("THE_PASSWORD", "from-variable", "THE_PASSWORD_FILE", file.toString()));

        assertThat(reader.optionalText(PASSWORD)).contains("from-file");
    }

    @Test
    void should_name_a_secret_file_that_cannot_be_read() {
        SettingsReader reader = new SettingsReader(Map.of("THE_PASSWORD_FILE", folder.resolve("none") + ""));
        reader.optionalText(PASSWORD);

        assertThatThrownBy(reader::done)
                .hasMessageContaining("THE_PASSWORD_FILE is '" + folder.resolve("none")
                        + "': must be a readable file that holds the secret");
    }

    @Test
    void should_never_show_a_secret() {
        assertThat(new Problem(PASSWORD, "hunter2").sentence())
                .doesNotContain("hunter2")
                .contains("(hidden)");
    }
}
