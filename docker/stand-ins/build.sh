#!/usr/bin/env bash
# Builds images that stand in for those of docker-compose.yml where no registry of images can be reached; only for tests.
#   docker/stand-ins/build.sh [IMAGE...]    builds these, or all; what is built and unchanged is left as it is
#   docker/stand-ins/build.sh --prebuilt    all but the JDK, which only an image that builds the jars needs
#   docker/stand-ins/build.sh --remove      removes all that were built
# An image of that name that is none of ours is the real one: it stays, and is used.
# Exit status 2 if the usage is wrong, 3 if something that building needs is missing, 1 if a build fails.
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=script/jdk.sh
. script/jdk.sh

folder=docker/stand-ins
label=io.userautomation.stand-in
debian=debian:bookworm-slim
debootstrapped=user-automation/stand-in-debootstrap:bookworm
base=user-automation/stand-in-base:bookworm
jdk=eclipse-temurin:17.0.20_8-jdk-noble
jre=eclipse-temurin:17.0.20_8-jre-noble
airflow=apache/airflow:slim-3.3.2-python3.11
kafka=user-automation/stand-in-kafka:3.9.2
broker=confluentinc/cp-server:7.9.6
community_broker=confluentinc/cp-kafka:7.9.6
zookeeper=confluentinc/cp-zookeeper:7.9.6
registry=confluentinc/cp-schema-registry:7.9.6
postgres=postgres:17.11-bookworm
cassandra=cassandra:5.0.9
prometheus=prom/prometheus:v3.16.0
alertmanager=prom/alertmanager:v0.31.1
# Builds programs from their Go modules, once.
go_tools=docker/monitoring/tools
# Which of the JDK's modules it opens and what it logs are as in the local stack.
cassandra_templates=local-stack/src/main/resources/io/userautomation/localstack/server/cassandra
# Every image after those that it is built on.
images=("$base" "$jdk" "$jre" "$airflow" "$kafka" "$broker" "$community_broker" "$zookeeper" "$registry" "$postgres" "$cassandra"
    "$prometheus" "$alertmanager")

# $1 the exit status, the rest is why.
fail() {
    local status=$1
    shift
    printf '%s\n' "$*" >&2
    exit "$status"
}

# The folder that makes the image "$1".
folder_of() {
    local name=${1##*/}
    name=${name%%:*}
    case $1 in
        "$base") name=base ;;
        "$jdk" | "$jre") name=temurin ;;
        "$kafka") name=kafka ;;
        "$community_broker") name=cp-server ;;
    esac
    echo "$folder/$name"
}

# What else makes the image "$1": images, and files outside of its folder.
needs_of() {
    case $1 in
        "$base") echo "${SSL_CERT_FILE:-}" ;;
        "$jdk" | "$jre") echo "$base" ;;
        "$airflow") echo "$base dags/requirements.txt" ;;
        "$kafka") echo "$base $jre" ;;
        "$broker" | "$community_broker" | "$zookeeper") echo "$kafka" ;;
        "$registry") echo "$base $jre local-stack/servers/schema-registry/pom.xml" ;;
        "$postgres") echo "$base local-stack/servers/postgres/pom.xml" ;;
        "$cassandra")
            echo "$base $jre local-stack/servers/cassandra/pom.xml"
            echo "$cassandra_templates/jvm.options $cassandra_templates/logback.xml"
            ;;
        "$prometheus" | "$alertmanager") echo "$base $go_tools/$(basename "$(folder_of "$1")")/go.mod $go_tools/build.py" ;;
        *) fail 2 "$1 is none of the images: ${images[*]}" ;;
    esac
}

