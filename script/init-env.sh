#!/usr/bin/env bash
# Makes .env, from which Docker Compose takes its settings, of .env.example: with random secrets, readable for its owner
# alone. Prints the password of Airflow's admin, this once.
#   script/init-env.sh [FILE]     .env in the checkout, by default
# Says so on stderr where Docker's Compose is too old for the compose files.
# Exit status 2 where the file is there already: the servers' volumes know the passwords in it.
set -euo pipefail

root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
file=${1:-$root/.env}
# shellcheck source=script/compose-version.sh
. "$root/script/compose-version.sh"

if [ $# -gt 1 ] || [[ $file == -* ]]; then
    echo "usage: script/init-env.sh [FILE]" >&2
    exit 2
fi
if [ -e "$file" ]; then
    echo "$file is there already and stays as it is. The volumes know its passwords: to begin anew, delete them" \
        "(docker compose down --volumes), then the file." >&2
    exit 2
fi

# "$1" random bytes in URL-safe Base64.
random_base64() {
    head -c "$1" /dev/urandom | base64 | tr '+/' '-_'
}

# 32 letters and digits.
random_password() {
    head -c 4096 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | cut -c 1-32
}

# An identity must not begin with a hyphen: Kafka's tools take it for an option.
random_cluster_id() {
    local id
    while id=$(random_base64 16 | tr -d '=') && [[ $id == -* ]]; do :; done
    echo "$id"
}

umask 077
unfinished=$file.$$
trap 'rm -f "$unfinished"' EXIT
while IFS= read -r line || [ -n "$line" ]; do
    # Blanks at the end, or the line ends of Windows, would make a value of nothing.
    line=${line%"${line##*[![:space:]]}"}
    case $line in
        AIRFLOW_FERNET_KEY=) line+=$(random_base64 32) ;;
        KAFKA_CLUSTER_ID=) line+=$(random_cluster_id) ;;
        # As long as the signatures made with it (HS512).
        AIRFLOW_JWT_SECRET=) line+=$(random_password)$(random_password) ;;
        [A-Z]*=) line+=$(random_password) ;;
    esac
    printf '%s\n' "$line"
done <"$root/.env.example" >"$unfinished"
empty=$(sed -n "s/^\([A-Za-z_0-9]*\)=[\"']*\$/\1/p" "$unfinished" | paste -s -d ' ')
if [ -n "$empty" ]; then
    echo "$file is not made, since it would have no value for $empty: write nothing behind their = in .env.example." >&2
    exit 2
fi
# Never over a file that has come into being meanwhile.
ln "$unfinished" "$file"

if version=$(compose_version docker compose) && ! knows_our_files "$version"; then
    echo "Docker Compose $version is too old for the compose files: install ${compose_needed:?} or newer (docker compose version)." >&2
fi
echo "$file is made. Airflow's user is admin, its password: $(sed -n 's/^AIRFLOW_ADMIN_PASSWORD=//p' "$file")"
