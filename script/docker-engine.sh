#!/usr/bin/env bash
# Sees to it that tests have a Docker engine and Compose.
#   script/docker-engine.sh start    uses the engine that answers, else installs and starts one, where it may; the last line on
#                                    stdout is the command of a Compose that is new enough, as in: docker compose
#   script/docker-engine.sh stop     stops the engine that start has started; no other
# Exit status 2 if the usage is wrong, 3 with one sentence if there is no engine, or no Compose.
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/compose-version.sh
. script/compose-version.sh

pid_file=$PWD/target/dockerd.pid
log=$PWD/target/dockerd.log
# Where there is no Compose, or only one that is too old, that of a later Debian: a program that needs nothing but glibc.
compose_release=trixie

# $1 the exit status, the rest is why.
fail() {
    local status=$1
    shift
    printf '%s\n' "$*" >&2
    exit "$status"
}

engine_answers() {
    docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

# Whether the engine that start has started still runs; the number alone may be another process's by now.
runs() {
    [ -r "$pid_file" ] && [ "$(cat "/proc/$(cat "$pid_file")/comm" 2>/dev/null)" = dockerd ]
}

install_engine() {
    local packages=(docker.io iptables)
    echo "Installing ${packages[*]} with apt-get." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get install -y -q --no-install-recommends "${packages[@]}" ||
        { apt-get update -q && apt-get install -y -q --no-install-recommends "${packages[@]}"; }; } </dev/null >&2 ||
        fail 3 "Docker can't be installed: apt-get says above why."
}

# Debian has two kinds of iptables, and the kernel heeds the rules of both: where an engine before has left rules of the
# older kind, which drop what is none of its own, only that kind can let a new engine's containers talk to each other.
choose_iptables() {
    if iptables-legacy -S FORWARD 2>/dev/null | grep -q DOCKER; then
        update-alternatives --set iptables /usr/sbin/iptables-legacy >&2
    fi
}

# In a process group of its own, so that an interrupted test leaves it alone.
run_engine() {
    local tries
    choose_iptables
    echo "Starting dockerd; its log is $log." >&2
    mkdir -p "$(dirname "$pid_file")"
    setsid dockerd </dev/null >"$log" 2>&1 &
    echo $! >"$pid_file"
    for ((tries = 0; tries < 120; tries++)); do
        if engine_answers; then
            return
        fi
        runs || [ "$tries" -lt 4 ] || return 1
        sleep 0.5
    done
    return 1
}

start_engine() {
    if engine_answers; then
        return
    fi
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        fail 3 "No Docker engine answers, and only root on a Debian or Ubuntu can be given one: start Docker."
    fi
    if ! command -v dockerd >/dev/null || ! command -v docker >/dev/null || ! command -v iptables >/dev/null; then
        install_engine
        # The package may start it by itself.
        if engine_answers; then
            return
        fi
    fi
    if run_engine; then
        return
    fi
    # A kernel without nf_tables wants the older of Debian's two.
    if grep -q iptables "$log" && update-alternatives --set iptables /usr/sbin/iptables-legacy >&2; then
        stop_engine
        if run_engine; then
            return
        fi
    fi
    stop_engine
    fail 3 "dockerd does not start: the end of $log says why."
}

stop_engine() {
    if runs; then
        echo "Stopping dockerd." >&2
        kill "$(cat "$pid_file")"
        # It stops its containers first.
        while runs; do
            sleep 0.2
        done
    fi
    rm -f "$pid_file"
}

# Whether the command line "$@" is a Compose that is new enough.
is_compose() {
    local version
    version=$(compose_version "$@") && knows_our_files "$version"
}

# As a package of $compose_release, whose signature apt checks, to the path "$1". The machine's own sources stay as they are.
fetch_compose() {
    local folder keys=/usr/share/keyrings/debian-archive-keyring.gpg apt old
    if old=$(compose_version docker compose); then
        echo "Docker Compose $old is too old for the compose files." >&2
    fi
    if ! command -v apt-get >/dev/null || [ ! -r "$keys" ]; then
        fail 3 "Docker Compose ${compose_needed:?} or newer is missing: install it."
    fi
    echo "Fetching Docker Compose from Debian $compose_release." >&2
    mkdir -p "$(dirname "$1")"
    # Beside its place, to which it is then moved at once.
    folder=$(mktemp -d "$1.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$folder'" EXIT
    mkdir -p "$folder"/{lists,archives}/partial
    echo "deb [signed-by=$keys] http://deb.debian.org/debian $compose_release main" >"$folder/sources.list"
    apt=(apt-get -q -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder" -o APT::Sandbox::User="$(id -un)"
        -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
    (cd "$folder" && "${apt[@]}" update && "${apt[@]}" download docker-compose &&
        dpkg-deb --fsys-tarfile docker-compose_*.deb |
        tar -x -O --wildcards '*/cli-plugins/docker-compose' >docker-compose &&
        chmod +x docker-compose) </dev/null >&2 ||
        fail 3 "Docker Compose can't be fetched: apt says above why; install version ${compose_needed:?} or newer."
    mv "$folder/docker-compose" "$1"
}

print_compose() {
    local cached=${XDG_CACHE_HOME:-$HOME/.cache}/user-automation/docker-compose-$compose_release
    if is_compose docker compose; then
        echo "docker compose"
        return
    fi
    is_compose "$cached" || fetch_compose "$cached"
    echo "$cached"
}

case "$#:${1:-}" in
    1:start)
        start_engine
        print_compose
        ;;
    1:stop) stop_engine ;;
    *) fail 2 "usage: script/docker-engine.sh start|stop" ;;
esac
