#!/usr/bin/env bash
# Writes what the environment says into Cassandra's configuration, as cassandra's entry point does, and becomes the server.
set -euo pipefail

if [ $# -eq 0 ] || [[ $1 == -* ]]; then
    set -- cassandra -f "$@"
fi
if [ "$1" != cassandra ]; then
    exec "$@"
fi

# The folder may be on a volume, of whomever.
if [ "$(id -u)" = 0 ]; then
    find /var/lib/cassandra /var/log/cassandra "$CASSANDRA_CONF" ! -user cassandra -exec chown cassandra {} +
    exec setpriv --reuid=cassandra --regid=cassandra --init-groups "$0" "$@"
fi

read -r own_address _ < <(hostname --all-ip-addresses)
for variable in CASSANDRA_LISTEN_ADDRESS CASSANDRA_BROADCAST_ADDRESS; do
    if [ "${!variable:-auto}" = auto ]; then
        printf -v "$variable" %s "$own_address"
    fi
done
: "${CASSANDRA_RPC_ADDRESS:=0.0.0.0}"
: "${CASSANDRA_BROADCAST_RPC_ADDRESS:=$CASSANDRA_BROADCAST_ADDRESS}"
: "${CASSANDRA_SEEDS:=$CASSANDRA_BROADCAST_ADDRESS}"

# Replaces in the file "$1", which may be mounted, the lines that begin with the pattern "$2" by "$3".
edit() {
    local edited
    edited=$(sed -E "s|^$2.*|$3|" "$1")
    printf '%s\n' "$edited" >"$1"
}
edit "$CASSANDRA_CONF/cassandra.yaml" ' *- seeds:' "      - seeds: \"$CASSANDRA_SEEDS\""
for setting in cluster_name endpoint_snitch num_tokens listen_address broadcast_address rpc_address broadcast_rpc_address; do
    variable=CASSANDRA_${setting^^}
    if [ -n "${!variable:-}" ]; then
        edit "$CASSANDRA_CONF/cassandra.yaml" "(# )?$setting:" "$setting: ${!variable}"
    fi
done
for setting in dc rack; do
    variable=CASSANDRA_${setting^^}
    if [ -n "${!variable:-}" ]; then
        edit "$CASSANDRA_CONF/cassandra-rackdc.properties" "$setting=" "$setting=${!variable}"
    fi
done

exec "$@"
