#!/usr/bin/env bash
# Runs the whole pipeline once on this machine, on real servers; --help lists the flags.
# Progress and the summary go to stderr; the last line on stdout is one JSON object.
set -euo pipefail

# Where tasks are interrupted the status is 4, so also here.
trap 'exit 4' INT TERM

root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=script/jdk.sh
. "$root/script/jdk.sh"
use_jdk_17 || exit 2
use_utf_8

# Before the servers start, and before a build: without a Python there is no Airflow.
case " $* " in
    *" --no-airflow "* | *" --help "* | *" -h "*) ;;
    *) [ -n "${AIRFLOW_VENV:-}" ] || "$root/script/airflow-venv.sh" --check || exit ;;
esac

jars=(fake-random-user-api local-stack schema-init producer-task spark-job audit-task dead-letter-task)
case " $* " in
    *" --metrics "* | *" --metrics=true "*) jars+=(metrics-exporter) ;;
esac
folders=(
    local-stack/servers/kafka/target/jars
    local-stack/servers/cassandra/target/jars
    local-stack/servers/postgres/target/archive
    local-stack/servers/schema-registry/target/registry
    local-stack/servers/jmx-agent/target/jars
    spark-job/target/spark-home/jars
)

modules=("${jars[@]}")
# Nothing else needs what this one fetches.
case " $* " in
    *" --stores"[\ =]*mysql*)
        modules+=(local-stack/servers/mysql)
        folders+=(local-stack/servers/mysql/target/server)
        ;;
esac

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

# Reads what Maven says, keeps it, and tells on stderr which module it is at; every ten seconds also at which step, and how
# much it has fetched.
tell_build() {
    local repository=${HOME:-}/.m2/repository line='' module='' step='' fetched status
    : >"$build_log"
    touch "$build_log.started"
    while true; do
        status=0
        IFS= read -r -t 10 line || status=$?
        if [ "$status" -gt 128 ]; then
            fetched=$(find "$repository" -newer "$build_log.started" -name '*.[jt]ar*' ! -name '*.sha1' 2>/dev/null | wc -l)
            echo "  still at ${module:-the start}${step:+, $step}: $fetched libraries fetched, $SECONDS s so far" >&2
            continue
        fi
        [ "$status" -eq 0 ] || break
        printf '%s\n' "$line" >>"$build_log"
        if [[ $line =~ ^\[INFO\]\ Building\ (.*)\ [^\ ]+\ +\[([0-9]+/[0-9]+)\]$ ]]; then
            module=${BASH_REMATCH[1]} step=
            echo "  ${BASH_REMATCH[2]} $module, $SECONDS s so far" >&2
        elif [[ $line =~ ^\[INFO\]\ ---\ ([a-z-]+): ]]; then
            step=${BASH_REMATCH[1]}
        fi
    done
}

reason=$(why_build)
if [ -n "$reason" ]; then
    echo "Building first, since $reason: less than a minute, and longer the first time, when Maven fetches what it needs." >&2
    selected=$(IFS=,; echo "${modules[*]}")
    build_log=$root/target/build.log
    mkdir -p "$root/target"
    # Only what runs (the profile says what that leaves out), and without the JVM's second compiler, which is slower for so little.
    # As a child in the background, since a shell runs its traps only between commands.
    (
        cd "$root"
        export MAVEN_OPTS="${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1"
        exec ./mvnw -B -Pquick -pl "$selected" -am package </dev/null > >(tell_build) 2>&1
    ) &
    build=$!
    trap 'kill "$build" 2>/dev/null; wait "$build"; exit 4' INT TERM
    if ! wait "$build"; then
        sed -n '/BUILD FAILURE/,$p' "$build_log" | grep '^\[ERROR\]' >&2 || tail -n 20 "$build_log" >&2
        echo "The build failed; its messages stand above, all it said in $build_log." >&2
        exit 1
    fi
    # Maven leaves a jar as it is in which nothing changed: without this it would be built again at every start.
    for module in "${jars[@]}"; do
        touch "$root/$module/target/$module.jar"
    done
fi

exec "$JAVA_HOME/bin/java" -Xmx512m -jar "$root/local-stack/target/local-stack.jar" run "$@"
