#!/usr/bin/env bash
# Runs a command as apache/airflow's entry point does: bash and python as they are, everything else as Airflow's.
set -euo pipefail

umask 0002

# Whatever the command is, the database comes first; a count of 0 leaves this out.
tries=${CONNECTION_CHECK_MAX_COUNT:-20}
while [ "$tries" -gt 0 ] && ! said=$(airflow db check 2>&1); do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
        printf 'The metadata database does not answer:\n%s\n' "$said" >&2
        exit 1
    fi
    sleep "${CONNECTION_CHECK_SLEEP_TIME:-3}"
done

case "${1:-}" in
    bash | python | airflow) exec "$@" ;;
    *) exec airflow "$@" ;;
esac
