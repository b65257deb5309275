#!/bin/bash
# export_book.sh BOOK FILE...: a linked casebook of reports (JSONL, also gzipped) for bench/export.sh and tests/export/run.sh,
# such as muc4/train.jsonl.gz, wikiterror/dev.jsonl and multisource/dev.jsonl of the development data: 1,456 reports, some 1,000 cases.
set -eu
attest=$(dirname "$0")/../build/release/attest
book=$1
shift
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for f in "$@"; do
    case $f in *.gz) gzip -cd "$f" ;; *) cat "$f" ;; esac
done | sed 's/"docid":/"id":/' > "$tmp/reports.jsonl"
"$attest" read --json --threads 2 "$tmp/reports.jsonl" > "$tmp/records"
"$attest" add --records "$book" "$tmp/records"
"$attest" link "$book"
