"""The streaming job as an Airflow task."""

import subprocess
from typing import Any

from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException

from java_tasks.ending import Summary, failure
from java_tasks.lineage import WithLineage

# Airflow kills the task's own process 5 s after it asked it to end; the driver ends within 4 s of a SIGTERM.
PATIENCE_SECONDS = 4


class StreamingJobOperator(WithLineage, SparkSubmitOperator):
    """
    Submits the streaming job in client mode: the driver is a process of this task.

    The job's summary becomes the XCom, also when the job failed. Statuses 2 and 3 are not retried. A task that is to
    end sends its driver SIGTERM and gives it a moment, where Airflow's own operator sends SIGKILL at once.
    """

    def execute(self, context: Context) -> dict[str, Any] | None:
        self._summary = Summary()
        try:
            super().execute(context)
        except AirflowException:
            if not self._driver or not self._driver.returncode:
                raise
            summary = self._summary.value
            context["ti"].xcom_push(key="return_value", value=summary)
            raise failure(self.task_id, self._driver.returncode, summary) from None
        return self._summary.value

    def on_kill(self) -> None:
        driver = self._driver
        if driver and driver.poll() is None:
            self.log.info("Sending SIGTERM to the driver, process %s", driver.pid)
            driver.terminate()
            try:
                driver.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self.log.warning("The driver did not end within %s s", PATIENCE_SECONDS)
        if self._hook:
            super().on_kill()

    @property
    def _driver(self) -> subprocess.Popen[str] | None:
        return self._hook._submit_sp if self._hook else None

    def _get_hook(self) -> SparkSubmitHook:
        hook = super()._get_hook()
        process = hook._process_spark_submit_log
        hook._process_spark_submit_log = lambda lines: process(self._summary.reading(lines))
        return hook
