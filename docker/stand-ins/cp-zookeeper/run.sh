#!/usr/bin/env bash
# Makes ZooKeeper's properties out of the environment, as confluentinc/cp-zookeeper does, and becomes the server.
# Like there, its folders are fixed, and four-letter words are allowed by KAFKA_OPTS only
# (-Dzookeeper.4lw.commands.whitelist=...), not by a variable of their own.
set -euo pipefail

properties=/etc/zookeeper/zookeeper.properties

if [ -z "${ZOOKEEPER_CLIENT_PORT:-}" ]; then
    echo "ZOOKEEPER_CLIENT_PORT is required." >&2
    exit 1
fi

{
    echo dataDir=/var/lib/zookeeper/data
    echo dataLogDir=/var/lib/zookeeper/log
    echo "clientPort=$ZOOKEEPER_CLIENT_PORT"
    for setting in TICK_TIME:tickTime INIT_LIMIT:initLimit SYNC_LIMIT:syncLimit MAX_CLIENT_CNXNS:maxClientCnxns \
        AUTOPURGE_SNAP_RETAIN_COUNT:autopurge.snapRetainCount AUTOPURGE_PURGE_INTERVAL:autopurge.purgeInterval \
        ADMIN_ENABLE_SERVER:admin.enableServer ADMIN_SERVER_PORT:admin.serverPort; do
        variable=ZOOKEEPER_${setting%%:*}
        [ -z "${!variable:-}" ] || echo "${setting#*:}=${!variable}"
    done
} >"$properties"

read -r -a options <<<"${KAFKA_HEAP_OPTS:--Xmx512M -Xms512M} ${KAFKA_OPTS:-}"
exec java "${options[@]}" -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true \
    -Dlog4j.configuration=file:/etc/kafka/log4j.properties -cp '/usr/share/java/kafka/*' \
    org.apache.zookeeper.server.quorum.QuorumPeerMain "$properties"
