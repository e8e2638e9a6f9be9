"""Hands a notice to every receiver, and lets none of them hold Airflow up."""

import logging
import time
from collections.abc import Callable, Mapping
from threading import Thread

from airflow.sdk import BaseNotifier, Context
from airflow.sdk.exceptions import AirflowNotFoundException

from failure_notice.notice import Notice

# For all of them together. Airflow ends the process that this runs in after 50 s.
PATIENCE_SECONDS = 10

log = logging.getLogger(__name__)


class NotTaken(Exception):
    """A receiver answered, but did not take the notice; its text says why, and nothing that is secret."""


class FailureCallback:
    """
    What the DAG processor calls once for each run that failed.

    :param receivers: by their names, what makes the notifier of a notice
    """

    def __init__(self, receivers: Mapping[str, Callable[[Notice], BaseNotifier]]) -> None:
        self.receivers = receivers

    def __call__(self, context: Context) -> None:
        notice = Notice.of(context)
        attempts = [_Attempt(name, make, notice, context) for name, make in self.receivers.items()]
        for attempt in attempts:
            attempt.start()
        end = time.monotonic() + PATIENCE_SECONDS
        for attempt in attempts:
            attempt.join(max(0, end - time.monotonic()))
            if problem := attempt.problem():
                log.error("The %s was not told that run %s failed: %s", attempt.name, notice.run_id, problem)


class _Attempt(Thread):
    """
    One receiver's. A thread, since no time limit of a library holds for a name that isn't resolved or an answer that
    trickles; one that hangs ends with its process.
    """

    def __init__(self, name: str, make: Callable[[Notice], BaseNotifier], notice: Notice, context: Context) -> None:
        super().__init__(name=name, daemon=True)
        self._make, self._notice, self._context = make, notice, context
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            # Not called as Airflow calls it: that would render what is in the notice as a template.
            self._make(self._notice).notify(self._context)
        except Exception as error:
            self._error = error

    def problem(self) -> str | None:
        """In words, without an exception's own text: that may have an address with a secret in it."""
        if self.is_alive():
            return f"no answer within {PATIENCE_SECONDS} s"
        if isinstance(self._error, NotTaken | AirflowNotFoundException):
            return str(self._error)
        if code := getattr(self._error, "smtp_code", None):
            return f"it answered with status {code}"
        return self._error and type(self._error).__name__
