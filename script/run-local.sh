#!/usr/bin/env bash
# Runs the whole pipeline once on this machine, on real servers; --help lists the flags.
# Progress and the summary go to stderr; the last line on stdout is one JSON object.
set -euo pipefail

# Where tasks are interrupted the status is 4, so also here.
trap 'exit 4' INT TERM

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=script/jdk.sh
. "$root/script/jdk.sh"
use_jdk_17 || exit 2

# Before the servers start, and before a build: without a Python there is no Airflow.
case " $* " in
    *" --no-airflow "* | *" --help "* | *" -h "*) ;;
    *) [ -n "${AIRFLOW_VENV:-}" ] || "$root/script/airflow-venv.sh" --check || exit ;;
esac

jars=(local-stack schema-init producer-task spark-job audit-task)
folders=(
    local-stack/servers/kafka/target/jars
    local-stack/servers/cassandra/target/jars
    local-stack/servers/postgres/target/archive
    local-stack/servers/schema-registry/target/registry
    spark-job/target/spark-home/jars
)

# Prints why the build is needed, or nothing.
why_build() {
    local module folder jar changed
    for module in "${jars[@]}"; do
        jar=$root/$module/target/$module.jar
        if [ ! -e "$jar" ]; then
            echo "$module is not built"
            return
        fi
        changed=$(find "$root/pom.xml" "$root"/{command-line,pipeline-model,kafka-topics,stores/*}/{src/main,pom.xml} \
            "$root/$module" \( -name target -o -path '*/src/test' \) -prune \
            -o -type f ! -name '*.md' -newer "$jar" -print -quit)
        if [ -n "$changed" ]; then
            echo "${changed#"$root/"} is newer than $module's jar"
            return
        fi
    done
    for folder in "${folders[@]}"; do
        if [ ! -d "$root/$folder" ]; then
            echo "$folder is not there"
            return
        fi
    done
}

reason=$(why_build)
if [ -n "$reason" ]; then
    echo "Building first, since $reason; this takes a minute, and longer the first time, when Maven fetches what it needs." >&2
    modules=$(IFS=,; echo "${jars[*]}")
    # Only what runs: no tests, no formatting, no bills of materials.
    # As a child in the background, since a shell runs its traps only between commands.
    (cd "$root" && exec ./mvnw -q -pl "$modules" -am package \
        -Dmaven.test.skip=true -Dspotless.skip=true -Dcyclonedx.skip=true </dev/null >&2) &
    build=$!
    trap 'kill "$build" 2>/dev/null; wait "$build"; exit 4' INT TERM
    if ! wait "$build"; then
        echo "The build failed; its messages stand above." >&2
        exit 1
    fi
    # Maven leaves a jar as it is in which nothing changed: without this it would be built again at every start.
    for module in "${jars[@]}"; do
        touch "$root/$module/target/$module.jar"
    done
fi

exec "$JAVA_HOME/bin/java" -Xmx512m -jar "$root/local-stack/target/local-stack.jar" run "$@"
