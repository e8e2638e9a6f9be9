"""The DAG `user_automation`: users of the Random User API into Cassandra and PostgreSQL, proven by an audit."""

import os
from datetime import timedelta
from pathlib import Path

from airflow.sdk import DAG, Asset, CronTriggerTimetable, Param, TriggerRule, chain

from failure_notice import on_run_failure
from java_tasks import JarOperator, RunPages, StreamingJobOperator

ROOT = Path(os.environ.get("USER_AUTOMATION_HOME") or Path(__file__).resolve().parent.parent)
RUN_JAR = ROOT / "script" / "run-jar.sh"
SPARK_UI = os.environ.get("SPARK_MASTER_UI_URL") or "http://localhost:9090"

NATIONALITIES = {
    "AU": "Australia",
    "BR": "Brazil",
    "CA": "Canada",
    "CH": "Switzerland",
    "DE": "Germany",
    "DK": "Denmark",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IN": "India",
    "IR": "Iran",
    "MX": "Mexico",
    "NL": "Netherlands",
    "NO": "Norway",
    "NZ": "New Zealand",
    "RS": "Serbia",
    "TR": "Turkey",
    "UA": "Ukraine",
    "US": "United States",
}

PARAMS = {
    "users": Param(
        10_000,
        type=["null", "integer"],
        minimum=1,
        maximum=1_000_000,
        title="Number of users",
        description="How many users to publish. Empty: as many as the duration allows, or 10,000 without one.",
    ),
    "duration": Param(
        None,
        type=["null", "integer"],
        minimum=1,
        maximum=12 * 60 * 60,
        title="Duration in seconds",
        description="How long to publish at most, up to 12 hours (43,200). Empty: no limit.",
    ),
    "rate": Param(
        None,
        type=["null", "number"],
        minimum=0.1,
        maximum=1_000_000,
        title="Users per second",
        description="How fast to publish at most. Empty: as fast as it goes, 65 per second from randomuser.me."
        " Too slow for all users within 13 hours, and the run isn't opened.",
    ),
    "nationalities": Param(
        [],
        # null is what the form makes of a list that was cleared again; without it such a form can't be sent.
        type=["null", "array"],
        items={"type": "string", "enum": list(NATIONALITIES)},
        uniqueItems=True,
        examples=list(NATIONALITIES),
        values_display=NATIONALITIES,
        title="Nationalities",
        description="Only users of these. None: all 21.",
    ),
    "seed": Param(
        None,
        type=["null", "string"],
        maxLength=64,
        title="Seed",
        description="1 to 64 letters, not 18 of them. The same seed gives the same users again, if number of users and"
        " nationalities are the same, too; else it gives others. Empty: the run's own.",
    ),
}

# What a user writes reaches the jars as the value of a variable, where no shell reads it.
RUN = {"RUN_ID": "{{ run_id }}"}
REQUEST = RUN | {
    "PRODUCER_USERS": "{{ params.users | int if params.users is not none else '' }}",
    "PRODUCER_DURATION": "{{ '%ds' | format(params.duration) if params.duration is not none else '' }}",
    "PRODUCER_RATE": "{{ params.rate if params.rate is not none else '' }}",
    "PRODUCER_NATIONALITIES": "{{ (params.nationalities or []) | join(',') }}",
    "PRODUCER_SEED": "{{ params.seed or '' }}",
    "PRODUCER_DEADLINE": "13h",
}

# How people write the names of stores.
SPELLINGS = {"cassandra": "Cassandra", "postgres": "PostgreSQL", "mysql": "MySQL"}


# What the audit writes of each run, for people.
PAGES = RunPages(os.environ)


def asset(name: str) -> Asset:
    """Airflow asks nobody what a URI that begins with x- means; for any other it imports every provider there is."""
    return Asset(name=name, uri=f"x-user-automation://{name.replace('_', '-')}")


# Where users come from and go to. For people alone: nothing here is started by any of them.
RANDOM_USER_API = asset("random_user_api")
USERS_TOPIC = asset("users_topic")
USED_STORES = [name.strip() for name in (os.environ.get("STORES") or "cassandra,postgres").split(",")]
STORES = [asset(f"users_in_{name}") for name in SPELLINGS if name in USED_STORES]
AUDITED_USERS = asset("audited_users")


def one_line(summary: dict) -> dict:
    """What happened in a run, for the asset event that its DAG's page shows."""
    stored = {name.removeprefix("stored_"): count for name, count in summary.items() if name.startswith("stored_")}
    latency = max((summary[store].get("latency_millis") or {}).get("p95", 0) for store in stored) / 1000
    where = ", ".join(f"{count:,} in {SPELLINGS.get(store, store)}" for store, count in stored.items())
    return {
        "what": f"{summary['published']:,} users published, {where}, {summary['dead_lettered']:,} dead-lettered,"
        f" 95 % stored within {latency:.1f} s",
        "run_id": summary["run_id"],
    }


