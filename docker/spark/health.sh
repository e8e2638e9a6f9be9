#!/usr/bin/env bash
# Whether the Spark process of this container can serve: spark-health master|worker
# A master can when it is ALIVE, a worker when the master says so of it.
set -euo pipefail

# Spark's own account of itself, as JSON.
state_of() {
    exec 3<>"/dev/tcp/$1/$2"
    printf 'GET /json/ HTTP/1.0\r\nHost: %s\r\n\r\n' "$1" >&3
    cat <&3
}

case ${1:-} in
    master)
        state=$(state_of localhost 9090)
        [[ $state =~ \"status\"\ :\ \"ALIVE\" ]]
        ;;
    worker)
        [[ $(state_of localhost 8081) =~ \"id\"\ :\ \"worker-[^\"]+\" ]]
        cluster=$(state_of spark-master 9090)
        from_here=${cluster#*"${BASH_REMATCH[0]}"}
        [ "$from_here" != "$cluster" ]
        [[ ${from_here%%\"lastheartbeat\"*} == *'"state" : "ALIVE"'* ]]
        ;;
    *)
        echo "usage: spark-health master|worker" >&2
        exit 2
        ;;
esac
