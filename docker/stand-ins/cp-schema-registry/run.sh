#!/usr/bin/env bash
# Starts the registry on what the environment says, as confluentinc/cp-schema-registry does. It keeps its state in Kafka.
set -euo pipefail

for variable in SCHEMA_REGISTRY_HOST_NAME SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS; do
    if [ -z "${!variable:-}" ]; then
        echo "$variable is required." >&2
        exit 1
    fi
done
# As in PLAINTEXT://broker:29092,PLAINTEXT://broker-2:29092; the protocol may be left out.
servers=${SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS//PLAINTEXT:\/\//}
# As in http://0.0.0.0:8081
listener=${SCHEMA_REGISTRY_LISTENERS:-http://0.0.0.0:8081}
listener=${listener#http://}

# Whether one of the brokers answers.
broker_answers() {
    local server
    for server in ${servers//,/ }; do
        if (exec 3<>"/dev/tcp/${server%:*}/${server##*:}") 2>/dev/null; then
            return 0
        fi
    done
    return 1
}
tries=${SCHEMA_REGISTRY_CUB_KAFKA_TIMEOUT:-40}
until broker_answers; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then
        echo "None of these brokers answers: $servers" >&2
        exit 1
    fi
    sleep 1
done

processes=()
end() {
    kill "${processes[@]}" 2>/dev/null || true
    wait
}
trap 'end; exit 143' TERM INT

# Confluent's registry asks for BACKWARD where nothing else is set; Apicurio for nothing.
read -r -a options <<<"${SCHEMA_REGISTRY_HEAP_OPTS:--Xmx512M}"
java "${options[@]}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true \
    -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=8080 -Dquarkus.http.access-log.enabled=false \
    -Dapicurio.storage.kind=kafkasql "-Dapicurio.kafkasql.bootstrap.servers=$servers" \
    -Dapicurio.rules.global.compatibility=BACKWARD -Dapicurio.storage.snapshot.location=/tmp \
    -Dapicurio.datasource.jdbc.initial-size=2 -Dapicurio.datasource.jdbc.min-size=2 \
    -jar /opt/apicurio/*-runner.jar &
processes+=($!)
sed "s|@listener@|$listener|" /etc/confluent/docker/nginx.conf >/etc/schema-registry/nginx.conf
nginx -c /etc/schema-registry/nginx.conf -e stderr &
processes+=($!)

# Neither is of use without the other.
status=0
wait -n || status=$?
end
exit "$status"
