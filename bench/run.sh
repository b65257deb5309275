#!/bin/bash
# run.sh [FILE.jsonl]: speed of reading and parsing on one core, best CPU time of three runs, as lines for
# bench/results.csv. Without a file it reads the example reports 500 times over.
set -eu
cd "$(dirname "$0")/.."
attest=build/release/attest
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
input=${1:-$tmp/in.jsonl}
if [ $# -eq 0 ]; then
    "$attest" text examples/reports > "$tmp/six"
    for _ in $(seq 500); do cat "$tmp/six"; done > "$input"
fi
"$attest" text "$input" > "$tmp/text"
bytes=$(wc -c < "$tmp/text")
reports=$(wc -l < "$tmp/text")
TIMEFORMAT='%U %S'
for command in "read --json" parse; do
    best=$(for _ in 1 2 3; do
        { time "$attest" $command --threads 1 --input jsonl "$input" > /dev/null; } 2>&1 | awk 'END {print $1 + $2}'
    done | sort -n | head -n 1)
    awk -v b="$bytes" -v n="$reports" -v t="$best" -v c="${command%% *}" 'BEGIN {
        printf "%s.MB_per_cpu_s,%.3f\n%s.reports_per_cpu_s,%.0f\n", c, b / 1e6 / t, c, n / t }'
done
