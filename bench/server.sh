#!/bin/sh
# server.sh: what a command over a casebook on a PostgreSQL server costs: CPU seconds of attest and bytes that it fetched, on a
# book of a thousand reports (tests/data/reports.awk), as lines for bench/results.csv. The bytes are those of the COPY
# statements of the server's log, run again.
set -eu
cd "$(dirname "$0")/.."
. tests/pg.sh
pg_start "bench of a server"
attest=$PWD/build/release/attest
awk -f tests/data/reports.awk > "$tmp/reports.jsonl"
"$attest" add --input jsonl --threads 2 "$tmp/book" "$tmp/reports.jsonl" 2> /dev/null
"$attest" link "$tmp/book" 2> /dev/null
"$attest" export "$tmp/book" --format postgres > "$tmp/book.sql"
"$bin/psql" -qX -d "$url" -f "$tmp/book.sql" > /dev/null
id=$("$attest" cases "$tmp/book" | sed -n 100p | cut -d' ' -f1)
echo 'A bomb killed two people in Lima on Monday, police said.' > "$tmp/new.txt"
run() { # run NAME COMMAND...
    name=$1
    shift
    mark=$(($(wc -l < "$tmp/server/log") + 1))
    t=$( (/usr/bin/time -o "$tmp/time" -f '%U %S' "$attest" "$@" > "$tmp/out" 2> /dev/null) ; awk '{ print $1 + $2 }' "$tmp/time")
    tail -n +"$mark" "$tmp/server/log" | sed -n 's/^.*statement: \(COPY (SELECT .* TO STDOUT\)$/\1/p' > "$tmp/copies"
    bytes=$(while read -r copy; do echo "$copy;"; done < "$tmp/copies" | "$bin/psql" -qAtX -d "$url" 2> /dev/null | wc -c)
    printf 'server.%s.cpu_s,%s\nserver.%s.kB_fetched,%s\n' "$name" "$t" "$name" "$((bytes / 1000))"
}
run show show "$url" "$id"
run cases cases "$url"
run cases_days cases --from 2017-01-01 --to 2017-02-01 "$url"
run cases_as_of cases --as-of 2017-02-01 "$url"
run cases_text cases --text market "$url"
run export_jsonl export "$url" --format jsonl
run export_acled export "$url" --format acled
run add_one add "$url" --published 2022-11-09 "$tmp/new.txt"
run link link "$url"
printf 'server.book.kB,%s\n' "$(($(wc -c < "$tmp/book.sql") / 1000))"
