#!/usr/bin/env python3
"""
Whether Airflow has a DAG, and has read its file lately: airflow-has-dag DAG_ID.

A dag-processor may beat and yet bring no DAG in: its file may not import, and one that runs out of memory on it is
killed without a word in Airflow. So this looks into the metadata database, without importing Airflow, which takes
seconds.
"""

import configparser
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import psycopg2

# The file is read every 30 s (min_file_process_interval).
LATELY_SECONDS = 300

# Where the kernel counts for a container which of its processes it killed for want of memory: version 2, and 1.
MEMORY_EVENTS = (Path("/sys/fs/cgroup/memory.events"), Path("/sys/fs/cgroup/memory/memory.oom_control"))

DAG = """
    SELECT NOT is_stale AND NOT coalesce(has_import_errors, false), extract(epoch FROM now() - last_parsed_time)::int
    FROM dag WHERE dag_id = %s
"""
ERROR = "SELECT filename, stacktrace FROM import_error ORDER BY timestamp DESC LIMIT 1"


def killed(files: Iterable[Path] = MEMORY_EVENTS) -> int:
    """How many processes of this container were killed for want of memory."""
    lines = (line.split() for file in files if file.exists() for line in file.read_text().splitlines())
    return sum(int(count) for name, count in lines if name == "oom_kill")


def problem(dag_id: str, row: tuple[bool, int] | None, error: tuple[str, str] | None, kills: int = 0) -> str | None:
    """One sentence where Airflow hasn't got the DAG as its file says; None where it has."""
    why = "look into the dag-processor's log"
    if kills:
        why = f"{kills} of the dag-processor's processes were killed for want of memory, raise its mem_limit"
    there, age = row or (False, 0)
    if there and age <= LATELY_SECONDS:
        return None
    if there:
        return f"{dag_id} was read {age} s ago for the last time, and should be every 30 s: {why}"
    if error:
        filename, stacktrace = error
        return f"{dag_id} is not there: {filename} can't be imported: {stacktrace.strip().splitlines()[-1]}"
    return f"{dag_id} is not there, the dag-processor has not brought it in yet: {why}"


def main(dag_id: str) -> str | None:
    config = configparser.ConfigParser()
    config.read(Path(os.environ["AIRFLOW_HOME"], "airflow.cfg"))
    url = config["database"]["sql_alchemy_conn"].replace("postgresql+psycopg2:", "postgresql:", 1)
    with psycopg2.connect(url, connect_timeout=5) as connection, connection.cursor() as cursor:
        cursor.execute(DAG, (dag_id,))
        row = cursor.fetchone()
        cursor.execute(ERROR)
        return problem(dag_id, row, cursor.fetchone(), killed())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
