#!/usr/bin/env bash
# Becomes the server; it knows no way but the foreground, so -f says nothing new.
set -euo pipefail

heap=${MAX_HEAP_SIZE:-1024M}
read -r -a extra <<<"${JVM_EXTRA_OPTS:-}"
exec java @"$CASSANDRA_CONF/modules.options" -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError "-Xms$heap" "-Xmx$heap" \
    "-javaagent:$(echo "$CASSANDRA_HOME"/lib/jamm-*.jar)" -Dcassandra-foreground=yes \
    -Dcassandra.jmx.local.port=7199 -Dcom.sun.management.jmxremote.authenticate=false \
    -Dcassandra.storagedir=/var/lib/cassandra -Dcassandra.logdir=/var/log/cassandra "${extra[@]}" \
    -cp "$CASSANDRA_CONF:$CASSANDRA_HOME/lib/*" org.apache.cassandra.service.CassandraDaemon
