#!/usr/bin/env bash
# Makes the virtual environment that Airflow runs in: script/airflow-venv.sh FOLDER [REQUIREMENTS_FILE]
# With --check in the folder's place it only looks whether there is a Python for it.
# The file (dags/requirements.txt if none is named) is a lock with hashes. A folder made from that is left as it is; another
# virtual environment there is replaced. PYTHON names the Python to use; else the newest of 3.10 to 3.13 on PATH is taken.
# uv installs it; where there is none on PATH, one that pip brings, and pip alone where that fails.
# Exit status 1 if a package can't be had, 2 if the usage is wrong or there is no Python for it.
set -euo pipefail

root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# $1 the exit status, the rest is why.
fail() {
    local status=$1
    shift
    printf '%s\n' "$*" >&2
    exit "$status"
}

if [ $# -lt 1 ] || [ $# -gt 2 ] || [ -z "$1" ]; then
    fail 2 "usage: script/airflow-venv.sh FOLDER [REQUIREMENTS_FILE], or: script/airflow-venv.sh --check"
fi
folder=$1
requirements=${2:-$root/dags/requirements.txt}
if [ ! -r "$requirements" ]; then
    fail 2 "$requirements can't be read: name a lock file, or none for dags/requirements.txt."
fi
uv=$(command -v uv) || uv=

# Sets python to the first that Airflow runs on and that can make an environment.
find_python() {
    local candidates incomplete=
    candidates=(python3.13 python3.12 python3.11 python3.10 python3)
    if [ -n "${PYTHON:-}" ]; then
        candidates=("$PYTHON")
    fi
    for python in "${candidates[@]}"; do
        # Run rather than looked up: some names on a PATH are shims of nothing.
        if "$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            if [ -n "$uv" ] || "$python" -c 'import venv, ensurepip' 2>/dev/null; then
                return
            fi
            incomplete=$python
        fi
    done
    if [ -n "$incomplete" ]; then
        fail 2 "$incomplete can't make a virtual environment for Airflow, since its venv or ensurepip module is missing:" \
            "install it (on Debian and Ubuntu: apt install python3-venv), or uv. --no-airflow runs without Airflow."
    fi
    fail 2 "Airflow needs a Python from 3.10 to 3.13, and none of these is one: ${candidates[*]}." \
        "Install one (on Debian and Ubuntu: apt install python3-venv) or name one in PYTHON. --no-airflow runs without Airflow."
}

if [ "$folder" = --check ]; then
    find_python
    exit 0
fi

# What an environment of the Python "$1" is made from: the lock's hash and the Python's version.
makings() {
    "$1" -c 'import hashlib, platform, sys
print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest(), platform.python_version())' "$requirements" 2>/dev/null
}

# Empty until all else is there.
made_from=$folder/made-from
is_made() {
    [ -r "$made_from" ] && [ "$(cat "$made_from")" = "$(makings "$folder/bin/python")" ] &&
        { [ -z "${PYTHON:-}" ] || [ "$(cat "$made_from")" = "$(makings "$PYTHON")" ]; }
}

# $1 the uv, once there is an environment.
install_by_uv() {
    "$1" pip install --quiet --python "$folder/bin/python" --require-hashes --requirements "$requirements"
}

install_by_pip() {
    "$folder/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes --requirement "$1"
}

install() {
    if [ -n "$uv" ]; then
        uv venv --quiet --no-project --allow-existing --python "$python" "$folder" && install_by_uv "$uv"
        return
    fi
    "$python" -m venv "$folder" || return
    # A uv in the environment itself does in seconds what takes pip a minute; but a mirror may be known to pip alone.
    if install_by_pip "$root/dags/requirements-uv.txt" && install_by_uv "$folder/bin/uv"; then
        return
    fi
    echo "Without uv, then: pip takes a minute or more." >&2
    install_by_pip "$requirements"
}

if is_made; then
    exit 0
fi
find_python
mkdir -p "$(dirname "$folder")"
# One caller at a time. The lock is this shell's, and ends with it and what it started, however they end.
exec 9>"$folder.lock"
"$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
if is_made; then
    exit 0
fi
if [ -e "$folder" ] && [ ! -e "$made_from" ] && [ ! -e "$folder/pyvenv.cfg" ] && ! rmdir "$folder" 2>/dev/null; then
    fail 2 "$folder holds something other than a virtual environment: name another folder."
fi
rm -rf "$folder"
mkdir "$folder"
: >"$made_from"
echo "Installing Airflow into $folder, from $(basename "$requirements"): the first time, with all to be fetched, this may take a minute." >&2
if ! install >&2; then
    fail 1 "The packages of $requirements could not be installed into $folder; the reason stands above."
fi
makings "$folder/bin/python" >"$made_from"
