"""The operators against real processes that end as jars end."""

import json
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from java_tasks import JarOperator, StreamingJobOperator
from java_tasks.ending import Summary, failure

JVM = """echo '[0.5s][info][gc,heap,exit] Heap'; for i in $(seq 100); do echo '{"level": "INFO"}'; done"""


def said(**keys: Any) -> str:
    """A jar's summary, as its JSON."""
    return json.dumps({"task": "publish", "status": "done", **keys}, separators=(",", ":"))


class Pushed(dict):
    """Stands in for the task instance: keeps what is pushed as XCom."""

    def xcom_push(self, key: str, value: Any) -> None:
        self[key] = value


class Events(dict):
    """Stands in for the events of the task's outlets."""

    def __missing__(self, asset: Any) -> Any:
        self[asset] = type("Event", (), {"extra": None})()
        return self[asset]


@pytest.fixture
def context() -> dict[str, Any]:
    return {"ti": Pushed(), "outlet_events": Events()}


def script(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text("#!/usr/bin/env bash\n" + body)
    path.chmod(0o755)
    return path


def jar(folder: Path, body: str, **arguments: Any) -> JarOperator:
    path = script(folder, "run-jar.sh", body)
    return JarOperator(task_id="a_task", script=path, command=["module", "sub command"], **arguments)


def test_the_last_line_becomes_the_xcom(tmp_path: Path, context: dict) -> None:
    task = jar(tmp_path, f"""echo "working" >&2; echo '{said(published=3)}'""")
    assert task.execute(context) == json.loads(said(published=3))


@pytest.mark.parametrize("behind", ['echo "a late warning" >&2', JVM])
def test_what_others_say_behind_it_is_not_the_summary(tmp_path: Path, context: dict, behind: str) -> None:
    task = jar(tmp_path, f"""echo '{said(published=3)}'; {behind}""")
    assert task.execute(context) == json.loads(said(published=3))


def test_work_that_is_done_is_not_failed_by_a_missing_summary(tmp_path: Path, context: dict) -> None:
    assert jar(tmp_path, """echo '{"level": "INFO"}'""").execute(context) is None


@pytest.mark.parametrize(("status", "hopeless"), [(1, False), (2, True), (3, True), (4, False), (99, False)])
def test_a_failed_jar_fails_its_task_with_its_own_words(
    tmp_path: Path, context: dict, status: int, hopeless: bool
) -> None:
    task = jar(tmp_path, f"""echo '{said(error="2 users are missing")}'; {JVM}; exit {status}""")
    with pytest.raises(AirflowException, match=f"a_task ended with status {status} .*: 2 users are missing") as raised:
        task.execute(context)
    assert isinstance(raised.value, AirflowFailException) == hopeless
    assert context["ti"] == {"return_value": json.loads(said(error="2 users are missing"))}


def test_a_killed_jar_is_tried_again(tmp_path: Path, context: dict) -> None:
    with pytest.raises(AirflowException, match="ended by SIGKILL") as raised:
        jar(tmp_path, "kill -KILL $$").execute(context)
    assert not isinstance(raised.value, AirflowFailException)
    assert context["ti"] == {"return_value": None}


def test_hostile_text_arrives_as_text(tmp_path: Path, context: dict) -> None:
    hostile = "$(touch x)'\"\n`touch y` ; touch z ünï"
    task = jar(
        tmp_path,
        'printf %s "$SEED" > "$OUT"; printf "%s|" "$@" >> "$OUT"',
        env={"SEED": hostile, "OUT": str(tmp_path / "out")},
        cwd=str(tmp_path),
    )
    task.execute(context)
    assert (tmp_path / "out").read_text() == hostile + "module|sub command|"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "run-jar.sh"]


def test_a_jar_sees_the_components_variables_too(
    tmp_path: Path, context: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "broker:29092")
    task = jar(
        tmp_path, """printf "$SAID" "$KAFKA_BOOTSTRAP_SERVERS $RUN_ID" """, env={"RUN_ID": "r", "SAID": said(seen="%s")}
    )
    assert task.execute(context) == json.loads(said(seen="broker:29092 r"))


def test_an_ended_task_ends_its_jar_by_sigterm(tmp_path: Path, context: dict) -> None:
    task = jar(
        tmp_path,
        """trap 'echo "$SAID"; exit 4' TERM; touch "$READY"; sleep 60 > /dev/null 2>&1 & wait""",
        env={"READY": str(tmp_path / "ready"), "SAID": said(ended=True)},
    )
    killed_when(tmp_path / "ready", task)
    with pytest.raises(AirflowException, match="status 4"):
        task.execute(context)
    assert context["ti"] == {"return_value": json.loads(said(ended=True))}


