#!/usr/bin/env bash
# Checks the workflows beside it with actionlint (https://github.com/rhysd/actionlint), which asks shellcheck about their
# scripts: the one on PATH, or else one that is built from Go's module proxy, once.
# Exit status 1 for a finding, 3 with one sentence if there is neither actionlint nor Go.
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."

module=github.com/rhysd/actionlint
version=v1.7.12
cached=${XDG_CACHE_HOME:-$HOME/.cache}/user-automation/actionlint-$version

# To the path "$1".
build() {
    local folder
    command -v go >/dev/null || return 1
    echo "Building actionlint $version from its sources, once." >&2
    mkdir -p "$(dirname "$1")"
    # Beside its place, to which it is then moved at once.
    folder=$(mktemp -d "$1.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$folder'" EXIT
    (cd "$folder" &&
        go mod init actionlint-build &&
        go get "$module/cmd/actionlint@$version" &&
        CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o actionlint "$module/cmd/actionlint") </dev/null >&2 || return 1
    mv "$folder/actionlint" "$1"
}

if command -v actionlint >/dev/null; then
    actionlint=actionlint
elif [ -x "$cached" ] || build "$cached"; then
    actionlint=$cached
else
    echo "The workflows can't be checked: install actionlint $version, or Go to build it with." >&2
    exit 3
fi
"$actionlint" -color=false .github/workflows/*.yml || exit 1
