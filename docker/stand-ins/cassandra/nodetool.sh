#!/usr/bin/env bash
set -euo pipefail

exec java @"$CASSANDRA_CONF/modules.options" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Dlogback.configurationFile=logback-tools.xml -Dcassandra.storagedir=/var/lib/cassandra \
    -cp "$CASSANDRA_CONF:$CASSANDRA_HOME/lib/*" org.apache.cassandra.tools.NodeTool --port 7199 "$@"
