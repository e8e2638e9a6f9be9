#!/usr/bin/env bash
# Whether Airflow's component of this container does its work: airflow-health metadatabase|scheduler
#                                                              airflow-health dag_processor DAG_ID
# The api-server knows of them all: of the scheduler and the dag-processor by their heartbeats in the metadata database. A
# dag-processor must have brought the DAG in besides.
set -euo pipefail

health=$(curl --noproxy '*' --fail --silent --show-error --max-time 5 \
    http://airflow-apiserver:8080/api/v2/monitor/health)
[[ $health =~ \"$1\":\{[^}]*\"status\":\"healthy\" ]] || {
    echo "$1 is not healthy: $health" >&2
    exit 1
}
if [ $# -gt 1 ]; then
    exec airflow-has-dag "$2"
fi
