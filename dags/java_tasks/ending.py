"""How a task jar says that it ended: an exit status, and a JSON object as the last line that it writes on stdout."""

import json
import signal
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any

from airflow.sdk.exceptions import AirflowException, AirflowFailException


class ExitStatus(IntEnum):
    """The exit statuses of all jars, as ``io.userautomation.commandline.ExitStatus`` defines them."""

    DONE = 0
    FAILED = 1
    BAD_SETTINGS = 2
    NOT_PROVEN = 3
    INTERRUPTED = 4


MEANING = {
    ExitStatus.FAILED: "failed",
    ExitStatus.BAD_SETTINGS: "settings that can't be used",
    ExitStatus.NOT_PROVEN: "the run is not proven, or too many users were rejected",
    ExitStatus.INTERRUPTED: "interrupted or out of time; the next try continues",
}

HOPELESS = {ExitStatus.BAD_SETTINGS, ExitStatus.NOT_PROVEN}


class TaskJarFailed(AirflowException):
    """A jar ended with a status that a later try may mend."""


class TaskJarHopeless(AirflowFailException):
    """A jar ended with a status that no try can mend: Airflow doesn't retry these."""


class Summary:
    """
    A jar's summary among all that its process writes: the last JSON object that is a task's.

    The JVM (``-Xlog``) and agents write on stdout, too, even behind it. None for a jar that ended before it could say
    anything.
    """

    # As io.userautomation.commandline.Summary has it.
    BEGIN = '{"task":'

    def __init__(self) -> None:
        self.value: dict[str, Any] | None = None

    def read(self, line: str) -> None:
        """Keeps the line's summary, if it holds one; what else stands in it doesn't matter."""
        begin = line.find(self.BEGIN)
        if begin < 0:
            return
        try:
            found, _ = json.JSONDecoder().raw_decode(line, begin)
        except ValueError:
            return
        if "status" in found:
            self.value = found

    def reading(self, lines: Iterable[str]) -> Iterator[str]:
        """The same lines, each read on its way."""
        for line in lines:
            self.read(line)
            yield line


def failure(task_id: str, status: int, summary: dict[str, Any] | None) -> AirflowException:
    """The exception for a status other than 0, with the jar's own sentence where it had one."""
    sentence = f"{task_id} ended with status {status} ({_meaning(status)})"
    if summary and summary.get("error"):
        sentence += f": {summary['error']}"
    return TaskJarHopeless(sentence) if status in HOPELESS else TaskJarFailed(sentence)


def _meaning(status: int) -> str:
    # Python's subprocess gives -N for a process that signal N ended, a shell 128 + N.
    number = -status if status < 0 else status - 128
    if number in signal.valid_signals():
        return f"ended by {signal.Signals(number).name}"
    return MEANING.get(status, "not a status of the jars: see the lines above")