with DAG(
    dag_id="user_automation",
    description="Random User API to Kafka to Cassandra and PostgreSQL, proven at the end",
    # Without a start date any past day can be backfilled, and unpausing starts nothing before the next midnight.
    schedule=CronTriggerTimetable("@daily", timezone="UTC", run_immediately=timedelta(0)),
    catchup=False,
    max_active_runs=1,
    params=PARAMS,
    tags=["kafka", "spark", "users"],
    on_failure_callback=on_run_failure(os.environ),
    default_args={
        "owner": "user_automation",
        # With the pauses almost half an hour: Kafka, a database or the API may be away for so long.
        "retries": 5,
        # Longer than a try that was told to end can live on.
        "retry_delay": timedelta(seconds=30),
        "retry_exponential_backoff": 3,
        "max_retry_delay": timedelta(minutes=10),
        "execution_timeout": timedelta(minutes=10),
        # Whatever else needs a slot goes before store_users, which only waits while it is not there.
        "priority_weight": 10,
        "weight_rule": "absolute",
    },
    doc_md=Path(__file__).with_name("user_automation.md").read_text().replace("SPARK_UI", SPARK_UI),
) as dag:
    init_schema = JarOperator(
        task_id="init_schema",
        script=RUN_JAR,
        command=["schema-init"],
        # Two of them at once would be two Flyways; those of a backfill wait for each other.
        max_active_tis_per_dag=1,
        doc_md="Creates what is missing and checks the rest; running it again changes nothing. A column or a schema"
        " that doesn't fit fails it (status 2) before any user is published.",
    )
    open_run = JarOperator(
        task_id="open_run",
        script=RUN_JAR,
        command=["producer-task", "open-run"],
        env=REQUEST,
        doc_md="Writes the run's manifest: seed, what was asked for, the topic's offsets. Clearing it opens the run"
        " again under the same seed.",
    )
    publish_users = JarOperator(
        task_id="publish_users",
        script=RUN_JAR,
        command=["producer-task", "publish"],
        env=REQUEST,
        max_active_tis_per_dag=1,
        execution_timeout=timedelta(hours=14),
        inlets=[RANDOM_USER_API],
        outlets=[USERS_TOPIC],
        doc_md="Green when Kafka has acknowledged every user. A try that was broken off is simply repeated: it"
        " publishes the same users, and the databases make nothing of the repetition.",
    )
    store_users = StreamingJobOperator(
        task_id="store_users",
        conn_id="spark_default",
        deploy_mode="client",
        name="user_automation {{ run_id }}",
        application=str(ROOT / "spark-job" / "target" / "spark-job.jar"),
        application_args=["--run-id", "{{ run_id }}", "--timeout", "14h"],
        # The driver plans and waits: the JVM's second compiler costs it more than it gains.
        conf={"spark.driver.defaultJavaOptions": "-XX:TieredStopAtLevel=1"},
        env_vars={"CHECKPOINT_FOLDER": os.environ.get("CHECKPOINT_FOLDER") or str(ROOT / "checkpoints")},
        execution_timeout=timedelta(hours=15),
        # One driver per checkpoint. It ends by itself (status 4) while publish_users waits for its next try, so that
        # it holds no slot that publish_users needs: more tries than publish_users, further apart.
        max_active_tis_per_dag=1,
        retries=8,
        retry_delay=timedelta(seconds=60),
        retry_exponential_backoff=2,
        max_retry_delay=timedelta(minutes=5),
        priority_weight=1,
        inlets=[USERS_TOPIC],
        outlets=STORES,
        doc_md="Sees to it that the run is stored. Where a stream lives it follows that, and starts no Spark. Else it"
        " streams the topic into both databases until the run is closed, then stores the rest."
        f" Its progress: [Spark master]({SPARK_UI}).",
    )
    close_run = JarOperator(
        task_id="close_run",
        script=RUN_JAR,
        command=["producer-task", "close-run"],
        env=RUN,
        trigger_rule=TriggerRule.ALL_DONE,
        doc_md="Closes the run also where publish_users has failed for good, so that store_users ends.",
    )
    audit_run = JarOperator(
        task_id="audit_run",
        script=RUN_JAR,
        command=["audit-task"],
        env=RUN | {"AUDIT_WAIT": "2m"} | PAGES.env,
        links=PAGES.links,
        execution_timeout=timedelta(hours=2),
        inlets=[USERS_TOPIC, *STORES],
        outlets=[AUDITED_USERS],
        outlets_extra=one_line,
        doc_md="Decides the run's colour: reads the run's records again and looks every user up in both databases."
        " Fails with status 3 and the first missing ids where one is neither stored nor dead-lettered.",
    )

    chain(init_schema, open_run, [publish_users, store_users])
    chain(publish_users, close_run, audit_run)
    chain(store_users, audit_run)
