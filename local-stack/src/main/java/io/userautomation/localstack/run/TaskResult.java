package io.userautomation.localstack.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.userautomation.commandline.ExitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a task's process ended.
 *
 * @param name which task
 * @param exitStatus of the process
 * @param summary what it printed on stdout as such; an empty object where it printed none
 * @param lastWords the last lines of its log
 * @param log where all it wrote on stderr is
 * @param elapsed from its start to its end
 */
record TaskResult(
        TaskName name, int exitStatus, JsonObject summary, List<String> lastWords, Path log, Duration elapsed) {

    boolean succeeded() {
        return exitStatus == ExitStatus.DONE.code();
    }

    /** The pipeline's status where this task decides it: a process that a signal ended has failed. */
    int pipelineStatus() {
        return exitStatus > ExitStatus.INTERRUPTED.code() ? ExitStatus.FAILED.code() : exitStatus;
    }

    /** Why it failed, in the task's own words where it had some left. */
    String sentence() {
        JsonElement error = summary.get("error");
        if (error != null && error.isJsonPrimitive()) {
            return error.getAsString();
        }
        return lastWords.isEmpty() ? "it said nothing" : lastWords.get(lastWords.size() - 1);
    }
}
