#!/usr/bin/env bash
# Tests the compose files as they are: brings the stack up in containers, triggers runs in the browser and without, takes
# it down and kills it, and proves by audits that no user is missing, and at the end that nothing is left.
#   script/compose-test.sh                 all passes: base, data, zookeeper, cluster, monitoring
#   script/compose-test.sh --quick         the base alone, as script/test.sh --all does
#   script/compose-test.sh --real-images   with the registries' images, Control Center and Kafka UI among them; else images
#                                          that are built here stand in for them, and these two are left out
# Needs 8 GiB of free memory, for the cluster 14. The last line on stdout is a JSON object: healthy, dag_run_state, missing.
# Logs, and what each pass saw, are in system-tests/target/compose-test, pictures in system-tests/target/screenshots/compose.
# Exit status 1 if anything failed, 2 if the usage is wrong, 3 where no Docker engine can be had.
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/jdk.sh
. script/jdk.sh
# shellcheck source=script/test-tools.sh
. script/test-tools.sh

passes=(base data zookeeper cluster monitoring)
arguments=(-DexcludedGroups=none)
real_images=
for option in "$@"; do
    case $option in
        --quick)
            passes=(base)
            arguments=(-DexcludedGroups=compose-full)
            ;;
        --real-images) real_images=yes ;;
        *)
            echo "usage: script/compose-test.sh [--quick] [--real-images]" >&2
            exit 2
            ;;
    esac
done

records=system-tests/target/compose-test
rm -rf "$records"

# The value of the key "$2" in what the pass "$1" saw; empty where it is not there.
seen() {
    local record=
    [ -r "$records/$1.json" ] && record=$(cat "$records/$1.json")
    if [[ $record =~ \"$2\":\"?([^\",}]*) ]]; then
        echo "${BASH_REMATCH[1]}"
    fi
}

table() {
    local pass
    printf '%-10s %-8s %-9s %8s %9s %11s %8s %10s\n' pass healthy run missing 'build, s' 'healthy, s' 'all, s' 'peak, MiB'
    for pass in "${passes[@]}"; do
        printf '%-10s %-8s %-9s %8s %9s %11s %8s %10s\n' "$pass" "$(seen "$pass" healthy)" "$(seen "$pass" dag_run_state)" \
            "$(seen "$pass" missing)" "$(seen "$pass" seconds_to_build)" "$(seen "$pass" seconds_to_healthy)" \
            "$(seen "$pass" seconds)" "$(seen "$pass" peak_memory_mib)"
    done
}

# What all passes come to, as JSON; "$1" is the status of their tests.
summary() {
    local pass healthy=true state=success missing=0 of_pass
    for pass in "${passes[@]}"; do
        of_pass=$(seen "$pass" dag_run_state)
        if [ "$state" = success ]; then
            state=${of_pass:-null}
        fi
        of_pass=$(seen "$pass" missing)
        if [ "$1" -ne 0 ] || ! [[ $of_pass =~ ^[0-9]+$ ]]; then
            missing=null
        elif [ "$missing" != null ]; then
            missing=$((missing + of_pass))
        fi
        if [ "$1" -ne 0 ] || [ "$(seen "$pass" healthy)" != true ]; then
            healthy=false
        fi
    done
    [ "$state" = null ] || state="\"$state\""
    printf '{"healthy": %s, "dag_run_state": %s, "missing": %s}\n' "$healthy" "$state" "$missing"
}

require_jdk
install_browser || echo "Its run is triggered without a browser." >&2
prepare=build_stand_ins
if [ -n "$real_images" ]; then
    export COMPOSE_TEST_REAL_IMAGES=true
    prepare=true
fi
start_docker "$prepare"

tests='io/userautomation/systemtests/compose/**'
status=0
# One after another: they are the same Compose project.
maven -pl system-tests -am -DforkCount=1 "-Dtest=$tests/*Test" "-Dit.test=$tests/*IT" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dfailsafe.failIfNoSpecifiedTests=false "${arguments[@]}" verify >&2 || status=1
table >&2
summary "$status"
exit "$status"
