#!/usr/bin/env bash
# Starts the stream: the Spark job that stores every run's users as they come, until SIGTERM. First schema-init lays what it
# needs, which changes nothing where it is there already.
#   script/stream.sh [ARGUMENT...]     arguments of spark-job, as --help lists them
# Its environment: that of the tasks (docs/configuration.md), and
#   SPARK_MASTER      where it runs, as in spark://localhost:7077; by default local[*], in its own process
#   SPARK_HOME        by default the one that the build of spark-job has made
# It becomes the driver, which gets every signal.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export SPARK_HOME=${SPARK_HOME:-$root/spark-job/target/spark-home}
jar=$root/spark-job/target/spark-job.jar
for built in "$jar" "$SPARK_HOME/bin/spark-submit"; do
    if [ ! -e "$built" ]; then
        echo "$built is not there: build it with ./mvnw -pl spark-job,schema-init -am package -DskipTests" >&2
        exit 2
    fi
done

# To stderr: the last line on stdout is the stream's own.
JAR_JVM_OPTIONS="${JAR_JVM_OPTIONS:--Xmx256m}" "$root/script/run-jar.sh" schema-init >&2

# Both compilers: it lives long.
exec "$SPARK_HOME/bin/spark-submit" --master "${SPARK_MASTER:-local[*]}" "$jar" "$@"
