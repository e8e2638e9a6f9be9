"""A home of its own for the Airflow that these tests import: it writes a configuration and logs there."""

import os
import tempfile

# Before anything imports Airflow, which reads these once.
os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow-home-")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "false"
