#!/usr/bin/env bash
# Injects faults into the pipeline on real servers and counts, by id, what became of every acknowledged record.
#   script/fault-tests.sh            all of them; T18 alone takes 20 minutes
#   script/fault-tests.sh T1 T6      these; docs/reliability.md says what each is
# FAULT_SEED=N decides when and where the faults strike; the same number, the same faults. Default: a random one.
# FAULT_JVMS=N tests run side by side, each with servers of its own, which take 6 GB of memory; default: 2.
# The table of what was seen goes to stderr, and a JSON object to the last line on stdout: faults, passed, lost, duplicates.
# Exit status 1 if any fault did not strike, lost a record or stored one twice, 2 if the usage is wrong.
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=script/jdk.sh
. script/jdk.sh
# shellcheck source=script/test-tools.sh
. script/test-tools.sh

known=$(sed -n 's/^@Tag("\(T[0-9]*\)")$/\1/p' system-tests/src/test/java/io/userautomation/systemtests/faults/*.java | sort -u -V)
for fault in "$@"; do
    if ! grep -qx -- "$fault" <<<"$known"; then
        echo "usage: script/fault-tests.sh [FAULT…], where FAULT is one of ${known//$'\n'/ }" >&2
        exit 2
    fi
done
groups=$(IFS='|' && echo "${*:-}")
seed=${FAULT_SEED:-$RANDOM}
if ! [[ $seed =~ ^[0-9]{1,9}$ ]]; then
    echo "FAULT_SEED is '$seed'; allowed: a whole number of at most nine digits" >&2
    exit 2
fi

jvms=${FAULT_JVMS:-2}
if ! [[ $jvms =~ ^[1-9]$ ]]; then
    echo "FAULT_JVMS is '$jvms'; allowed: 1 to 9" >&2
    exit 2
fi

reports=system-tests/target/fault-tests
rm -rf "$reports" system-tests/target/failsafe-reports
require_jdk

# Whether this call injects this fault.
selected() {
    [ -z "$groups" ] || [[ "|$groups|" == *"|$1|"* ]]
}

status=0
if selected T16; then
    make_airflow_venv "T16 is not injected" || status=1
fi

tests='io/userautomation/systemtests/faults/**/*IT'
# The tests wait more than they compute. From the last on, since that takes the longest.
maven -pl system-tests -am "-DforkCount=$jvms" -Dfailsafe.runOrder=reversealphabetical \
    -Dtest=none "-Dit.test=$tests" -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
    "-Dgroups=$groups" -DexcludedGroups=none "-Dfaults.seed=$seed" verify >&2 || status=1

# The other half of T14: what the fuzzer makes up, a minute for each test. It counts no records.
fuzz() {
    local log=target/fuzz.log
    maven -Pfuzz -pl kafka-topics,producer-task,system-tests -am test 2>&1 | tee "$log" >&2 || status=1
    mkdir -p "$reports"
    awk -v OFS='\t' '
        / Running .*FuzzTest$/ { inputs = 0 }
        /^Done [0-9]+ runs in / { inputs = $2; seconds = $5 }
        / Tests run: .* in .*FuzzTest$/ {
            name = $NF; sub(/.*\./, "", name)
            passed = inputs && /Failures: 0, Errors: 0/ ? "passed" : "FAILED"
            print "T14", "made-up input: " name, inputs, "inputs in " seconds " s", "", "", "", "", "", "-", passed
        }' "$log" >"$reports/T14-fuzz.tsv"
}
if selected T14; then
    fuzz
fi

shopt -s nullglob
lines() {
    local files=("$reports"/*.tsv)
    [ ${#files[@]} -eq 0 ] || cat "${files[@]}" | sort -V
}

# A test that was skipped has shown nothing.
for fault in $known; do
    if selected "$fault" && ! lines | grep "^$fault"$'\t' >/dev/null; then
        echo "$fault was not injected; why stands above." >&2
        status=1
    fi
done

echo "Seed $seed: FAULT_SEED=$seed script/fault-tests.sh ${*:-} injects the same again." >&2
lines | awk -F '\t' '
    BEGIN {
        row = "%-4s %-66s %6s %8s %8s %6s %5s %6s %-7s %s\n"
        printf row, "", "fault", "struck", "acked", "stored", "dead", "lost", "twice", "", "proof; seconds to recover"
    }
    { printf row, $1, $2, $3, $5, $6, $7, $8, $9, $11, substr($4, 1, 120) ($10 == "-" ? "" : "; " $10) }' >&2
lines | awk -F '\t' '
    { faults++; passed += $11 == "passed"; lost += $8; duplicates += $9; unknown += $8 == "-" }
    END {
        printf "{\"faults\": %d, \"passed\": %d, \"lost\": %s, \"duplicates\": %s}\n", faults, passed,
            unknown ? "null" : lost + 0, unknown ? "null" : duplicates + 0
        exit faults == 0 || passed != faults || unknown
    }' || status=1
exit "$status"
