#!/bin/bash
# cameo.sh DICTIONARIES [FILE.jsonl]: speed of coding raw text with users' dictionaries (all files of the folder), one
# core, best CPU time of three runs, as a line for bench/results.csv. Without a file it reads the example reports 200
# times over.
set -eu
cd "$(dirname "$0")/.."
attest=build/release/attest
[ $# -gt 0 ] || { sed -n 2,4p "$0"; exit 2; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
actors=()
for f in "$1"/*.txt; do actors+=(--actors "$f"); done
input=${2:-$tmp/in.jsonl}
if [ $# -eq 1 ]; then
    "$attest" text examples/reports > "$tmp/six"
    for _ in $(seq 200); do cat "$tmp/six"; done > "$input"
fi
bytes=$("$attest" text "$input" | wc -c)
TIMEFORMAT='%U %S'
best() { # best COMMAND...: CPU seconds
    for _ in 1 2 3; do { time "$@" > /dev/null 2> /dev/null; } 2>&1 | awk '{print $1 + $2}'; done | sort -n | head -n 1
}
with=$(best "$attest" read --json --threads 1 --input jsonl --cameo "${actors[@]}" "$input")
awk -v b="$bytes" -v t="$with" 'BEGIN { printf "read_cameo.MB_per_cpu_s,%.3f\n", b / 1e6 / t }'
