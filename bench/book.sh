#!/bin/bash
# book.sh [REPORTS...]: CPU seconds (user and system) of a casebook of so many reports (10000 without): adding ready
# records, the first link, a second link of the same, a link after a hundred more, and queries on the warm file; as lines
# for bench/results.csv. Reports are those of bench/happenings.awk. A hundred thousand take about 6 GB under TMPDIR.
set -eu
cd "$(dirname "$0")/.."
attest=build/release/attest
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
TIMEFORMAT='%U %S'
cpu() { { time "$@" > "$tmp/out" 2> /dev/null; } 2>&1 | awk 'END { printf "%.2f", $1 + $2 }'; }
for n in "${@:-10000}"; do
    rm -rf "$tmp"/*
    awk -v n="$n" -v seed=1 -f bench/happenings.awk |
        "$attest" read --json --input jsonl --threads 2 | split -l 50000 - "$tmp/records."
    t=$(cpu "$attest" add --records "$tmp/book" "$tmp"/records.*)
    awk -v n="$n" -v t="$t" 'BEGIN { printf "book.add_records_per_cpu_s_%d,%.0f\n", n, n / t }'
    rm "$tmp"/records.*
    command -v sqlite3 > /dev/null && echo "book.incidents_$n,$(sqlite3 "$tmp/book" "SELECT count(*) FROM incident WHERE incident <> 'i0'")"
    echo "book.link_cpu_s_$n,$(cpu "$attest" link "$tmp/book")"
    echo "book.relink_cpu_s_$n,$(cpu "$attest" link "$tmp/book")"
    awk -v n=100 -v seed=2 -f bench/happenings.awk | "$attest" add --input jsonl "$tmp/book" 2> /dev/null
    echo "book.link_100_more_cpu_s_$n,$(cpu "$attest" link "$tmp/book")"
    echo "book.cases_$n,$("$attest" cases "$tmp/book" | wc -l)"
    while read -r name query; do
        # shellcheck disable=SC2086
        cpu "$attest" cases $query "$tmp/book" > /dev/null
        # shellcheck disable=SC2086
        echo "book.cases_${name}_cpu_s_$n,$(cpu "$attest" cases $query "$tmp/book") ($(wc -l < "$tmp/out") lines)"
    done << END
text --text hospital
actor --actor Zainab
place --place Baghdad
circle --place 33.3,44.4,200
days --from 2011-03-01 --to 2011-03-07
END
done
