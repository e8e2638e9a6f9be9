package io.userautomation.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRunnerTest {

    private static final Setting BUDGET =
            Setting.flag("BUDGET", "--budget", "1", "% of the users", "a number from 0 to 100", "How many may fail.");
    private static final Setting WAIT =
            Setting.flag("WAIT", "--wait", null, "duration", "1s to 1h, such as 60s", "How long to wait.");
    private static final Setting DRY =
            Setting.flag("DRY_RUN", "--dry-run", "false", "", "true or false", "Change nothing.");
    private static final Setting PASSWORD = Setting.secret("THE_PASSWORD", "A secret.");

    private static final Command COUNT =
            Command.of("count", "Counts 100 % of it.", List.of(BUDGET, WAIT, DRY), CommandRunnerTest::count);
    private static final Command TOOL = Command.of(
            "tool",
            "Does this and that.",
            List.of(COUNT, Command.of("stop", "Stops it.", List.of(WAIT), settings -> new Summary())));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static Summary count(SettingsReader settings) {
        Summary summary = new Summary()
                .with("budget", settings.number(BUDGET))
                .with("dry", settings.trueOrFalse(DRY))
                .with(
                        "wait",
                        settings.optionalDuration(WAIT).map(Object::toString).orElse(null))
                .with("password", settings.optionalText(PASSWORD).isPresent());
        settings.done();
        return summary;
    }

    @Test
    void should_do_the_work_with_defaults_where_nothing_is_said() {
        // when
        ExitStatus status = run(Map.of(), COUNT);

        // then
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString(UTF_8))
                .startsWith("{\"task\":\"count\",\"status\":\"done\",\"budget\":1,\"dry\":false,\"wait\":null,");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--budget 7, 7", "--budget=7, 7"})
    void should_let_a_flag_with_a_value_override_its_variable(String flag, int expected) {
        // when
        run(Map.of("BUDGET", "5"), COUNT, flag.split(" "));

        // then
        assertThat(summary().get("budget").getAsInt()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "--dry-run, true",
        "--dry-run=true, true",
        "--dry-run=TRUE, true",
        "--dry-run True, true",
        "--dry-run=false, false",
        "--dry-run=False, false",
        "--dry-run --wait 1s, true",
    })
    void should_take_a_boolean_flag_alone_or_with_a_value_in_any_case(String flags, boolean expected) {
        // when
        ExitStatus status = run(Map.of("DRY_RUN", Boolean.toString(!expected)), COUNT, flags.split(" "));

        // then
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(summary().get("dry").getAsBoolean()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "False, false", "' ', false"})
    void should_take_a_boolean_variable_in_any_case(String value, boolean expected) {
        // when
        ExitStatus status = run(Map.of("DRY_RUN", value.strip()), COUNT);

        // then
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(summary().get("dry").getAsBoolean()).isEqualTo(expected);
    }

    @Test
    void should_report_flags_and_variables_that_cannot_be_used_together() {
        // when
        ExitStatus status = run(Map.of("BUDGET", "most"), COUNT, "--wait", "soon", "--dry-run=yes");

        // then
        assertThat(status).isEqualTo(ExitStatus.BAD_SETTINGS);
        assertThat(err.toString(UTF_8))
                .startsWith("count: 3 settings can't be used:")
                .contains("BUDGET (--budget) is 'most': must be a number from 0 to 100")
                .contains("WAIT (--wait) is 'soon': must be 1s to 1h")
                .contains("DRY_RUN (--dry-run) is 'yes': must be true or false");
        assertThat(summary().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "--dry-run -h"})
    void should_list_every_flag_with_default_unit_what_is_allowed_and_its_variable(String flags) {
        // when
        ExitStatus status = run(Map.of(), COUNT, flags.split(" "));

        // then
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
                .startsWith("Usage: count [OPTIONS] Counts 100 % of it.")
                .contains(
                        "--budget=VALUE How many may fail. Default: 1. Takes a number from 0 to 100, in % of the users."
                                + " [BUDGET]")
                .contains("--wait=DURATION How long to wait. Takes 1s to 1h, such as 60s. [WAIT]")
                .contains("--dry-run[=BOOLEAN] Change nothing. Default: false. Takes true or false. [DRY_RUN]")
                .contains("-h, --help Show this and end.")
                .contains("--version Show the version and end.");
        assertThat(summary().get("status").getAsString()).isEqualTo("done");
    }

    @Test
    void should_say_the_version_in_the_last_line() {
        // when
        ExitStatus status = run(Map.of("BUDGET", "most"), COUNT, "--version");

        // then
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(summary().get("version").getAsString()).isEqualTo("development");
    }

    @ParameterizedTest
    @CsvSource({
        "--fast, Unknown option: '--fast'",
        "--the-password=hunter2, Unknown option: '--the-password'",
        "--the-password hunter2, Unknown option: '--the-password'",
        "--budget, Missing required parameter for option '--budget' (VALUE)",
        "now, There is no place for 'now'",
        "--budget 1 --budget 2, option '--budget' (VALUE) should be specified only once",
    })
    void should_refuse_arguments_that_it_does_not_know(String arguments, String sentence) {
        // when
        ExitStatus status = run(Map.of(), COUNT, arguments.split(" "));

        // then
        assertThat(status).isEqualTo(ExitStatus.BAD_SETTINGS);
        assertThat(err.toString(UTF_8))
                .isEqualTo("count: " + sentence + "; --help lists the flags" + System.lineSeparator());
        assertThat(summary().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_take_a_value_that_begins_with_an_at_sign_for_what_it_is(@TempDir Path folder) throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("arguments"), "--budget 3");

        // when
        ExitStatus status = run(Map.of(), COUNT, "@" + file);

        // then
        assertThat(status).isEqualTo(ExitStatus.BAD_SETTINGS);
        assertThat(err.toString(UTF_8)).contains("There is no place for '@" + file + "'");
    }

    @Test
    void should_run_the_subcommand_that_is_named() {
        // when
        ExitStatus status = run(Map.of("BUDGET", "5"), TOOL, "count", "--dry-run");

        // then
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString(UTF_8))
                .startsWith("{\"task\":\"count\",\"status\":\"done\",\"budget\":5,\"dry\":true,");
    }

    @Test
    void should_ask_for_a_subcommand_and_refuse_one_that_is_not_there() {
        // when
        ExitStatus unnamed = run(Map.of(), TOOL);
        ExitStatus unknown = run(Map.of(), TOOL, "go");
        ExitStatus flagOfAnother = run(Map.of(), TOOL, "stop", "--budget", "1");

        // then
        assertThat(List.of(unnamed, unknown, flagOfAnother)).containsOnly(ExitStatus.BAD_SETTINGS);
        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "tool: name a command: count, stop; --help says more",
                        "tool: There is no place for 'go'; --help lists the flags",
                        "tool: Unknown option: '--budget'; --help lists the flags");
    }

    @Test
    void should_list_the_subcommands_and_each_ones_flags() {
        // when
        run(Map.of(), TOOL, "--help");
        run(Map.of(), TOOL, "count", "--help");

        // then
        assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
                .contains("Usage: tool [OPTIONS] [COMMAND] Does this and that.")
                .contains("Commands: count Counts 100 % of it. stop Stops it.")
                .contains("\"task\":\"tool\"")
                .contains("Usage: tool count [OPTIONS] Counts 100 % of it.")
                .contains("\"task\":\"count\"");
    }

    @Test
    void should_give_the_settings_that_the_work_would_get() {
        // when
        SettingsReader settings = CommandRunner.settings(COUNT, Map.of("WAIT", "2s"), "--budget", "9");

        // then
        assertThat(settings.number(BUDGET)).isEqualTo(9);
        assertThat(settings.duration(WAIT)).hasSeconds(2);
    }

    @Test
    void should_name_no_variable_where_there_is_only_a_flag() {
        // given
        Setting stay = Setting.flagOnly("--stay", "false", "true or false", "Go on until Ctrl-C.");
        Command command = Command.of("wait", "Waits.", List.of(stay), settings -> {
            Summary summary = new Summary().with("stay", settings.trueOrFalse(stay));
            settings.done();
            return summary;
        });

        // when
        run(Map.of(), command, "--help");
        String help = out.toString(UTF_8).replaceAll("\\s+", " ");
        run(Map.of(), command, "--stay=perhaps");
        run(Map.of(), command, "--stay");

        // then
        assertThat(help)
                .contains("--stay[=BOOLEAN] Go on until Ctrl-C. Default: false. Takes true or false. -h, --help");
        assertThat(err.toString(UTF_8)).contains("1. --stay is 'perhaps': must be true or false");
        assertThat(summary().get("stay").getAsBoolean()).isTrue();
    }

    @Test
    void should_never_have_a_flag_for_a_secret() {
        assertThatThrownBy(() -> new Setting("THE_PASSWORD", "--password", null, "", "any text", "A secret.", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("THE_PASSWORD is a secret");
        assertThatThrownBy(() -> Command.of("count", "Counts.", List.of(PASSWORD), settings -> new Summary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("THE_PASSWORD has no flag");
    }

    @Test
    void should_be_either_work_or_a_name_for_subcommands() {
        assertThatThrownBy(() -> Command.of("tool", "Does nothing.", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tool must have either work or subcommands");
    }

    private ExitStatus run(Map<String, String> environment, Command command, String... arguments) {
        return new CommandRunner(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(command, arguments);
    }

    private JsonObject summary() {
        List<String> lines = out.toString(UTF_8).lines().toList();
        return JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    }
}
