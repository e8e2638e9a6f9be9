package io.userautomation.systemtests.airflow;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The JVMs that Airflow's tasks have started, told by the variables that Airflow gives every task's processes. */
public final class TaskJvm {

    /** Within this, no JVM of a task that was ended may be left. */
    private static final Duration ORPHAN = Duration.ofSeconds(30);

    private TaskJvm() {}

    /** Waits for the JVM of a task's try, and for no other that is running. */
    public static ProcessHandle awaitOther(
            String runId, String taskId, Optional<ProcessHandle> than, Duration patience) {
        return await(taskId + " of " + runId + " has a JVM")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> of(runId, taskId).stream()
                                .filter(jvm -> !than.equals(Optional.of(jvm)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Those of a task of a run that are running now. */
    public static List<ProcessHandle> of(String runId, String taskId) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process -> {
                    List<String> variables = environment(process);
                    return variables.contains("AIRFLOW_CTX_DAG_RUN_ID=" + runId)
                            && variables.contains("AIRFLOW_CTX_TASK_ID=" + taskId);
                })
                .toList();
    }

    /**
     * Waits until these have ended, for as long as they may live on.
     *
     * @return how long it took
     */
    public static Duration awaitGone(ProcessHandle... jvms) {
        long start = System.nanoTime();
        await(List.of(jvms) + " are gone").atMost(ORPHAN).until(() -> Stream.of(jvms)
                .noneMatch(ProcessHandle::isAlive));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static List<String> environment(ProcessHandle process) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException gone) {
            return List.of();
        }
    }
}
