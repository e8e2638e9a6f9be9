"""What the health check of the containers' dag-processor says. ComposeIT asks a real one."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def has_dag() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "has_dag", Path(__file__).parents[2] / "docker" / "airflow" / "has_dag.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_is_content_with_a_dag_that_was_read_lately(has_dag: ModuleType) -> None:
    assert has_dag.problem("d", (True, 31), None) is None


def test_is_content_where_only_another_file_fails(has_dag: ModuleType) -> None:
    assert has_dag.problem("d", (True, 31), ("other.py", "SyntaxError: x")) is None


@pytest.mark.parametrize("row", [None, (False, 31), (False, None)])
def test_misses_a_dag_that_never_came_or_is_stale(has_dag: ModuleType, row: tuple | None) -> None:
    assert has_dag.problem("d", row, None) == (
        "d is not there, the dag-processor has not brought it in yet: look into the dag-processor's log"
    )


def test_says_why_a_file_cannot_be_imported(has_dag: ModuleType) -> None:
    error = (
        "user_automation.py",
        "Traceback (most recent call last):\n  x\nModuleNotFoundError: No module named 'y'\n",
    )
    assert has_dag.problem("d", (False, 31), error) == (
        "d is not there: user_automation.py can't be imported: ModuleNotFoundError: No module named 'y'"
    )


def test_misses_a_dag_that_is_read_no_longer(has_dag: ModuleType) -> None:
    assert has_dag.problem("d", (True, 301), None).startswith("d was read 301 s ago for the last time")


@pytest.mark.parametrize("row", [None, (True, 301)])
def test_says_that_memory_was_short_since_airflow_does_not(has_dag: ModuleType, row: tuple | None) -> None:
    assert has_dag.problem("d", row, None, kills=2).endswith(
        ": 2 of the dag-processor's processes were killed for want of memory, raise its mem_limit"
    )


@pytest.mark.parametrize(
    "text", ["low 0\noom 3\noom_kill 2\noom_group_kill 0\n", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"]
)
def test_counts_the_killed_of_either_version_of_control_groups(has_dag: ModuleType, tmp_path: Path, text: str) -> None:
    (tmp_path / "events").write_text(text)
    assert has_dag.killed([tmp_path / "events", tmp_path / "none"]) == 2
