"""A home of its own for the Airflow that these tests import: it writes a configuration and logs there."""

import os
import tempfile

# Before anything imports Airflow, which reads these once.
os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow-home-")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "false"

# What the shell has set is nothing that the DAG is to be tested with.
for name in (
    "STORES",
    "NOTIFY_WEBHOOK_CONNECTION",
    "NOTIFY_MAIL_TO",
    "NOTIFY_SLACK_CONNECTION",
    "RUN_PAGES_FOLDER",
    "RUN_PAGES_URL",
):
    os.environ.pop(name, None)
