#!/bin/sh
# run.sh [MEGABYTES]: reads a made archive from a pipe, 1 GB where nothing else is said, and prints
# bench/results.csv lines: pages, pages per CPU second, peak memory. Fails above 100 MB.
set -eu
cd "$(dirname "$0")/../.."
size=${1:-1000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
build/release/mkwarc "$size" |
    /usr/bin/env time -o "$tmp/cost" -f '%M %U %S' build/release/attest text --threads 1 --input warc - |
    wc -l > "$tmp/pages"
awk -v pages="$(cat "$tmp/pages")" -v size="$size" '{
    printf "warc_%s_MB.pages,%d\nwarc_%s_MB.pages_per_cpu_s,%.0f\nwarc_%s_MB.peak_MB,%.0f\n",
        size, pages, size, pages / ($2 + $3), size, $1 / 1024
    exit $1 / 1024 > 100 || pages < size * 5 }' "$tmp/cost"
