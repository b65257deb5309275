#!/bin/bash
# export.sh [BOOK]: exports a second of CPU time (user and system), as lines for bench/results.csv; without BOOK of a book of a
# thousand reports and more than a thousand cases (tests/data/reports.awk). Start is taken off: the same command on a book without cases. Best of three
# runs of five exports. looked_at: the cases or reports of the book; rows: what of them the format has rows for.
set -eu
cd "$(dirname "$0")/.."
attest=build/release/attest
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
TIMEFORMAT='%U %S'
book=${1:-$tmp/book}
if [ $# -eq 0 ]; then
    awk -f tests/data/reports.awk > "$tmp/reports.jsonl"
    bench/export_book.sh "$book" "$tmp/reports.jsonl" 2> /dev/null
fi
echo '{"id": "none", "text": "The museum opens at nine."}' > "$tmp/none.jsonl"
bench/export_book.sh "$tmp/none" "$tmp/none.jsonl" 2> /dev/null
cases=$("$attest" cases "$book" | wc -l)
reports=$("$attest" export "$book" --format reports 2> /dev/null | "$attest" validate --format reports | sed 's/.*: \([0-9]*\) rows.*/\1/')

cpu() { # cpu COMMAND...: seconds of one run
    for _ in 1 2 3; do
        { time for _ in 1 2 3 4 5; do "$@" > "$tmp/out" 2> /dev/null; done; } 2>&1 | awk 'END {print ($1 + $2) / 5}'
    done | sort -n | head -n 1
}
rate() { # rate NAME COUNT SECONDS START
    awk -v m="$1" -v n="$2" -v t="$3" -v s="$4" 'BEGIN {
        d = t - s; if (d < 0.001) d = 0.001
        printf "export.%s_per_cpu_s,%.0f\n", m, n / d }'
}
for format in acled ucdp gtd csv plover polecat cameo icews geojson jsonld ftm jsonl; do
    case $format in plover | polecat | cameo | icews) looked_at=$reports ;; *) looked_at=$cases ;; esac
    start=$(cpu "$attest" export "$tmp/none" --format $format)
    plain=$(cpu "$attest" export "$book" --format $format)
    rows=$("$attest" validate --format $format "$tmp/out" | sed 's/.*: \([0-9]*\) rows.*/\1/')
    trail=$(cpu "$attest" export "$book" --format $format --out "$tmp/rows")
    rate $format.rows "$rows" "$plain" "$start"
    rate $format.looked_at "$looked_at" "$plain" "$start"
    rate $format.with_sidecar.rows "$rows" "$trail" "$start"
done
