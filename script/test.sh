#!/usr/bin/env bash
# Every test and every check; with a module's name, the tests of that module alone. The last line is the totals.
#   script/test.sh                  all of it
#   script/test.sh producer-task    one module's tests
#   script/test.sh dags             the DAG's checks and tests, those in Python
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/jdk.sh
. script/jdk.sh
# shellcheck source=script/test-tools.sh
. script/test-tools.sh

# A module's package, in which its tests stand.
package_of() {
    case $1 in
        pipeline-contract) echo contract ;;
        local-stack) echo localstack ;;
        schema-init) echo schemainit ;;
        producer-task) echo producer ;;
        spark-job) echo sparkjob ;;
        audit-task) echo audit ;;
        benchmarks) echo benchmarks ;;
        system-tests) echo systemtests ;;
        *) return 1 ;;
    esac
}

module=${1:-}
if [ $# -gt 1 ] || { [ -n "$module" ] && [ "$module" != dags ] && ! package_of "$module" >/dev/null; }; then
    echo "usage: script/test.sh [MODULE], where MODULE is dags or a folder that holds a pom.xml" >&2
    exit 2
fi

# Whether this call tests one of these modules.
selected() {
    [ -z "$module" ] || [[ " $* " == *" $module "* ]]
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
    echo "ruff and pytest: dags/" >&2
    "$bin/ruff" check --no-cache dags || failed_checks+=("ruff check")
    "$bin/ruff" format --no-cache --check --diff dags || failed_checks+=("ruff format")
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

run_maven() {
    # A failed test ends no module: the totals below tell, and the modules behind it are tested too.
    local arguments=(--fail-at-end -Dmaven.test.failure.ignore=true)
    if [ -n "$module" ]; then
        local tests
        tests="io/userautomation/$(package_of "$module")/**"
        arguments+=(-pl "$module" -am "-Dtest=$tests/*Test" "-Dit.test=$tests/*IT"
            -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false)
    fi
    maven "${arguments[@]}" verify || failed_checks+=(Maven)
}

check_reproducible_build() {
    echo "two builds, compared: script/reproducible-build.sh" >&2
    script/reproducible-build.sh || failed_checks+=(reproducible-build.sh)
}

# Without the reports of tests that are gone, or of another module.
rm -rf ./*/target/{surefire,failsafe,pytest}-reports

if [ "$module" != dags ]; then
    require_jdk
fi
if selected; then
    check_scripts
    check_workflows
fi
if selected dags local-stack system-tests && prepare_airflow_venv && selected dags; then
    check_dags
fi
if selected && [ -n "${AIRFLOW_VENV:-}" ]; then
    check_dockerfiles
fi
if selected system-tests; then
    install_browser || skipped_checks+=("Airflow's pages: install chromium and chromium-driver")
    prepare_docker
fi
if [ "$module" != dags ]; then
    run_maven
fi
if selected; then
    check_reproducible_build
fi

shopt -s nullglob
reports=(./*/target/{surefire,failsafe,pytest}-reports/TEST-*.xml)

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

{
    echo "Seconds in the tests of each module, and in the slowest suites:"
    list_times | awk '{ seconds[$2] += $1 } END { for (module in seconds) printf "%6.0f  %s\n", seconds[module], module }' | sort -rn
    list_times | sort -rn | awk 'NR <= 10 { printf "%6.0f  %s\n", $1, $3 }'
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
