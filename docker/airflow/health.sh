#!/usr/bin/env bash
# Whether Airflow's component of this container does its work: airflow-health metadatabase|scheduler|dag_processor
# The api-server knows of them all: of the scheduler and the dag-processor by their heartbeats in the metadata database.
set -euo pipefail

health=$(curl --noproxy '*' --fail --silent --show-error --max-time 5 \
    http://airflow-apiserver:8080/api/v2/monitor/health)
[[ $health =~ \"$1\":\{[^}]*\"status\":\"healthy\" ]] || {
    echo "$1 is not healthy: $health" >&2
    exit 1
}
