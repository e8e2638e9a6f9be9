"""A task jar as an Airflow task."""

import shlex
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook, SubprocessResult
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import BaseOperatorLink, Context
from airflow.sdk.exceptions import AirflowException

from java_tasks.ending import Summary, failure
from java_tasks.lineage import WithLineage


class _ReadLog:
    """A hook's log whose texts are read for the summary, since the hook itself keeps the very last line alone."""

    def __init__(self, log: Any, summary: Summary) -> None:
        self._log = log
        self._summary = summary

    def info(self, message: str, *args: Any) -> None:
        self._log.info(message, *args)
        for arg in args:
            if isinstance(arg, str):
                self._summary.read(arg)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)


class _RememberingHook(SubprocessHook):
    """Keeps the result, which BashOperator drops when the status is not 0, and the summary."""

    result: SubprocessResult | None = None

    def __init__(self) -> None:
        super().__init__()
        self.summary = Summary()

    @property
    def log(self) -> Any:
        return _ReadLog(super().log, self.summary)

    def run_command(self, *args: Any, **kwargs: Any) -> SubprocessResult:
        self.result = super().run_command(*args, **kwargs)
        return self.result


class JarOperator(WithLineage, BashOperator):
    """
    Runs a jar by ``script/run-jar.sh``, with the components' environment plus ``env``.

    The jar's summary becomes the XCom, also when the jar failed. Statuses 2 and 3 are not retried.

    :param script: the project's ``run-jar.sh``
    :param command: the jar's module and subcommand, as in ``["producer-task", "publish"]``. Never templated: whatever
        a user can write goes through ``env``, where no shell reads it
    :param env: variables for the jar (templated)
    :param links: buttons that the task's page has
    :param outlets_extra: makes the extra of this task's asset events from the summary
    """

    template_fields: Sequence[str] = ("env",)

    def __init__(
        self,
        *,
        script: Path,
        command: Sequence[str],
        env: dict[str, str] | None = None,
        links: Sequence[BaseOperatorLink] = (),
        outlets_extra: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            bash_command="exec " + shlex.join([str(script), *command]),
            env=env or {},
            append_env=True,
            skip_on_exit_code=None,
            **kwargs,
        )
        self.operator_extra_links = links
        self.outlets_extra = outlets_extra

    @cached_property
    def subprocess_hook(self) -> SubprocessHook:
        return _RememberingHook()

    def execute(self, context: Context) -> dict[str, Any] | None:
        try:
            super().execute(context)
        except AirflowException:
            result = self.subprocess_hook.result
            if result is None or result.exit_code == 0:
                raise
            summary = self.subprocess_hook.summary.value
            context["ti"].xcom_push(key="return_value", value=summary)
            raise failure(self.task_id, result.exit_code, summary) from None
        summary = self.subprocess_hook.summary.value
        if summary and self.outlets_extra:
            for outlet in self.outlets:
                context["outlet_events"][outlet].extra = self.outlets_extra(summary)
        return summary
