#!/usr/bin/env bash
# Makes the data folder on the first start, as postgres's entry point does, and becomes the server.
set -euo pipefail

if [ $# -eq 0 ] || [[ $1 == -* ]]; then
    set -- postgres "$@"
fi
if [ "$1" != postgres ]; then
    exec "$@"
fi

# The folder may be on a volume, of whomever.
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA"
    chmod 0700 "$PGDATA"
    find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres {} +
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ -s "$PGDATA/PG_VERSION" ]; then
    exec "$@"
fi

# Exports the variable "$1": as it is, from the file that "$1_FILE" names, or else "$2".
from_file() {
    local file=$1_FILE
    if [ -n "${!1:-}" ] && [ -n "${!file:-}" ]; then
        echo "$1 and $file are both set: set one." >&2
        exit 1
    fi
    if [ -n "${!file:-}" ]; then
        export "$1=$(<"${!file}")"
    else
        export "$1=${!1:-$2}"
    fi
    unset "$file"
}
from_file POSTGRES_PASSWORD ""
from_file POSTGRES_USER postgres
from_file POSTGRES_DB "$POSTGRES_USER"
from_file POSTGRES_INITDB_ARGS ""
if [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
    echo "POSTGRES_PASSWORD is not set: the database needs one on its first start." >&2
    exit 1
fi

mkdir -p "$PGDATA"
chmod 0700 "$PGDATA"
read -r -a initdb_arguments <<<"$POSTGRES_INITDB_ARGS"
initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${initdb_arguments[@]}"
printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"

# What is in docker-entrypoint-initdb.d runs against a server that nobody reaches from outside.
export PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
pg_ctl --pgdata="$PGDATA" --options="-c listen_addresses=''" --wait start
run_sql() {
    psql --set ON_ERROR_STOP=1 --no-password --no-psqlrc --username "$POSTGRES_USER" "$@"
}
if [ "$POSTGRES_DB" != postgres ]; then
    run_sql --dbname postgres --set name="$POSTGRES_DB" <<<'CREATE DATABASE :"name";'
fi
for file in /docker-entrypoint-initdb.d/*; do
    case $file in
        *.sh)
            echo "Running $file"
            if [ -x "$file" ]; then
                "$file"
            else
                # shellcheck disable=SC1090
                . "$file"
            fi
            ;;
        *.sql)
            echo "Running $file"
            run_sql --dbname "$POSTGRES_DB" --file "$file"
            ;;
    esac
done
pg_ctl --pgdata="$PGDATA" --mode=fast --wait stop
unset PGPASSWORD
echo "PostgreSQL init process complete; ready for start up."

exec "$@"
