package io.userautomation.localstack.run;

import io.userautomation.localstack.Checkout;
import io.userautomation.model.runs.RunId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a run writes.
 *
 * @param data everything that the servers write
 * @param checkpoints where the streaming queries keep their place
 * @param logs what the run's tasks said where it had no Airflow
 * @param airflowLogs and what they said where it had
 * @param pages a page of each run that Airflow has audited
 */
record RunFolders(Path data, Path checkpoints, Path logs, Path airflowLogs, Path pages) {

    private static final int MAX_NAME = 80;

    /**
     * The folders of a run: those of the checkout, or all of them under {@code chosen}.
     *
     * <p>Checkpoints belong to the data: elsewhere they would speak of another Kafka.
     */
    static RunFolders of(Checkout checkout, Optional<Path> chosen, RunId runId) {
        Path data =
                chosen.orElse(checkout.root().resolve("data")).toAbsolutePath().normalize();
        Path checkpoints = chosen.isPresent()
                ? data.resolve("checkpoints")
                : checkout.root().resolve("checkpoints");
        return new RunFolders(
                data,
                checkpoints,
                data.resolve("logs").resolve(nameOf(runId)),
                airflowLogs(data, runId),
                data.resolve("run-pages"));
    }

    private static Path airflowLogs(Path data, RunId runId) {
        return data.resolve("airflow/logs")
                .resolve("dag_id=" + AirflowPipeline.DAG_ID)
                .resolve("run_id=" + runId.value());
    }

    /** A run id as a file name: other characters than the plain ones are replaced, and a hash keeps ids apart. */
    static String nameOf(RunId runId) {
        String plain = runId.value().replaceAll("[^A-Za-z0-9_-]", "_");
        if (plain.equals(runId.value()) && plain.length() <= MAX_NAME) {
            return plain;
        }
        return plain.substring(0, Math.min(plain.length(), MAX_NAME)) + "-" + hashOf(runId);
    }

    private static String hashOf(RunId runId) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(runId.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
