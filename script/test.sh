#!/usr/bin/env bash
# Every test and every check; with a module's name, the tests of that module alone. The last line is the totals.
#   script/test.sh                  all of it
#   script/test.sh producer-task    one module's tests
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/jdk.sh
. script/jdk.sh

# A module's package, in which its tests stand.
package_of() {
    case $1 in
        pipeline-contract) echo contract ;;
        local-stack) echo localstack ;;
        schema-init) echo schemainit ;;
        producer-task) echo producer ;;
        spark-job) echo sparkjob ;;
        audit-task) echo audit ;;
        system-tests) echo systemtests ;;
        *) return 1 ;;
    esac
}

module=${1:-}
if [ $# -gt 1 ] || { [ -n "$module" ] && ! package_of "$module" >/dev/null; }; then
    echo "usage: script/test.sh [MODULE], where MODULE is a folder that holds a pom.xml" >&2
    exit 2
fi

# Installs a Debian package where this may be done; otherwise says what is left out without it.
install_package() {
    local package=$1 without=$2
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package with apt-get." >&2
        if DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package" </dev/null >&2 ||
            { apt-get update -q </dev/null >&2 &&
                DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package" </dev/null >&2; }; then
            return 0
        fi
    fi
    printf '\n*** %s is not installed: %s ***\n\n' "$package" "$without" >&2
    return 1
}

if ! use_jdk_17 2>/dev/null; then
    if install_package openjdk-17-jdk-headless "nothing can be built or tested"; then
        JAVA_HOME=$(echo /usr/lib/jvm/java-17-openjdk-*)
        export JAVA_HOME
    fi
    use_jdk_17 || exit 2
fi

failed_checks=0
shellcheck_skipped=0
check_scripts() {
    if ! command -v shellcheck >/dev/null &&
        ! install_package shellcheck "SKIPPING the check of the shell scripts"; then
        shellcheck_skipped=1
        return
    fi
    echo "shellcheck: script/*.sh .ci/run and Spark's starters" >&2
    shellcheck -x script/*.sh .ci/run spark-job/src/main/spark-home/bin/* || failed_checks=1
}

# Without the reports of tests that are gone, or of another module.
rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports

# A failed test ends no module: the totals below tell, and the modules behind it are tested too.
maven=(./mvnw --batch-mode --fail-at-end -Dmaven.test.failure.ignore=true)
# Tests send SIGINT to what they start; where this script runs in the background, all of that would ignore it.
if env --default-signal=INT true 2>/dev/null; then
    maven=(env --default-signal=INT "${maven[@]}")
fi
if [ -n "$module" ]; then
    tests="io/userautomation/$(package_of "$module")/**"
    maven+=(-pl "$module" -am "-Dtest=$tests/*Test" "-Dit.test=$tests/*IT"
        -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false)
else
    check_scripts
fi

maven_status=0
"${maven[@]}" verify </dev/null || maven_status=$?

# Sums an attribute of the reports' root elements; each suite of tests has a report of its own.
sum_of() {
    local total=0 number
    while read -r number; do
        total=$((total + number))
    done < <(find . -path './*/target/*-reports/TEST-*.xml' -exec sed -n "/<testsuite /{s/.* $1=\"\([0-9]*\)\".*/\1/p;q}" {} \;)
    echo "$total"
}

tests=$(sum_of tests)
failed=$(($(sum_of failures) + $(sum_of errors)))
skipped=$(sum_of skipped)
passed=$((tests - failed - skipped))

status=0
if [ "$maven_status" -ne 0 ]; then
    echo "Maven failed with status $maven_status; its messages stand above." >&2
    status=1
fi
if [ "$failed_checks" -ne 0 ]; then
    echo "shellcheck found something; its messages stand above Maven's." >&2
    status=1
fi
if [ "$shellcheck_skipped" -ne 0 ]; then
    echo "The shell scripts were not checked: install shellcheck." >&2
fi
if [ "$failed" -ne 0 ] || [ "$passed" -eq 0 ]; then
    status=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
