#!/usr/bin/env bash
# Brings a component of Airflow up, in a container or on this machine. Nothing is installed here.
#   script/entrypoint.sh api-server [ARGUMENT...]     migrates the metadata database first, as migrate does
#   script/entrypoint.sh scheduler|dag-processor|triggerer [ARGUMENT...]     waits until that is done, and the scheduler
#                                       until the api-server answers, which its tasks need
#   script/entrypoint.sh migrate        creates or migrates the metadata database and the first user, and ends
#   script/entrypoint.sh COMMAND...     anything else is run as it is
# Its environment: PATH with Airflow's bin folder first, AIRFLOW_HOME, what else Airflow reads, and
#   AIRFLOW_START_TIMEOUT      seconds to wait for the metadata database, its migration, the api-server; 120 by default
#   AIRFLOW_ADMIN_USERNAME     the first user, where users are kept in the database (FabAuthManager); admin by default
#   AIRFLOW_ADMIN_PASSWORD or AIRFLOW_ADMIN_PASSWORD_FILE     that user's password; needed there
# Exit status 1 when what it waits for does not come, 2 when a setting is missing or wrong.
set -euo pipefail

case "${1:-}" in
    api-server | scheduler | dag-processor | triggerer | migrate)
        if ! command -v airflow >/dev/null; then
            echo "Airflow is not on PATH: put its bin folder there first (script/airflow-venv.sh makes one)." >&2
            exit 2
        fi
        # One Python process throughout, since importing Airflow takes seconds; it gets every signal.
        exec python3 "$(dirname "${BASH_SOURCE[0]}")/airflow_component.py" "$@"
        ;;
    "")
        echo "usage: $0 api-server|scheduler|dag-processor|triggerer|migrate|COMMAND [ARGUMENT...]" >&2
        exit 2
        ;;
    *)
        exec "$@"
        ;;
esac
