"""The DAG as Airflow reads it: importable, in order, and rendering the same whatever kind of run it is."""

import copy
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG, Asset, CronTriggerTimetable
from airflow.sdk.exceptions import ParamValidationError

DAGS = Path(__file__).parent.parent
MIDNIGHT = datetime(2026, 11, 14, tzinfo=timezone.utc)

RUNS = {
    "scheduled": {"run_id": "scheduled__2026-11-14T00:00:00+00:00", "logical_date": MIDNIGHT},
    "manual": {"run_id": "manual__2026-11-14T09:30:00.123456+00:00", "logical_date": None},
    "backfill": {"run_id": "backfill__2026-11-14T00:00:00+00:00", "logical_date": MIDNIGHT},
}

# What run-local.sh goes by without Airflow.
TASKS = DAGS.parent / "local-stack/src/main/resources/io/userautomation/localstack/run/tasks.properties"


@pytest.fixture(scope="module")
def bag() -> DagBag:
    return DagBag(DAGS)


@pytest.fixture(scope="module")
def dag(bag: DagBag) -> DAG:
    return bag.dags["user_automation"]


def rendered(dag: DAG, task_id: str, run: str = "manual", **conf: Any) -> Any:
    """The task with its templates rendered, as for a run triggered with this conf."""
    params = copy.deepcopy(dag.params)
    params.update(conf)
    task = dag.get_task(task_id).prepare_for_execution()
    task.render_template_fields({**RUNS[run], "params": params.validate()})
    return task


def test_imports_one_dag_and_nothing_else(bag: DagBag) -> None:
    assert bag.import_errors == {}
    assert list(bag.dags) == ["user_automation"]


def test_runs_its_tasks_in_the_order_of_a_run_without_airflow(dag: DAG) -> None:
    lines = [line.split("=") for line in TASKS.read_text().splitlines() if line and not line.startswith("#")]
    described = {name: set(before.split()) for name, before in lines}
    assert {name: before - {"always"} for name, before in described.items()} == {
        task.task_id: task.upstream_task_ids for task in dag.tasks
    }
    assert {name for name, before in described.items() if "always" in before} == {
        task.task_id for task in dag.tasks if task.trigger_rule == "all_done"
    }


def test_runs_daily_one_at_a_time_and_never_the_past_by_itself(dag: DAG) -> None:
    assert dag.timetable.expression == "0 0 * * *"
    assert str(dag.timetable.timezone) == "UTC"
    assert not dag.catchup
    assert dag.max_active_runs == 1
    assert dag.start_date is None
    assert all(task.start_date is None for task in dag.tasks)


def test_closes_the_run_whatever_became_of_publishing(dag: DAG) -> None:
    rules = {task.task_id: task.trigger_rule for task in dag.tasks if task.trigger_rule != "all_success"}
    assert rules == {"close_run": "all_done"}


def test_retries_every_task_after_its_last_try_has_ended(dag: DAG) -> None:
    for task in dag.tasks:
        assert task.retries >= 3, task.task_id
        assert task.retry_delay >= timedelta(seconds=30), task.task_id
        assert task.execution_timeout is not None, task.task_id


def test_outlasts_an_outage_of_twenty_minutes_in_every_task(dag: DAG) -> None:
    for task in dag.tasks:
        pause, waited = task.retry_delay, timedelta()
        for _ in range(task.retries):
            waited += pause
            pause = min(pause * task.retry_exponential_backoff, task.max_retry_delay)
        assert waited > timedelta(minutes=20), task.task_id


def test_waits_longer_for_publishing_than_publishing_takes_to_come_back(dag: DAG) -> None:
    publish, store = dag.get_task("publish_users"), dag.get_task("store_users")
    assert store.retries > publish.retries
    assert store.retry_delay > publish.retry_delay
    assert store.execution_timeout > publish.execution_timeout


def test_gives_a_single_slot_to_store_users_last(dag: DAG) -> None:
    weights = {task.task_id: task.priority_weight for task in dag.tasks}
    assert {task.weight_rule for task in dag.tasks} == {"absolute"}
    assert min(weights, key=weights.get) == "store_users"
    assert list(weights.values()).count(weights["store_users"]) == 1
    assert {task.pool for task in dag.tasks} == {"default_pool"}


def test_lets_one_driver_use_the_checkpoints_also_in_a_backfill(dag: DAG) -> None:
    assert dag.get_task("store_users").max_active_tis_per_dag == 1
    assert dag.get_task("publish_users").max_active_tis_per_dag == 1


