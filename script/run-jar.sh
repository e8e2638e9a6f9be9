#!/usr/bin/env bash
# Runs a module's jar, as Airflow's tasks do: script/run-jar.sh producer-task publish --run-id demo
# It becomes the JVM, which gets every signal, and which ends with whoever started it where setpriv is to be had:
# a publisher must not outlive the task that it is. (What docker exec starts has a parent outside of the container, which
# is gone at once: its number is 0.)
#   JAVA_HOME         the Java to use; by default the one on PATH
#   JAR_JVM_OPTIONS   options of the JVM, separated by blanks; by default -Xmx512m
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

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

read -r -a options <<<"${JAR_JVM_OPTIONS:--Xmx512m}"
start=("${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" -jar "$jar" "$@")
if [ "$PPID" -ne 0 ] && setpriv --pdeathsig TERM true 2>/dev/null; then
    start=(setpriv --pdeathsig TERM "${start[@]}")
fi
exec "${start[@]}"
