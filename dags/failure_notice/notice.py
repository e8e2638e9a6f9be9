"""What is told of a run that failed: where, why in the jar's own sentence, its counts, and a link. No other content."""

import logging
from dataclasses import dataclass, field
from urllib.parse import quote

from airflow.sdk import Context, conf

# A sentence of the audit has ten ids for each store; what a user typed into a form may be longer.
LONGEST = 2_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """Of one run. All texts are one line each, without control characters."""

    dag_id: str
    run_id: str
    task_id: str
    sentence: str
    url: str
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context) -> "Notice":
        """Of the run that this context of a DAG's failure callback is about."""
        dag_id, run_id = context["dag"].dag_id, context["run_id"]
        task_id, summary = "", {}
        try:
            task_id = _first_failed(context)
            summary = context["ti"].xcom_pull(task_ids=task_id, map_indexes=-1) or {}
        except Exception as missing:
            # A run in which no task failed, or an Airflow that can't say more now: that it failed is told.
            log.warning("Of the failed run %s nothing more can be read: %s", run_id, type(missing).__name__)
        return cls(
            dag_id=dag_id,
            run_id=_one_line(run_id),
            task_id=task_id,
            sentence=_one_line(str(summary.get("error") or "No sentence was left: see the log of its last try.")),
            url=f"{conf.get('api', 'base_url', fallback='http://localhost:8080').rstrip('/')}"
            f"/dags/{dag_id}/runs/{quote(run_id)}",
            counts={key: value for key, value in summary.items() if type(value) is int and key != "epoch"},
        )

    @property
    def title(self) -> str:
        where = f" in {self.task_id}" if self.task_id else ""
        return f"{self.dag_id}: run {self.run_id} failed{where}"

    @property
    def lines(self) -> list[str]:
        """All of it, for people."""
        counts = ", ".join(f"{key} {value:,}" for key, value in self.counts.items())
        return [line for line in (self.title, self.sentence, counts, self.url) if line]


def _first_failed(context: Context) -> str:
    """The cause: what comes behind it fails, too, and Airflow names the last one."""
    ti, dag = context["ti"], context["dag"]
    states = ti.get_task_states(dag_id=dag.dag_id, run_ids=[ti.run_id]).get(ti.run_id, {})
    return next((task_id for task_id in dag.task_ids if states.get(task_id) == "failed"), ti.task_id)


def _one_line(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
