#!/usr/bin/env bash
# Becomes the tool of Kafka by whose name it is called.
set -euo pipefail

case ${0##*/} in
    kafka-broker-api-versions) class=kafka.admin.BrokerApiVersionsCommand ;;
    kafka-configs) class=kafka.admin.ConfigCommand ;;
    kafka-console-consumer) class=org.apache.kafka.tools.consumer.ConsoleConsumer ;;
    kafka-console-producer) class=kafka.tools.ConsoleProducer ;;
    kafka-consumer-groups) class=org.apache.kafka.tools.consumer.group.ConsumerGroupCommand ;;
    kafka-get-offsets) class=org.apache.kafka.tools.GetOffsetShell ;;
    kafka-metadata-quorum) class=org.apache.kafka.tools.MetadataQuorumCommand ;;
    kafka-storage) class=kafka.tools.StorageTool ;;
    kafka-topics) class=org.apache.kafka.tools.TopicCommand ;;
    zookeeper-shell)
        class=org.apache.zookeeper.ZooKeeperMainWithTlsSupportForKafka
        set -- -server "$@"
        ;;
    *)
        echo "${0##*/} is no tool of Kafka's." >&2
        exit 2
        ;;
esac

# Like Kafka's own scripts, these take over what is meant for the broker's JVM, in whose container they run.
read -r -a options <<<"${KAFKA_HEAP_OPTS:--Xmx256M} ${KAFKA_OPTS:-}"
exec java "${options[@]}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true \
    -Dlog4j.configuration=file:/etc/kafka/tools-log4j.properties -cp '/usr/share/java/kafka/*' "$class" "$@"
