package io.userautomation.localstack.airflow;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.time.Duration;
import java.util.Optional;

/** The Python that a local Airflow needs, and that no build brings. */
public final class AirflowPython {

    private AirflowPython() {}

    /** A sentence that says what to install; empty where this machine has what Airflow needs. */
    public static Optional<String> missing() {
        String given = System.getenv("AIRFLOW_VENV");
        if (given != null && !given.isEmpty()) {
            return Optional.empty();
        }
        String script = Checkout.find().root().resolve("script/airflow-venv.sh").toString();
        Finished found = TaskProcess.command(script, "--check")
                .environment("PYTHON", System.getenv().getOrDefault("PYTHON", ""))
                .start()
                .await(Duration.ofMinutes(1));
        return found.exitStatus() == 0 ? Optional.empty() : Optional.of(found.stderr());
    }
}
