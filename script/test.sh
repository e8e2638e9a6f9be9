#!/usr/bin/env bash
# Tests and checks; progress goes to stderr, Maven's own words to target/test.log, and the last line is the totals.
#   script/test.sh                         the fast tier: every check, and every test that is not tagged "slow"
#   script/test.sh --all                   the slow ones, too, the stack in containers and the reproducible build
#   script/test.sh producer-task           one module's tests; after --all its slow ones, too
#   script/test.sh producer-task PaceTest  one class, whatever its tags; PaceTest#should_… one test
#   script/test.sh dags                    the DAG's checks and tests, those in Python
# docs/testing.md says what is in which tier.
set -euo pipefail

# The processor seconds of what is started here are this process' children's: those that lose their parent become its own.
if [ -z "${TEST_ADOPTS:-}" ] && command -v python3 >/dev/null; then
    export TEST_ADOPTS=yes
    set_child_subreaper=36
    exec python3 -c 'import ctypes, os, sys
ctypes.CDLL(None).prctl(int(sys.argv[1]), 1, 0, 0, 0)
os.execvp("bash", ["bash"] + sys.argv[2:])' "$set_child_subreaper" "$0" "$@"
fi

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/jdk.sh
. script/jdk.sh
# shellcheck source=script/test-tools.sh
. script/test-tools.sh

all=
if [ "${1:-}" = --all ]; then
    all=yes
    shift
fi
module=${1:-}
class=${2:-}
if [ $# -gt 2 ] || [[ "$module$class" == -* ]] || { [ -n "$class" ] && [ "$module" = dags ]; } ||
    { [ -n "$module" ] && [ "$module" != dags ] && ! [ -f "$module/pom.xml" ]; }; then
    echo "usage: script/test.sh [--all] [MODULE [CLASS]], where MODULE is dags or a folder that holds a pom.xml" >&2
    exit 2
fi
module=${module%/}

# Whether this call tests one of these modules.
selected() {
    [ -z "$module" ] || [[ " $* " == *" $module "* ]]
}

# All test classes of a module, or of all of them, as paths.
test_classes() {
    find "${1:-.}" -path '*/src/test/java/*' \( -name '*Test.java' -o -name '*IT.java' \)
}

# What failed and what was left out, beside what is in the tests' reports.
failed_checks=()
skipped_checks=()

check_scripts() {
    if ! command -v shellcheck >/dev/null &&
        ! install_package shellcheck "SKIPPING the check of the shell scripts"; then
        skipped_checks+=("the shell scripts: install shellcheck")
        return
    fi
    echo "shellcheck: script/*.sh docker/**/*.sh .github/*.sh .ci/run and Spark's starters" >&2
    shellcheck -x script/*.sh docker/*/*.sh docker/stand-ins/*/*.sh .ci/run \
        .github/*.sh spark-job/src/main/spark-home/bin/* || failed_checks+=(shellcheck)
}

check_workflows() {
    local status=0
    echo "actionlint: .github/workflows/" >&2
    .github/actionlint.sh >&2 || status=$?
    case $status in
        0) ;;
        3) skipped_checks+=("the workflows: install actionlint, or Go to build it with") ;;
        *) failed_checks+=(actionlint) ;;
    esac
}

check_prose() {
    if ! command -v python3 >/dev/null; then
        skipped_checks+=("the documents: install Python")
        return
    fi
    echo "docs/style/check.py: **/*.md" >&2
    if ! python3 -B -m unittest discover -q -s docs/style >&2 || ! python3 docs/style/check.py >&2; then
        failed_checks+=("docs/style/check.py")
    fi
}

# The DAG's checks are made in it, and the Java tests run Airflow from it. Status 1 without one.
prepare_airflow_venv() {
    local status=0
    make_airflow_venv "SKIPPING the checks of dags/ and the tests that run Airflow" || status=$?
    case $status in
        0) return 0 ;;
        2) skipped_checks+=("dags/, and tests that run Airflow: install Python 3.10 to 3.13 with its venv module") ;;
        *) failed_checks+=(airflow-venv.sh) ;;
    esac
    return 1
}

check_dockerfiles() {
    echo "hadolint: docker/ and .devcontainer/" >&2
    "$AIRFLOW_VENV/bin/hadolint" .devcontainer/Dockerfile docker/*/Dockerfile docker/stand-ins/*/Dockerfile || failed_checks+=(hadolint)
}

