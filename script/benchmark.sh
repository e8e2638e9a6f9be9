#!/usr/bin/env bash
# Measures this pipeline side by side with the tools that one would otherwise use; --help lists the flags.
#   script/benchmark.sh             all of it; wants a machine that does nothing else meanwhile
#   script/benchmark.sh R1 R4       these; docs/performance.md says what each is
#   script/benchmark.sh --quick     only whether each of them runs
# The table of ratios goes to stderr, and a JSON object to the last line on stdout.
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/jdk.sh
. script/jdk.sh
use_jdk_17 || exit 2

./mvnw --batch-mode --quiet -pl benchmarks -am package -DskipTests </dev/null >&2
exec "$JAVA_HOME/bin/java" -Xmx512m -jar benchmarks/target/benchmarks.jar "$@"