def test_skips_nothing(dag: DAG) -> None:
    assert not dag.fail_fast
    assert all(not task.skip_on_exit_code for task in dag.tasks if hasattr(task, "skip_on_exit_code"))


def test_shows_whence_users_come_and_where_they_go(dag: DAG) -> None:
    def names(assets: list[Asset]) -> list[str]:
        return [asset.name for asset in assets]

    assert {task.task_id: (names(task.inlets), names(task.outlets)) for task in dag.tasks if task.inlets} == {
        "publish_users": (["random_user_api"], ["users_topic"]),
        "store_users": (["users_topic"], ["users_in_cassandra", "users_in_postgres"]),
        "audit_run": (["users_topic", "users_in_cassandra", "users_in_postgres"], ["audited_users"]),
    }
    assert not [task.task_id for task in dag.tasks if task.outlets and not task.inlets]


@pytest.mark.parametrize(
    ("stores", "shown"),
    [
        ("postgres", ["users_in_postgres"]),
        (" postgres , cassandra", ["users_in_cassandra", "users_in_postgres"]),
        ("mysql, cassandra", ["users_in_cassandra", "users_in_mysql"]),
        ("oracle,,\n", []),
    ],
)
def test_shows_only_the_stores_that_are_used(monkeypatch: pytest.MonkeyPatch, stores: str, shown: list[str]) -> None:
    monkeypatch.setenv("STORES", stores)
    bag = DagBag(DAGS)
    assert bag.import_errors == {}
    assert [asset.name for asset in bag.dags["user_automation"].get_task("store_users").outlets] == shown


def test_writes_no_page_of_a_run_of_itself(dag: DAG) -> None:
    audit = rendered(dag, "audit_run")
    assert "AUDIT_REPORT" not in audit.env
    assert list(audit.operator_extra_links) == []


@pytest.mark.parametrize("url", ["", "https://pages.example.org/runs"])
def test_links_the_page_that_the_audit_has_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    monkeypatch.setenv("RUN_PAGES_FOLDER", str(tmp_path))
    monkeypatch.setenv("RUN_PAGES_URL", url)
    audit = rendered(DagBag(DAGS).dags["user_automation"], "audit_run", "scheduled")
    (link,) = audit.operator_extra_links
    run = SimpleNamespace(run_id=RUNS["scheduled"]["run_id"])
    page = tmp_path / "scheduled__2026-11-14T00:00:00+00:00.html"
    assert audit.env["AUDIT_REPORT"] == str(page)
    assert link.get_link(audit, ti_key=run) == ""
    page.touch()
    there = f"{url or tmp_path.as_uri()}/scheduled__2026-11-14T00%3A00%3A00%2B00%3A00.html"
    assert link.get_link(audit, ti_key=run) == there


def test_is_started_by_no_asset(dag: DAG) -> None:
    assert isinstance(dag.schedule, CronTriggerTimetable)
    assert not dag.timetable.asset_condition


def test_names_its_assets_by_a_scheme_that_no_provider_is_asked_about(dag: DAG) -> None:
    uris = {asset.uri for task in dag.tasks for asset in (*task.inlets, *task.outlets)}
    assert "x-user-automation://audited-users" in uris
    assert all(uri.startswith("x-user-automation://") for uri in uris)


def test_lists_in_the_readme_what_it_reads_of_its_environment() -> None:
    code = "".join(path.read_text() for path in (DAGS / "user_automation.py", *DAGS.glob("*/*.py")))
    read = set(re.findall(r'environ.get\("([A-Z_]+)"\)|"(NOTIFY_[A-Z_]+)"', code))
    listed = re.findall(r"^\| `([A-Z_]+)` \|", (DAGS / "README.md").read_text(), re.MULTILINE)
    assert set(listed) - {"AIRFLOW_CONN_SPARK_DEFAULT"} == {name for names in read for name in names if name}


def test_explains_itself(dag: DAG) -> None:
    assert "http://localhost:9090" in dag.doc_md
    assert dag.tags
    for task in dag.tasks:
        assert task.doc_md, task.task_id
        assert task.owner == "user_automation"
    for name in dag.params:
        assert dag.params.get_param(name).description, name


