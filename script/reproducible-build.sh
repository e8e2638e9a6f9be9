#!/usr/bin/env bash
# Builds what is shipped a second time, from a copy of this checkout at another path, in another time zone, language and
# umask, and compares it byte by byte with what the first build (./mvnw package) left in this checkout.
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/jdk.sh
. script/jdk.sh
use_jdk_17

modules=(producer-task schema-init spark-job audit-task dead-letter-task metrics-exporter local-stack fake-random-user-api)

# Lines of checksum and file: the fat jars, their bills of materials, SPARK_HOME.
checksums_in() (
    cd "$1"
    for module in "${modules[@]}"; do
        sha256sum "$module/target/$module.jar" || exit 1
        # Without the checksums of our own thin jars, which are shipped nowhere as they are: they keep the umask as the
        # modes of their entries, as the fat jars don't.
        sum=$(sed '/"bom-ref".*io.userautomation\/\(command-line\|pipeline-model\|kafka-topics\|fake-random-user-api\|dead-letter-task\|stores-[a-z]*\)@/,/"licenses"/d' "$module/target/$module-sbom.json" | sha256sum) || exit 1
        echo "${sum%-}$module/target/$module-sbom.json"
    done
    find spark-job/target/spark-home -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
)

if ! first=$(checksums_in .); then
    echo "The first build is not there: run ./mvnw package -DskipTests before (not with -o, which makes no SBOM)." >&2
    exit 2
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
umask 077
tar -c --exclude=target --exclude=.git --exclude=./data --exclude=./checkpoints . | tar -x --no-same-permissions -C "$copy"
if ! (
    cd "$copy"
    TZ=Pacific/Auckland LC_ALL=C ./mvnw --batch-mode --quiet package \
        -Dmaven.test.skip=true -Dspotless.skip=true -Denforcer.skip=true \
        -pl "$(IFS=,; echo "${modules[*]}")" -am
) </dev/null >&2; then
    echo "The second build failed; its messages stand above." >&2
    exit 1
fi

if ! diff <(echo "$first") <(checksums_in "$copy") >&2; then
    echo "The two builds differ in the files above (< the first, > the second). Was the first one made of these sources?" >&2
    exit 1
fi
echo "Two builds gave the same $(wc -l <<<"$first") files." >&2
