package io.userautomation.localstack.run;

import static io.userautomation.localstack.run.TaskName.AUDIT_RUN;
import static io.userautomation.localstack.run.TaskName.CLOSE_RUN;
import static io.userautomation.localstack.run.TaskName.INIT_SCHEMA;
import static io.userautomation.localstack.run.TaskName.OPEN_RUN;
import static io.userautomation.localstack.run.TaskName.PUBLISH_USERS;
import static io.userautomation.localstack.run.TaskName.STORE_USERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The order of the tasks and what a failure does to it, with shell commands in the tasks' places. */
@Timeout(30)
class PipelineTest {

    @TempDir
    private Path logs;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Map<TaskName, String> scripts = new EnumMap<>(TaskName.class);

    @Test
    void should_run_every_task_and_gather_its_summary() throws Exception {
        // given
        script(PUBLISH_USERS, "echo some text; echo '{\"task\":\"publish\",\"status\":\"done\",\"fetched\":7}'");
        // when
        List<TaskResult> results = pipeline().run().tasks();
        // then
        assertThat(results).allMatch(TaskResult::succeeded);
        assertThat(results)
                .extracting(TaskResult::name)
                .startsWith(INIT_SCHEMA, OPEN_RUN)
                .contains(PUBLISH_USERS, STORE_USERS, CLOSE_RUN)
                .endsWith(AUDIT_RUN);
        assertThat(resultOf(PUBLISH_USERS, results).summary().get("fetched").getAsInt())
                .isEqualTo(7);
    }

    @Test
    void should_run_publish_and_store_side_by_side() throws Exception {
        // given: each waits for the other
        script(PUBLISH_USERS, "touch publishing; until [ -e storing ]; do sleep 0.05; done");
        script(STORE_USERS, "touch storing; until [ -e publishing ]; do sleep 0.05; done");
        // when
        List<TaskResult> results = pipeline().run().tasks();
        // then
        assertThat(results).hasSize(6).allMatch(TaskResult::succeeded);
    }

    @Test
    void should_close_and_audit_whatever_became_of_publish() throws Exception {
        // given
        script(PUBLISH_USERS, "kill -9 $$");
        script(
                AUDIT_RUN,
                "echo '{\"task\":\"audit-task\",\"status\":\"failed\",\"error\":\"the publishing failed\"}'; exit 3");
        // when
        List<TaskResult> results = pipeline().run().tasks();
        // then
        assertThat(results).extracting(TaskResult::name).contains(CLOSE_RUN).endsWith(AUDIT_RUN);
        assertThat(resultOf(PUBLISH_USERS, results).pipelineStatus()).isEqualTo(1);
        assertThat(resultOf(AUDIT_RUN, results).pipelineStatus()).isEqualTo(3);
        assertThat(resultOf(AUDIT_RUN, results).sentence()).isEqualTo("the publishing failed");
    }

    @Test
    void should_start_nothing_after_a_schema_that_could_not_be_made() throws Exception {
        // given
        script(INIT_SCHEMA, "echo 'column dob has another type' >&2; exit 1");
        // when
        List<TaskResult> results = pipeline().run().tasks();
        // then
        assertThat(results).extracting(TaskResult::name).containsExactly(INIT_SCHEMA);
        assertThat(shown.toString(UTF_8))
                .contains("init_schema FAILED with status 1")
                .contains("column dob has another type")
                .contains(logs.resolve("init_schema.log").toString());
    }

    @Test
    void should_not_audit_what_was_not_stored() throws Exception {
        // given
        script(STORE_USERS, "exit 4");
        // when
        List<TaskResult> results = pipeline().run().tasks();
        // then
        assertThat(results).extracting(TaskResult::name).contains(CLOSE_RUN).doesNotContain(AUDIT_RUN);
    }

    @Test
    void should_end_every_task_when_interrupted() throws Exception {
        // given
        script(PUBLISH_USERS, "echo $$ > publish.pid; exec sleep 600");
        script(STORE_USERS, "echo $$ > store.pid; trap '' TERM; while :; do sleep 1; done");
        Thread test = Thread.currentThread();
        Thread signal = new Thread(() -> {
            await().atMost(Duration.ofSeconds(30)).until(() -> exists("publish.pid") && exists("store.pid"));
            test.interrupt();
        });
        signal.start();
        // when, then
        assertThatThrownBy(pipeline()::run).isInstanceOf(InterruptedException.class);
        assertThat(List.of("publish.pid", "store.pid")).noneMatch(this::isAlive);
    }

    private Pipeline pipeline() {
        return new Pipeline(
                task -> new Invocation(
                        List.of("sh", "-c", "cd '" + logs + "'; " + scripts.getOrDefault(task, "true")), Map.of()),
                logs,
                new Progress(new PrintStream(shown, true, UTF_8)),
                Duration.ofMillis(200));
    }

    private void script(TaskName task, String script) {
        scripts.put(task, script);
    }

    private boolean exists(String file) {
        return Files.exists(logs.resolve(file)) && !read(file).isBlank();
    }

    private boolean isAlive(String pidFile) {
        return ProcessHandle.of(Long.parseLong(read(pidFile).strip()))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private String read(String file) {
        try {
            return Files.readString(logs.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TaskResult resultOf(TaskName task, List<TaskResult> results) {
        return results.stream()
                .filter(result -> result.name() == task)
                .findFirst()
                .orElseThrow();
    }
}