check_dags() {
    local bin=$AIRFLOW_VENV/bin
    echo "ruff and pytest: dags/, docker/" >&2
    { "$bin/ruff" check --no-cache dags && "$bin/ruff" check --no-cache --config dags/pyproject.toml docker; } ||
        failed_checks+=("ruff check")
    { "$bin/ruff" format --no-cache --check --diff dags &&
        "$bin/ruff" format --no-cache --config dags/pyproject.toml --check --diff docker; } || failed_checks+=("ruff format")
    # A home of its own, where nobody's settings of Airflow are.
    AIRFLOW_HOME=$PWD/target/pytest-airflow "$bin/python" -m pytest --rootdir dags -c dags/pyproject.toml -p no:cacheprovider \
        --junitxml dags/target/pytest-reports/TEST-dags.xml dags/tests </dev/null || failed_checks+=(pytest)
}

# What the tests of the compose files need. Without it they are skipped.
prepare_docker() {
    local status=0
    start_docker build_stand_ins || status=$?
    case $status in
        0) ;;
        3)
            printf '\n*** No Docker engine or no images for it: SKIPPING the tests of docker-compose.yml ***\n\n' >&2
            skipped_checks+=("docker-compose.yml in containers: what is missing for that stands above")
            ;;
        *) failed_checks+=("the preparation of Docker") ;;
    esac
}