def streaming_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> StreamingJobOperator:
    script(tmp_path, "spark-submit", body)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv(
        "AIRFLOW_CONN_SPARK_DEFAULT",
        '{"conn_type": "spark", "host": "spark://127.0.0.1", "port": 7077, "extra": {"deploy-mode": "client"}}',
    )
    return StreamingJobOperator(task_id="store_users", application="job.jar", application_args=["--run-id", "r"])


def test_the_drivers_last_line_becomes_the_xcom(tmp_path: Path, context: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    task = streaming_job(tmp_path, monkeypatch, f"""echo "24/11/21 WARN x" >&2; echo '{said(stored=3)}'; {JVM}""")
    assert task.execute(context) == json.loads(said(stored=3))


@pytest.mark.parametrize(("status", "hopeless"), [(1, False), (2, True), (4, False)])
def test_a_failed_driver_fails_its_task_with_its_own_words(
    tmp_path: Path, context: dict, monkeypatch: pytest.MonkeyPatch, status: int, hopeless: bool
) -> None:
    task = streaming_job(tmp_path, monkeypatch, f"""echo '{said(error="no such table")}'; {JVM}; exit {status}""")
    with pytest.raises(AirflowException, match=f"store_users ended with status {status} .*: no such table") as raised:
        task.execute(context)
    assert isinstance(raised.value, AirflowFailException) == hopeless
    assert context["ti"] == {"return_value": json.loads(said(error="no such table"))}


def test_an_ended_task_gives_its_driver_time_to_stop(
    tmp_path: Path, context: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = tmp_path / "ready"
    task = streaming_job(
        tmp_path,
        monkeypatch,
        f"""trap 'sleep 1; echo "{{}}"; exit 4' TERM; touch {ready}; sleep 60 > /dev/null 2>&1 & wait""",
    )
    killed_when(ready, task)
    with pytest.raises(AirflowException, match="status 4"):
        task.execute(context)


def test_a_driver_that_does_not_stop_is_killed(tmp_path: Path, context: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = tmp_path / "ready"
    task = streaming_job(
        tmp_path, monkeypatch, f"trap '' TERM; touch {ready}; for i in $(seq 60); do sleep 1 > /dev/null; done"
    )
    killed_when(ready, task)
    begin = time.monotonic()
    with pytest.raises(AirflowException, match="ended by SIGKILL"):
        task.execute(context)
    assert time.monotonic() - begin < 10


def test_a_task_that_ends_before_its_driver_starts_has_nothing_to_kill() -> None:
    StreamingJobOperator(task_id="store_users", application="job.jar").on_kill()


def summary_of(*lines: str) -> dict[str, Any] | None:
    summary = Summary()
    assert list(summary.reading(lines)) == list(lines)
    return summary.value


@pytest.mark.parametrize("line", ["", "3", "{", '{"a": 1}', '{"task":"another\'s"}', '{"task":"publish","sta'])
def test_what_is_not_ours_is_no_summary(line: str) -> None:
    assert summary_of(line) is None
    assert summary_of(said(n=1), line) == json.loads(said(n=1))


def test_a_summary_is_found_within_a_line_and_the_last_one_counts() -> None:
    assert summary_of("[gc] Pause" + said(n=1), said(n=2) + "[gc] Heap") == json.loads(said(n=2))


def test_a_status_is_explained_also_without_a_summary() -> None:
    assert str(failure("t", 128 + signal.SIGTERM, None)) == "t ended with status 143 (ended by SIGTERM)"
    assert str(failure("t", 3, {})).startswith("t ended with status 3 (the run is not proven")
    assert "not a status of the jars" in str(failure("t", 77, None))


def killed_when(ready: Path, task: Any) -> None:
    """Ends the task as Airflow does, from another thread, once its process has made a file."""

    def kill() -> None:
        while not ready.exists():
            time.sleep(0.05)
        task.on_kill()

    threading.Thread(target=kill, daemon=True).start()


def test_the_real_script_says_which_jar_is_missing() -> None:
    run_jar = Path(__file__).parents[2] / "script" / "run-jar.sh"
    ended = subprocess.run([run_jar, "no-such-module"], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "no-such-module.jar is not there: build it with ./mvnw -pl no-such-module" in ended.stderr
