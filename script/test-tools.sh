# shellcheck shell=bash
# Sourced, not run: what the scripts that test have in common. They stand in the checkout's folder.

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

require_jdk() {
    if ! use_jdk_17 2>/dev/null; then
        if install_package openjdk-17-jdk-headless "nothing can be built or tested"; then
            JAVA_HOME=$(echo /usr/lib/jvm/java-17-openjdk-*)
            export JAVA_HOME
        fi
        use_jdk_17 || exit 2
    fi
}

# Makes the virtual environment of dags/, and AIRFLOW_VENV name it; "$1" says what is left out without it. Status 2 where there
# is no Python for it, or one without venv.
make_airflow_venv() {
    local make=(script/airflow-venv.sh "$PWD/target/airflow-venv" dags/requirements-test.txt) without=$1 status=0
    "${make[@]}" || status=$?
    if [ "$status" -eq 2 ] && install_package python3-venv "$without"; then
        status=0
        "${make[@]}" || status=$?
    fi
    if [ "$status" -eq 0 ]; then
        export AIRFLOW_VENV=$PWD/target/airflow-venv
    fi
    return "$status"
}

# Status 1 without one.
install_browser() {
    # It brings the browser of the same version.
    command -v chromedriver >/dev/null || install_package chromium-driver "SKIPPING the tests of Airflow's pages"
}

# Status 1 without one.
install_pgbouncer() {
    [ -x /usr/sbin/pgbouncer ] || install_package pgbouncer "SKIPPING the test of PostgreSQL behind a pooler"
}

# Maven with these arguments, on Java's first compiler: the second one takes more than it gives to a build of minutes. Tests send
# SIGINT to what they start; where the script runs in the background, all of that would ignore it.
maven() {
    local maven=(env "MAVEN_OPTS=${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1" ./mvnw --batch-mode)
    if env --default-signal=INT true 2>/dev/null; then
        maven=(env --default-signal=INT "${maven[@]}")
    fi
    "${maven[@]}" "$@" </dev/null
}

engine_answers() {
    docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

# Sets DOCKER_COMPOSE to the compose command, with an engine running; status 3 where one of them can't be had. When the
# script ends, an engine that was started here is stopped, and another one is left without what was built in it.
# The command "$@" prepares what is to be in the engine; as Compose may have to be built, too, both go side by side.
start_docker() {
    local start status=0
    if engine_answers; then
        others_engine=yes
    fi
    trap stop_docker EXIT
    mkdir -p target
    script/docker-engine.sh start >target/docker-compose-command &
    start=$!
    until engine_answers || ! kill -0 "$start" 2>/dev/null; do
        sleep 1
    done
    if engine_answers; then
        "$@" || status=$?
    fi
    wait "$start" || return
    [ "$status" -eq 0 ] || return "$status"
    DOCKER_COMPOSE=$(tail -n 1 target/docker-compose-command)
    export DOCKER_COMPOSE
}

# Nobody's own engine may keep images that look like a registry's, nor ours that are built on them.
stop_docker() {
    if [ -n "${others_engine:-}" ] && [ -n "${stand_ins:-}" ]; then
        docker image ls --format '{{.Repository}}:{{.Tag}}' --filter 'reference=user-automation/*:0.1.0' |
            xargs --no-run-if-empty docker image rm >&2 || true
        docker/stand-ins/build.sh --remove || true
    fi
    script/docker-engine.sh stop >&2 || true
}

# Builds what stands in for the registries' images.
build_stand_ins() {
    stand_ins=yes
    # The jars are built already.
    docker/stand-ins/build.sh --prebuilt >&2
}