# A server's pom with what it takes from the root's: the versions that are managed there, and the properties that both name.
whole_pom() {
    local text property
    text=$(cat "$1" && sed -n '/<dependencyManagement>/,/<\/dependencyManagement>/p' pom.xml |
        awk 'BEGIN { RS = "</dependency>" } !/io.userautomation/')
    echo "$text"
    while read -r property; do
        grep -F "<$property>" pom.xml || true
    done < <(sed -n 's/.*[$]{\([^}]*\)}.*/\1/p' <<<"$text" | LC_ALL=C sort -u)
}

# The label of the image "$1", empty if that is the real one. Status 1 if there is none of that name.
label_of() {
    docker image inspect --format "{{index .Config.Labels \"$label\"}}" "$1" 2>/dev/null
}

# By image, the hash of all that makes it.
declare -A hashes
hash_of() {
    local need
    {
        find "$(folder_of "$1")" -name target -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
        for need in $(needs_of "$1"); do
            if [ -n "${hashes[$need]:-}" ]; then
                echo "${hashes[$need]}"
            elif [[ $need == */pom.xml ]]; then
                whole_pom "$need"
            else
                sha256sum <"$need"
            fi
        done
    } | sha256sum | cut -d ' ' -f 1
}

# Debian's own image, or one of the same packages; prints its name.
pull_or_make_debian() {
    local tree
    if timeout 60 docker pull --quiet "$debian" >&2; then
        echo "$debian"
        return
    fi
    echo "$debian can't be pulled: making one with debootstrap." >&2
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        fail 3 "The stand-ins need $debian, or root on a Debian or Ubuntu to make one with debootstrap."
    fi
    if ! command -v debootstrap >/dev/null; then
        { apt-get install -y -q --no-install-recommends debootstrap ||
            { apt-get update -q && apt-get install -y -q --no-install-recommends debootstrap; }; } </dev/null >&2 ||
            fail 3 "debootstrap can't be installed; apt-get says above why."
    fi
    tree=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$tree' '$tree.log'" EXIT
    debootstrap --variant=minbase bookworm "$tree" http://deb.debian.org/debian >"$tree.log" 2>&1 ||
        fail 1 "debootstrap failed: $(tail -n 3 "$tree.log")"
    cp "$folder/base/sources.list" "$tree/etc/apt/sources.list"
    cp "$folder/base/apt.conf" "$tree/etc/apt/apt.conf.d/stand-in"
    rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/cache/apt/*.bin "$tree"/var/lib/apt/lists/*
    tar -C "$tree" -c . | docker import --change "LABEL $label=debootstrap" - "$debootstrapped" >&2
    echo "$debootstrapped"
}

# Runs a goal of the dependency plugin, the other arguments, on the pom in the folder "$1".
maven() {
    local pom=$1/pom.xml goal=org.apache.maven.plugins:maven-dependency-plugin:3.10.0:$2
    shift 2
    use_jdk_17 || exit 3
    ./mvnw -q -f "$pom" "$goal" "$@" </dev/null >&2 || fail 1 "What $pom names can't be fetched; Maven says above why."
}

# Puts into the folder's target, which git ignores, what the image takes from elsewhere; sets arguments for its build.
prepare() {
    local target from
    target=$(folder_of "$1")/target
    rm -rf "$target"
    mkdir -p "$target"
    arguments=()
    case $1 in
        "$base")
            cat ${SSL_CERT_FILE:+"$SSL_CERT_FILE"} </dev/null >"$target/machine-certificates.crt"
            from=$(pull_or_make_debian)
            arguments=(--build-arg "DEBIAN=$from")
            ;;
        "$jdk") arguments=(--build-arg KIND=jdk) ;;
        "$jre") arguments=(--build-arg KIND=jre) ;;
        "$community_broker") arguments=(--build-arg EDITION=community) ;;
        "$airflow") cp dags/requirements.txt "$target" ;;
        "$kafka") maven "$folder/kafka" copy-dependencies -DincludeScope=runtime -DoutputDirectory="$PWD/$target/jars" ;;
        "$cassandra")
            maven local-stack/servers/cassandra copy-dependencies \
                -DincludeScope=runtime -DoutputDirectory="$PWD/$target/jars"
            mkdir "$target/conf"
            grep -e '^--add-' "$cassandra_templates/jvm.options" >"$target/conf/modules.options"
            cp "$cassandra_templates/logback.xml" "$target/conf"
            ;;
        "$registry")
            maven local-stack/servers/schema-registry unpack@distribution
            cp -r local-stack/servers/schema-registry/target/registry "$target"
            ;;
        "$postgres")
            maven local-stack/servers/postgres unpack@archive
            cp -r local-stack/servers/postgres/target/archive "$target"
            ;;
        "$prometheus" | "$alertmanager")
            from=$("$go_tools/build.py" "$(basename "$(folder_of "$1")")") ||
                fail 1 "$1 can't be built from its Go module; said above is why."
            cp -r "$from" "$target/bin"
            ;;
    esac
}

build() {
    local image=$1 arguments started=$SECONDS previous
    echo "Building the stand-in of $image." >&2
    prepare "$image"
    previous=$(docker image inspect --format '{{.Id}}' "$image" 2>/dev/null) || previous=
    # Readable for whoever the image runs as, whatever umask the checkout was made under.
    tar -C "$(folder_of "$image")" --mode=go+rX -c . |
        docker build --quiet --tag "$image" --label "$label=${hashes[$image]}" ${arguments[@]+"${arguments[@]}"} \
            - >&2 || fail 1 "The stand-in of $image could not be built; docker says above why."
    # Refused where an image is built on it, or a container runs it.
    [ -z "$previous" ] || docker image rm "$previous" >/dev/null 2>&1 || true
    echo "Built the stand-in of $image in $((SECONDS - started)) s." >&2
}

remove() {
    local image found
    for image in "${images[@]}" "$debootstrapped"; do
        if found=$(label_of "$image") && [ -n "$found" ]; then
            docker image rm "$image" >/dev/null
            echo "Removed the stand-in of $image." >&2
        fi
    done
    # Earlier ones that were in use when they were replaced, and what has no name and was built on one.
    docker image prune --force --filter "label=$label" >/dev/null
}

docker info >/dev/null 2>&1 || fail 3 "No Docker engine answers: start one (script/docker-engine.sh start)."

if [ "${1:-}" = --remove ]; then
    remove
    exit
fi

wanted=("$@")
case $* in
    '') wanted=("${images[@]}") ;;
    --prebuilt) mapfile -t wanted < <(printf '%s\n' "${images[@]}" | grep -vxF "$jdk") ;;
esac
for image in "${wanted[@]}"; do
    [[ " ${images[*]} " == *" $image "* ]] || fail 2 "$image has no stand-in; these have: ${images[*]}"
done

# Builds the image "$1", if it is not there as it should be, after what it is built on.
ensure() {
    local image=$1 need
    if [ "${labels[$image]-none}" = "${hashes[$image]}" ]; then
        return
    fi
    for need in $(needs_of "$image"); do
        [ -z "${hashes[$need]:-}" ] || ensure "$need"
    done
    build "$image"
    labels[$image]=${hashes[$image]}
}

# By image, what it is labelled with where it is there, and those that are the real ones.
declare -A labels
real=()
for image in "${images[@]}"; do
    if ! found=$(label_of "$image"); then
        hashes[$image]=$(hash_of "$image")
    elif [ -n "$found" ]; then
        hashes[$image]=$(hash_of "$image")
        labels[$image]=$found
    else
        # The real one stands for itself.
        hashes[$image]=$(docker image inspect --format '{{.Id}}' "$image")
        labels[$image]=${hashes[$image]}
        real+=("$image")
    fi
done
for image in "${wanted[@]}"; do
    if [[ " ${real[*]-} " == *" $image "* ]]; then
        echo "$image is the real one: using it as it is." >&2
    fi
    ensure "$image"
done
