#!/bin/bash
# export.sh: rows a second of CPU time of exports of a book of a thousand reports (tests/data/reports.awk), start and
# reading of the book included; best of three, as lines for bench/results.csv.
set -eu
cd "$(dirname "$0")/.."
attest=build/release/attest
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
awk -f tests/data/reports.awk > "$tmp/reports.jsonl"
"$attest" read --json --threads 2 "$tmp/reports.jsonl" > "$tmp/records"
"$attest" add --records "$tmp/book" "$tmp/records" 2> /dev/null
"$attest" link "$tmp/book" 2> /dev/null
TIMEFORMAT='%U %S'
for format in acled ucdp gtd csv plover polecat cameo icews jsonld ftm; do
    best=$(for _ in 1 2 3; do
        { time "$attest" export "$tmp/book" --format $format > "$tmp/out" 2> /dev/null; } 2>&1 | awk 'END {print $1 + $2}'
    done | sort -n | head -n 1)
    awk -v n="$(wc -l < "$tmp/out")" -v t="$best" -v f="$format" 'BEGIN {
        printf "export.%s.rows_per_cpu_s,%.0f\n", f, n / t }'
done
