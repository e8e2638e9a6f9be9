#!/usr/bin/env bash
# Makes Kafka's properties out of the environment, as confluentinc/cp-server and cp-kafka do, and becomes the broker.
set -euo pipefail

properties=/etc/kafka/kafka.properties

require() {
    if [ -z "${!1:-}" ]; then
        echo "$1 is required." >&2
        exit 1
    fi
}

export KAFKA_LOG_DIRS=${KAFKA_LOG_DIRS:-/var/lib/kafka/data}
if [ -n "${KAFKA_PROCESS_ROLES:-}" ]; then
    require CLUSTER_ID
else
    require KAFKA_ZOOKEEPER_CONNECT
fi
if [ "${KAFKA_PROCESS_ROLES:-}" != controller ]; then
    require KAFKA_ADVERTISED_LISTENERS
    # Where nothing is said, it listens on all addresses, at the ports that it advertises.
    KAFKA_LISTENERS=${KAFKA_LISTENERS:-$(sed -E 's#//[^:,]*:#//0.0.0.0:#g' <<<"$KAFKA_ADVERTISED_LISTENERS")}
    export KAFKA_LISTENERS
fi

# Three underscores stand for a dash, two for one underscore, one for a dot.
property_of() {
    local name=${1#KAFKA_}
    name=${name,,}
    name=${name//___/-}
    name=${name//__/@}
    name=${name//_/.}
    echo "${name//@/_}"
}

: >"$properties"
for variable in $(compgen -A export KAFKA_); do
    case $variable=${!variable} in
        KAFKA_HEAP_OPTS=* | KAFKA_OPTS=* | KAFKA_JVM_PERFORMANCE_OPTS=* | KAFKA_GC_LOG_OPTS=* | KAFKA_JMX_* | \
            KAFKA_LOG4J_* | KAFKA_TOOLS_LOG4J_*) ;;
        # What only Confluent's own Kafka has; cp-kafka is Apache's.
        KAFKA_CONFLUENT_* | *io.confluent.*)
            if [ "$EDITION" = server ]; then
                echo "Left out, since this is Apache's Kafka: $variable=${!variable}"
            else
                printf '%s=%s\n' "$(property_of "$variable")" "${!variable}" >>"$properties"
            fi
            ;;
        *) printf '%s=%s\n' "$(property_of "$variable")" "${!variable}" >>"$properties" ;;
    esac
done

if [ -n "${KAFKA_PROCESS_ROLES:-}" ]; then
    kafka-storage format --ignore-formatted --cluster-id "$CLUSTER_ID" --config "$properties"
fi

read -r -a options <<<"${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G} ${KAFKA_JVM_PERFORMANCE_OPTS:--XX:+UseG1GC} ${KAFKA_OPTS:-}"
exec java "${options[@]}" -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true \
    -Dlog4j.configuration=file:/etc/kafka/log4j.properties -cp '/usr/share/java/kafka/*' kafka.Kafka "$properties"
