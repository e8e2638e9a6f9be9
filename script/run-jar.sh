#!/usr/bin/env bash
# Runs a module's jar, as Airflow's tasks do: script/run-jar.sh producer-task publish --run-id demo
# It becomes the JVM, which gets every signal, and which ends with whoever started it where setpriv is to be had:
# a publisher must not outlive the task that it is. (What docker exec starts has a parent outside of the container, which
# is gone at once: its number is 0.)
#   JAVA_HOME         the Java to use; by default the one on PATH
#   JAR_JVM_OPTIONS   options of the JVM, separated by blanks; by default -Xmx512m. They come last: -XX:TieredStopAtLevel=4
#                     gives a task that is short by default the second compiler back
set -euo pipefail

root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

if [ $# -eq 0 ]; then
    echo "usage: script/run-jar.sh MODULE [ARGUMENT...], as in: script/run-jar.sh audit-task --latest" >&2
    exit 2
fi
module=$1
shift
jar=$root/$module/target/$module.jar
if [ ! -f "$jar" ]; then
    echo "$jar is not there: build it with ./mvnw -pl $module -am package -DskipTests" >&2
    exit 2
fi

# shellcheck source=script/jdk.sh
. "$root/script/jdk.sh"
use_utf_8

# What ends within seconds only loses by the JVM's second compiler; what publishes may go on for hours.
case "$module ${1:-}" in
    "schema-init "* | "producer-task open-run" | "producer-task close-run" | "audit-task "* | \
        "dead-letter-task list" | "dead-letter-task export")
        options=(-XX:TieredStopAtLevel=1)
        ;;
    *) options=() ;;
esac
read -r -a given <<<"${JAR_JVM_OPTIONS:--Xmx512m}"
options+=("${given[@]}")
start=("${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" -jar "$jar" "$@")
if [ "$module" = spark-job ]; then
    start=("$root/spark-job/target/spark-home/bin/spark-submit" --master "${SPARK_MASTER:-local[*]}"
        --class io.userautomation.sparkjob.SparkJob "$jar" "$@")
fi
if [ "$PPID" -ne 0 ] && setpriv --pdeathsig TERM true 2>/dev/null; then
    start=(setpriv --pdeathsig TERM "${start[@]}")
fi
exec "${start[@]}"
