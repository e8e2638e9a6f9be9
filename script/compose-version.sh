# shellcheck shell=bash
# Sourced, not run: which Docker Compose the compose files need.

# The oldest that heeds !override; those before 2.23.1 know no content of configs either.
compose_needed=2.24.4

# Prints the version of the compose command "$@", as in docker compose; status 1 where there is none.
compose_version() {
    local version
    version=$("$@" version --short 2>/dev/null) || return 1
    echo "${version#v}"
}

# Whether the version "$1" is new enough.
knows_our_files() {
    printf '%s\n' "$compose_needed" "$1" | sort -V -C
}
