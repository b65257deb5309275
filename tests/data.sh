#!/bin/sh
# data.sh: properties on the development texts: the same bytes with any number of threads and in every
# run, every record within the schema and the laws, constant memory. Skipped where there are no data.
set -u
cd "$(dirname "$0")/.."
data=${ATTEST_TEST_DATA:-../shared/data}
attest=build/release/attest
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
if [ ! -e "$data/muc4/train.jsonl.gz" ]; then
    echo "ok same bytes, laws, memory on news texts # SKIP skipped: no data"
    exit 0
fi
# docid becomes id, as users would do
gzip -dc "$data/muc4/train.jsonl.gz" | sed 's/{"docid":/{"id":/' > "$tmp/muc.jsonl"
head -n 300 "$tmp/muc.jsonl" > "$tmp/few.jsonl"
$attest read --json --threads 1 "$tmp/muc.jsonl" > "$tmp/one" 2> "$tmp/err" || { cat "$tmp/err"; echo "not ok reads 1,300 wires"; }
$attest read --json --threads 2 "$tmp/muc.jsonl" > "$tmp/two"
[ "$(wc -l < "$tmp/one")" -eq "$(wc -l < "$tmp/muc.jsonl")" ] && echo "ok a record for each wire" || echo "not ok a record for each wire"
cmp -s "$tmp/one" "$tmp/two" && echo "ok one thread and two give the same bytes" || echo "not ok one thread and two give the same bytes"
LC_ALL=C TZ=Asia/Tokyo $attest read --json "$tmp/few.jsonl" > "$tmp/few"
head -n 300 "$tmp/one" | cmp -s - "$tmp/few" && echo "ok zone and locale change nothing" || echo "not ok zone and locale change nothing"
$attest check "$tmp/one" > "$tmp/check" 2>&1 && echo "ok all wires keep schema and laws" || { head -n 5 "$tmp/check"; echo "not ok all wires keep schema and laws"; }
peak() { # peak KB of resident memory
    /usr/bin/env time -f %M "$@" 2>&1 > /dev/null | tail -n 1
}
if command -v time > /dev/null && env time -f %M true > /dev/null 2>&1; then
    a=$(peak $attest read --json "$tmp/few.jsonl")
    b=$(peak $attest read --json "$tmp/muc.jsonl")
    if [ "$b" -lt $((a + a / 4)) ]; then echo "ok memory is constant: $a KB for 300, $b KB for 1300"; else echo "not ok memory is constant: $a KB for 300, $b KB for 1300"; fi
else
    echo "ok constant memory # SKIP skipped: no time program"
fi
# the laws: among them no figure without its number in the evidence, no claim without a holder, no conflict
# with one side, no perpetrator told as a fact where it is a claim
for set in quotes timex geo multisource wikievents msa wikiterror plover muc4 w5h1 hedge cameo; do
    [ -e "$data/$set/dev.jsonl" ] || { echo "ok laws on $set # SKIP skipped: no data"; continue; }
    sed 's/^{"docid":/{"id":/' "$data/$set/dev.jsonl" > "$tmp/in.jsonl"
    if $attest read --json --source-spans --input jsonl "$tmp/in.jsonl" 2> "$tmp/err" > "$tmp/rec" && $attest check "$tmp/rec" > "$tmp/check" 2>&1; then
        echo "ok laws on $set"
    else
        head -n 3 "$tmp/err" "$tmp/check"
        echo "not ok laws on $set"
    fi
done
if [ -d "$data/html/html_dev" ]; then
    $attest read --json --input html "$data"/html/html_dev/* 2> "$tmp/err" > "$tmp/rec"
    if [ -s "$tmp/rec" ] && $attest check "$tmp/rec" > "$tmp/check" 2>&1; then
        echo "ok laws on html"
    else
        head -n 3 "$tmp/err" "$tmp/check"
        echo "not ok laws on html"
    fi
else
    echo "ok laws on html # SKIP skipped: no data"
fi
# what a careful reader finds in the reference report, by its structure
report=$data/../seed/green-zone.txt
if [ -e "$report" ] && [ -x build/release/cases ]; then
    { echo "=== the reference report [reference]"; echo "--- text"; cat "$report"; echo; echo "--- expect"; cat tests/reference/expect.txt; } > "$tmp/reference.txt"
    build/release/cases "$tmp/reference.txt" 2>&1 | sed "s|$tmp/||" | grep -E "^(ok|not ok|#)"
else
    echo "ok the reference report # SKIP skipped: no data"
fi
