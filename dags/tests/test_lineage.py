"""What OpenLineage's provider hears of the tasks, in events that it writes to a file."""

import json
import re
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG, Asset
from airflow.utils.state import TaskInstanceState

from java_tasks.lineage import DEFAULTS, data_set

DAGS = Path(__file__).parent.parent
NOW = datetime(2026, 11, 14, tzinfo=timezone.utc)

API = ("https://randomuser.me", "/api/1.4/")
TOPIC = ("kafka://localhost:9092", "users_created")
CASSANDRA = ("cassandra://localhost:9042", "spark_streams.created_users")
POSTGRES = ("postgres://localhost:5432", "user_data.public.user_data")
AUDITED = ("x-user-automation://", "audited-users")


@pytest.fixture(scope="module")
def dag() -> DAG:
    return DagBag(DAGS).dags["user_automation"]


def event(dag: DAG, task_id: str, folder: Path) -> dict:
    """The event of a task that has begun, by the provider's own way from the operator to the file."""
    pytest.importorskip("airflow.providers.openlineage", reason="its provider is tested on Python 3.11 and newer")
    from airflow.providers.openlineage.extractors import ExtractorManager  # noqa: PLC0415
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter  # noqa: PLC0415
    from openlineage.client import OpenLineageClient  # noqa: PLC0415
    from openlineage.client.transport.file import FileConfig, FileTransport  # noqa: PLC0415

    events = folder / "events"
    client = OpenLineageClient(transport=FileTransport(FileConfig(log_file_path=str(events), append=True)))
    task = dag.get_task(task_id)
    lineage = ExtractorManager().extract_metadata(
        SimpleNamespace(run_id="manual__1"), task, TaskInstanceState.RUNNING, SimpleNamespace()
    )
    OpenLineageAdapter(client=client).start_task(
        run_id="018f4a3c-0000-7000-8000-000000000000",
        job_name=f"user_automation.{task_id}",
        event_time=NOW.isoformat(),
        job_description=None,
        job_description_type=None,
        nominal_start_time=None,
        nominal_end_time=None,
        owners=None,
        tags=None,
        task=lineage,
    )
    return json.loads(events.read_text())


@pytest.mark.parametrize(
    ("task_id", "inputs", "outputs"),
    [
        ("init_schema", [], []),
        ("publish_users", [API], [TOPIC]),
        ("store_users", [TOPIC], [CASSANDRA, POSTGRES]),
        ("audit_run", [TOPIC, CASSANDRA, POSTGRES], [AUDITED]),
    ],
)
def test_names_in_events_what_a_task_reads_and_writes(
    dag: DAG, tmp_path: Path, task_id: str, inputs: list, outputs: list
) -> None:
    written = event(dag, task_id, tmp_path)
    assert [(found["namespace"], found["name"]) for found in written["inputs"]] == inputs
    assert [(found["namespace"], found["name"]) for found in written["outputs"]] == outputs


@pytest.mark.parametrize(
    ("asset", "environ", "named"),
    [
        ("users_topic", {"KAFKA_BOOTSTRAP_SERVERS": " a:1 , b:2", "USERS_TOPIC": "t"}, ("kafka://a:1", "t")),
        (
            "users_in_postgres",
            {"POSTGRES_URL": "jdbc:postgresql://a:1,b:2/d?k=v"},
            ("postgres://a:1", "d.public.user_data"),
        ),
        ("users_in_mysql", {"MYSQL_URL": "jdbc:mariadb://a:1/d?k=v", "MYSQL_TABLE": "t"}, ("mysql://a:1", "d.t")),
        ("users_in_cassandra", {"CASSANDRA_CONTACT_POINTS": ""}, CASSANDRA),
        ("random_user_api", {"RANDOM_USER_API_URL": "http://h:1/api?key=s3cret"}, ("http://h:1", "/api")),
    ],
)
def test_names_servers_by_the_settings_of_the_jars(asset: str, environ: dict, named: tuple[str, str]) -> None:
    assert data_set(Asset(name=asset, uri="x-user-automation://any"), environ) == named


def test_names_the_server_of_every_store_that_the_dag_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORES", "cassandra,postgres,mysql")
    stores = DagBag(DAGS).dags["user_automation"].get_task("store_users").outlets
    assert [data_set(store, {})[0].split(":")[0] for store in stores] == ["cassandra", "postgres", "mysql"]


def test_knows_the_defaults_of_the_jars() -> None:
    documented = dict(
        re.findall(
            r"^\| `([A-Z_]+)` \| [^|]* \| `([^`]+)` \|",
            (DAGS.parent / "docs/configuration.md").read_text(),
            re.MULTILINE,
        )
    )
    assert {name: documented[name] for name in DEFAULTS} == DEFAULTS
