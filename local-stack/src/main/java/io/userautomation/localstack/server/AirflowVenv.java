package io.userautomation.localstack.server;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual environment that Airflow runs in: the one that {@value #VARIABLE} names, which is taken as it is, or the
 * stack's own, which {@code script/airflow-venv.sh} makes.
 *
 * @param given whether it is the one that {@value #VARIABLE} names
 */
record AirflowVenv(Path script, Path folder, boolean given) {
    static final String VARIABLE = "AIRFLOW_VENV";

    private static final Logger LOG = LoggerFactory.getLogger(AirflowVenv.class);
    /** Half a gigabyte of packages, perhaps over a slow line. */
    private static final int SECONDS = 1800;

    /** @param home where the stack has its own */
    static AirflowVenv of(Checkout checkout, Path home) {
        String given = System.getenv(VARIABLE);
        Path script = checkout.root().resolve("script/airflow-venv.sh");
        return given == null || given.isEmpty()
                ? new AirflowVenv(script, home.resolve("venv"), false)
                : new AirflowVenv(script, Path.of(given).toAbsolutePath(), true);
    }

    void make(LogFile log) throws IOException, InterruptedException {
        if (given) {
            requireAirflow();
            return;
        }
        if (!Files.exists(programs().resolve("airflow"))) {
            LOG.info("Installing Airflow into {}, which may take a minute the first time", folder);
        }
        Preparation.run(
                "Installing Airflow (--no-airflow runs without it)",
                Command.of(script.toString(), folder.toString()).inheritingAll(),
                log,
                SECONDS);
    }

    private void requireAirflow() {
        if (!Files.isExecutable(programs().resolve("airflow"))) {
            throw new StackException("%s names %s, and Airflow is not installed there: run %s %s, or unset %s"
                    .formatted(VARIABLE, folder, script, folder, VARIABLE));
        }
    }

    Path programs() {
        return folder.resolve("bin");
    }
}
