package io.userautomation.localstack.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.localstack.airflow.TaskInstance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of the tasks that Airflow ran: their summaries, their last words, their exit statuses. */
final class AirflowTasks {

    /** The DAG's operators say so when a jar did not end well; a signal's number is negative there. */
    private static final Pattern STATUS = Pattern.compile(".* ended with status (-?\\d+) .*");

    private static final int SIGNALLED = 128;
    private static final int LAST_LINES = 10;

    private final AirflowRun run;
    private final Path logs;

    /** @param logs Airflow's folder of the run's logs */
    AirflowTasks(AirflowRun run, Path logs) {
        this.run = run;
        this.logs = logs;
    }

    /** The results of all that ran, in the order in which they ended. */
    List<TaskResult> results() {
        return run.tasks().stream()
                .filter(task -> List.of("success", "failed").contains(task.state()))
                .filter(task -> task.end().isPresent())
                .sorted(Comparator.comparing(task -> task.end().orElseThrow()))
                .map(this::result)
                .toList();
    }

    /** How the last try of a task ended, which may be followed by another. */
    TaskResult result(TaskInstance task) {
        JsonObject summary = run.xcom(task.taskId())
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElseGet(JsonObject::new);
        boolean done = "success".equals(task.state());
        List<String> words = done ? List.of() : run.log(task.taskId(), task.tryNumber());
        int status = done ? ExitStatus.DONE.code() : exitStatus(summary, words);
        return new TaskResult(named(task), status, summary, last(words), log(task), task.elapsed());
    }

    private static TaskName named(TaskInstance task) {
        return Arrays.stream(TaskName.values())
                .filter(name -> name.label().equals(task.taskId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The DAG has a task that is none of ours: " + task));
    }

    private static int exitStatus(JsonObject summary, List<String> log) {
        if (summary.get("status") instanceof JsonPrimitive said) {
            for (ExitStatus status : ExitStatus.values()) {
                if (status != ExitStatus.DONE && status.name().equalsIgnoreCase(said.getAsString())) {
                    return status.code();
                }
            }
        }
        return log.stream()
                .map(STATUS::matcher)
                .filter(Matcher::matches)
                .map(found -> Integer.parseInt(found.group(1)))
                .reduce((earlier, later) -> later)
                .map(status -> status < 0 ? SIGNALLED - status : status)
                .orElse(ExitStatus.FAILED.code());
    }

    private static List<String> last(List<String> lines) {
        List<String> said = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("::"))
                .toList();
        return said.subList(Math.max(0, said.size() - LAST_LINES), said.size());
    }

    private Path log(TaskInstance task) {
        return logs.resolve("task_id=" + task.taskId()).resolve("attempt=" + task.tryNumber() + ".log");
    }
}
