# shellcheck shell=bash
# Sourced, not run: finds the JDK 17 that everything here is built and run with.

# Prints "$1", if it is the home of a JDK 17.
jdk_17_at() {
    [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    "$1/bin/javac" -version 2>&1 | grep -q '^javac 17\.' || return 1
    printf '%s\n' "$1"
}

# The home of the java on PATH, as that java itself says: what is on PATH is mostly a link.
java_home_on_path() {
    command -v java >/dev/null 2>&1 || return 1
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

# Sets and exports JAVA_HOME: what it names already, else the java on PATH. Without a JDK 17: one sentence, status 1.
use_jdk_17() {
    local home on_path
    on_path=$(java_home_on_path) || on_path=
    if home=$(jdk_17_at "${JAVA_HOME:-}") || home=$(jdk_17_at "$on_path"); then
        export JAVA_HOME=$home
        return 0
    fi
    printf 'A JDK 17 is needed, and neither JAVA_HOME (%s) nor the java on PATH (%s) is one: %s\n' \
        "${JAVA_HOME:-not set}" "${on_path:-none}" \
        'install one (on Debian and Ubuntu: apt install openjdk-17-jdk-headless) or point JAVA_HOME at it.' >&2
    return 1
}

# Java and Python name files in the characters of the locale: where these are ASCII alone, exports one that has all, if there
# is one.
use_utf_8() {
    local locale
    command -v locale >/dev/null || return 0
    for locale in "" C.UTF-8 C.utf8 en_US.UTF-8; do
        if [ "$(${locale:+env LC_ALL="$locale"} locale charmap 2>/dev/null)" = UTF-8 ]; then
            [ -z "$locale" ] || export LC_ALL=$locale
            return 0
        fi
    done
}