@pytest.mark.parametrize("run", RUNS)
def test_renders_every_template_by_the_run_id_alone(dag: DAG, run: str) -> None:
    run_id = RUNS[run]["run_id"]
    for task_id in ("open_run", "publish_users", "close_run", "audit_run"):
        assert rendered(dag, task_id, run).env["RUN_ID"] == run_id
    store = rendered(dag, "store_users", run)
    assert store.application_args == ["--run-id", run_id, "--timeout", "14h"]
    assert store.conf == {"spark.driver.defaultJavaOptions": "-XX:TieredStopAtLevel=1"}
    assert store.name == f"user_automation {run_id}"
    assert store.env_vars == {"CHECKPOINT_FOLDER": str(DAGS.parent / "checkpoints")}
    assert rendered(dag, "init_schema", run).env == {}


def test_leaves_to_the_jar_what_is_not_given(dag: DAG) -> None:
    env = rendered(dag, "publish_users").env
    assert env["PRODUCER_USERS"] == "10000"
    assert {name for name, value in env.items() if value == ""} == {
        "PRODUCER_DURATION",
        "PRODUCER_RATE",
        "PRODUCER_NATIONALITIES",
        "PRODUCER_SEED",
    }


def test_hands_every_parameter_on(dag: DAG) -> None:
    conf = {"users": 5.0, "duration": 90, "rate": 0.5, "nationalities": ["FR", "NO"], "seed": "harvest"}
    for task_id in ("open_run", "publish_users"):
        env = rendered(dag, task_id, **conf).env
        assert env["PRODUCER_USERS"] == "5"
        assert env["PRODUCER_DURATION"] == "90s"
        assert env["PRODUCER_RATE"] == "0.5"
        assert env["PRODUCER_NATIONALITIES"] == "FR,NO"
        assert env["PRODUCER_SEED"] == "harvest"


def test_takes_the_nationalities_of_a_form_in_which_they_were_cleared(dag: DAG) -> None:
    assert rendered(dag, "open_run", nationalities=None).env["PRODUCER_NATIONALITIES"] == ""


def test_takes_a_duration_without_a_number_of_users(dag: DAG) -> None:
    env = rendered(dag, "open_run", users=None, duration=60).env
    assert (env["PRODUCER_USERS"], env["PRODUCER_DURATION"]) == ("", "60s")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("users", 0),
        ("users", 1_000_001),
        ("users", "many"),
        ("duration", 0),
        ("duration", "60s"),
        ("rate", 0),
        ("nationalities", ["XX"]),
        ("nationalities", ["FR", "FR"]),
        ("nationalities", "FR"),
        ("seed", "x" * 65),
    ],
)
def test_refuses_what_no_run_can_use(dag: DAG, name: str, value: Any) -> None:
    with pytest.raises(ParamValidationError):
        rendered(dag, "open_run", **{name: value})


@pytest.mark.parametrize(
    "hostile",
    [
        "$(touch x)'\"\n`id` {{ run_id }} ünï",
        "x; touch x",
        "x && touch x || touch x | touch x & touch x",
        "x\ntouch x",
        "${IFS}touch${IFS}x > x",
        "'; touch x #",
        "{{ ''.__class__.__mro__ }}",
        "{% raw %}touch{% endraw %} {# x #}",
        "--help",
    ],
)
def test_keeps_what_a_user_writes_away_from_the_shell(dag: DAG, hostile: str) -> None:
    task = rendered(dag, "open_run", seed=hostile)
    assert task.env["PRODUCER_SEED"] == hostile
    assert "touch" not in task.bash_command
    assert "bash_command" not in task.template_fields


@pytest.mark.parametrize(
    ("stores", "said"),
    [
        (["cassandra", "postgres"], "3,000 in Cassandra, 3,000 in PostgreSQL"),
        (["postgres"], "3,000 in PostgreSQL"),
        (["mysql"], "3,000 in MySQL"),
        (["oracle"], "3,000 in oracle"),
    ],
)
def test_says_in_one_line_what_each_store_of_a_run_has(dag: DAG, stores: list[str], said: str) -> None:
    summary = {"run_id": "demo", "published": 3000, "dead_lettered": 0}
    for store in stores:
        summary |= {f"stored_{store}": 3000, store: {"latency_millis": {"p95": 1234}}}
    event = dag.get_task("audit_run").outlets_extra(summary)
    assert event == {
        "what": f"3,000 users published, {said}, 0 dead-lettered, 95 % stored within 1.2 s",
        "run_id": "demo",
    }
