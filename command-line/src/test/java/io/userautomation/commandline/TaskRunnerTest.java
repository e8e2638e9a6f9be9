package io.userautomation.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {

    private static final Setting SERVERS = Setting.variable("SERVERS", null, "", "host:port", "Where they are.");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TaskRunner runner =
            new TaskRunner(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

    @Test
    void should_end_with_0_and_the_summary_when_the_work_is_done() {
        ExitStatus status =
                runner.run("publish", () -> new Summary().with("published", 10).with("note", "é<b>"));

        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString(UTF_8))
                .startsWith(
                        "{\"task\":\"publish\",\"status\":\"done\",\"published\":10,\"note\":\"é<b>\",\"seconds\":");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void should_end_with_2_and_all_problems_when_settings_are_wrong() {
        ExitStatus status = runner.run("publish", () -> {
            throw new InvalidSettingsException(List.of(new Problem(SERVERS, "x")));
        });

        assertThat(status).isEqualTo(ExitStatus.BAD_SETTINGS);
        assertThat(err.toString(UTF_8))
                .contains("publish: 1 setting can't be used:")
                .contains("1. SERVERS is 'x'")
                .doesNotContain("\tat ");
        assertThat(summary().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_end_with_the_status_a_task_gives_and_what_was_done_by_then() {
        ExitStatus status = runner.run("audit", () -> {
            throw new TaskException(
                    ExitStatus.NOT_PROVEN, "3 users are missing", null, new Summary().with("missing", 3));
        });

        assertThat(status).isEqualTo(ExitStatus.NOT_PROVEN);
        assertThat(err.toString(UTF_8)).isEqualTo("audit: 3 users are missing" + System.lineSeparator());
        assertThat(summary().get("missing").getAsInt()).isEqualTo(3);
        assertThat(summary().get("error").getAsString()).isEqualTo("3 users are missing");
    }

    @Test
    void should_end_with_4_when_interrupted() {
        ExitStatus status = runner.run("publish", () -> {
            throw new InterruptedException();
        });

        assertThat(status).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(summary().get("status").getAsString()).isEqualTo("interrupted");
    }

    @Test
    void should_take_what_a_task_fails_with_after_a_signal_for_its_interruption() {
        runner.noteSignal();

        ExitStatus status = runner.run("store", () -> {
            throw new TaskException(ExitStatus.FAILED, "connection closed");
        });

        assertThat(status).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(err.toString(UTF_8)).contains("interrupted by a signal").doesNotContain("connection closed");
    }

    @Test
    void should_end_as_a_task_says_that_knows_of_its_signal() {
        runner.noteSignal();

        ExitStatus status = runner.run("store", () -> {
            throw TaskException.atSignal(ExitStatus.FAILED, "a query was down", null, new Summary().with("stored", 3));
        });

        assertThat(status).isEqualTo(ExitStatus.FAILED);
        assertThat(summary().get("error").getAsString()).isEqualTo("a query was down");
        assertThat(summary().get("stored").getAsInt()).isEqualTo(3);
    }

    @Test
    void should_end_with_2_where_a_file_can_not_be_named_in_the_machines_letters() {
        ExitStatus status = runner.run("publish", () -> {
            throw new InvalidPathException("/home/jos\ufffd", "unmappable");
        });

        assertThat(status).isEqualTo(ExitStatus.BAD_SETTINGS);
        assertThat(summary().get("error").getAsString()).contains("names no file", "set LC_ALL");
    }

    @Test
    void should_end_with_1_and_one_sentence_when_something_unforeseen_happens() {
        ExitStatus status = runner.run("publish", () -> {
            throw new IllegalStateException("no such luck");
        });

        assertThat(status).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString(UTF_8))
                .isEqualTo("publish: IllegalStateException: no such luck" + System.lineSeparator());
    }

    @Test
    void should_keep_the_statuses_that_the_orchestrator_knows() {
        assertThat(ExitStatus.values()).extracting(ExitStatus::code).containsExactly(0, 1, 2, 3, 4);
    }

    private JsonObject summary() {
        List<String> lines = out.toString(UTF_8).lines().toList();
        return JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    }
}
