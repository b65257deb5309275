#!/bin/bash
# run.sh FILE...: every export of a book of these reports (bench/export_book.sh) validates; rows and provenance are the same
# bytes with and without what the link derived, the rows also without provenance. Not part of "test": it takes minutes.
set -u
cd "$(dirname "$0")/../.."
attest=build/release/attest
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0
say() { # say STATUS NAME
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2"; failed=1; fi
}
bench/export_book.sh "$tmp/book" "$@"
cp "$tmp/book" "$tmp/bare"
sqlite3 "$tmp/bare" 'DELETE FROM packed; DELETE FROM digest; DELETE FROM coded'
for format in acled ucdp gtd csv plover polecat cameo icews geojson geojson-seq jsonld ftm ftm-statements reports jsonl; do
    for options in "" --candidates; do
        "$attest" export "$tmp/book" --format $format $options --out "$tmp/x" 2> /dev/null
        "$attest" validate --format $format "$tmp/x" > "$tmp/findings"
        say $? "$format $options validates: $(tail -n 1 "$tmp/findings" | sed 's/.*: //')"
        "$attest" export "$tmp/bare" --format $format $options --out "$tmp/y" 2> /dev/null
        cmp -s "$tmp/x" "$tmp/y" && cmp -s "$tmp/x.provenance.jsonl" "$tmp/y.provenance.jsonl"
        say $? "$format $options: the same bytes from the records alone"
        "$attest" export "$tmp/book" --format $format $options 2> /dev/null | cmp -s - "$tmp/x"
        say $? "$format $options: the same rows without provenance"
    done
done
exit $failed