# A line for each module that is begun and each class that is finished, with the time so far, and Maven's errors.
follow() {
    local line results="Tests run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+), Time elapsed: ([^ ]+) s"
    local building='Building ([^ ]+) .*\[([0-9]+)/([0-9]+)\]$' word name
    # Two modules are built at a time, so that a class is looked up for its own.
    local -A module_of=()
    while read -r line; do
        name=${line#*/src/test/java/}
        name=${name%.java}
        module_of[${name//\//.}]=$(basename "${line%%/src/test/java/*}")
    done < <(test_classes)
    while IFS= read -r line; do
        if [[ $line =~ $building ]]; then
            progress "${BASH_REMATCH[1]}" "module ${BASH_REMATCH[2]} of ${BASH_REMATCH[3]}"
        elif [[ $line =~ $results.*\ --\ in\ (.*) ]]; then
            word=
            [ "${BASH_REMATCH[4]}" = 0 ] || word=", ${BASH_REMATCH[4]} skipped"
            [ "${BASH_REMATCH[2]}${BASH_REMATCH[3]}" = 00 ] || word=", $((BASH_REMATCH[2] + BASH_REMATCH[3])) FAILED"
            name=${BASH_REMATCH[6]}
            progress "${module_of[$name]:-}" \
                "$(printf '%-40s %3d tests %7s s%s' "${name##*.}" "${BASH_REMATCH[1]}" "${BASH_REMATCH[5]}" "$word")"
        elif [[ $line == "[ERROR]"* && $line != *systemPath* ]]; then
            # Left out: what Maven says of the poms of libraries.
            echo "$line" >&2
        fi
    done
}

# "$1" is the module, "$2" what it does.
progress() {
    printf '%3d:%02d  %-18s %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$1" "$2" >&2
}

run_maven() {
    # A failed test ends no module: the totals below tell, and the modules behind it are tested too.
    # Two modules at a time: their tests wait more than they compute.
    local arguments=(--threads 2 --fail-at-end -Dmaven.test.failure.ignore=true)
    if [ -n "$class" ]; then
        arguments+=(-DexcludedGroups=none)
    elif [ -n "$all" ]; then
        # These have scripts of their own, which take an hour.
        arguments+=("-DexcludedGroups=compose-full | faults-full")
    fi
    if [ -n "$module" ]; then
        local tests=none its=none
        case ${class%%#*} in
            '')
                # By their names: the modules that this one needs are built, and not tested.
                tests=$(test_classes "$module" | sed -n 's|.*/src/test/java/\(.*Test\)\.java$|\1|p' | paste -s -d ,)
                its=$(test_classes "$module" | sed -n 's|.*/src/test/java/\(.*IT\)\.java$|\1|p' | paste -s -d ,)
                ;;
            *IT) its=$class ;;
            *) tests=$class ;;
        esac
        arguments+=(-pl "$module" -am "-Dtest=${tests:-none}" "-Dit.test=${its:-none}"
            -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false)
    fi
    maven "${arguments[@]}" verify 2>&1 | tee target/test.log | follow || failed_checks+=("Maven (target/test.log)")
}

# No test is forgotten: each class is named so that Maven runs it, and has a report unless its tag leaves it out.
check_tiers() {
    local file class left_out='compose-full|faults-full'
    [ -n "$all" ] || left_out="slow|$left_out"
    while read -r file; do
        echo "$file holds tests, but Maven runs only *Test and *IT" >&2
        failed_checks+=("the names of the test classes")
    done < <(grep -rlE '^ *@(Test|ParameterizedTest|RepeatedTest|FuzzTest|Fault\()' --include='*.java' . | grep '/src/test/java/' |
        grep -vE '(Test|IT)\.java$' | xargs --no-run-if-empty grep -LE '^(public )?abstract class |@interface ')
    while read -r file; do
        class=${file#*/src/test/java/}
        class=${class%.java}
        if ! compgen -G "${file%%/src/test/java/*}/target/*-reports/TEST-${class//\//.}.xml" >/dev/null &&
            ! grep -qE "^@Tag\(\"($left_out)\"\)" "$file"; then
            echo "$file was not run" >&2
            failed_checks+=("$(basename "$file" .java)")
        fi
    done < <(test_classes)
}

check_reproducible_build() {
    echo "two builds, compared: script/reproducible-build.sh" >&2
    script/reproducible-build.sh || failed_checks+=(reproducible-build.sh)
}

# Without the reports of tests that are gone, or of another module.
find . -type d \( -path '*/target/surefire-reports' -o -path '*/target/failsafe-reports' -o -path '*/target/pytest-reports' \) \
    -prune -exec rm -rf {} +
mkdir -p target

if [ "$module" != dags ]; then
    require_jdk
fi
if selected; then
    check_scripts
    check_workflows
fi
if selected && [ -n "$all" ]; then
    check_prose
fi
if selected dags local-stack system-tests && prepare_airflow_venv && selected dags; then
    check_dags
fi
if selected && [ -n "${AIRFLOW_VENV:-}" ]; then
    check_dockerfiles
fi
if selected system-tests; then
    install_browser || skipped_checks+=("Airflow's pages: install chromium and chromium-driver")
fi
if selected stores/postgres; then
    install_pgbouncer || skipped_checks+=("PostgreSQL behind a pooler: install pgbouncer")
fi
if [[ "$class" == Compose*IT* ]] || { [ -n "$all" ] && selected system-tests && [ -z "$class" ]; }; then
    prepare_docker
fi
if [ "$module" != dags ]; then
    run_maven
fi
if selected; then
    check_tiers
fi
if selected && [ -n "$all" ]; then
    check_reproducible_build
fi

mapfile -t reports < <(find . -path '*/target/*-reports/TEST-*.xml')

# A report's value of an attribute of its root element, of which there is one for each suite of tests.
attribute_of() {
    local suite
    suite=$(grep -o '<testsuite [^>]*>' "$1") && [[ $suite =~ \ $2=\"([0-9.]+)\" ]] && echo "${BASH_REMATCH[1]}"
}

sum_of() {
    local total=0 report
    for report in "${reports[@]}"; do
        total=$((total + $(attribute_of "$report" "$1")))
    done
    echo "$total"
}

# Lines of seconds, module and suite.
list_times() {
    local report module
    for report in "${reports[@]}"; do
        module=${report#./}
        echo "$(attribute_of "$report" time) ${module%%/target/*} $(basename "${report/TEST-/}" .xml)"
    done
}

# Of all that this script has waited for, servers and their children included.
cpu_seconds() {
    awk 'NR == 2 { split($0, part, /[ms ]+/); printf "%.0f", part[1] * 60 + part[2] + part[3] * 60 + part[4] }' target/times
}

# Not in a subshell, whose own children these would be.
times >target/times
{
    echo "Seconds in the tests of each module, and in the slowest suites:"
    list_times | awk '{ seconds[$2] += $1 } END { for (module in seconds) printf "%6.0f  %s\n", seconds[module], module }' | sort -rn
    list_times | sort -rn | awk 'NR <= 15 { printf "%6.0f  %s\n", $1, $3 }'
    echo "$(cpu_seconds) processor seconds, $SECONDS seconds in all"
} >&2

tests=$(sum_of tests)
failed=$(($(sum_of failures) + $(sum_of errors)))
skipped=$(sum_of skipped)
passed=$((tests - failed - skipped))

status=0
for check in "${failed_checks[@]}"; do
    echo "$check failed; its messages stand above." >&2
    status=1
done
for check in "${skipped_checks[@]}"; do
    echo "Not checked: $check." >&2
done
if [ "$failed" -ne 0 ] || [ "$passed" -eq 0 ]; then
    status=1
fi
# What was not checked at all counts as one each.
echo "$passed passed, $failed failed, $((skipped + ${#skipped_checks[@]})) skipped"
exit "$status"
