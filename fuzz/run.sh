#!/bin/sh
# run.sh [TARGET [SECONDS]]: fuzzes one target, or each in turn, under address and undefined-behaviour
# sanitizers; new inputs go to build/fuzz/corpus, findings to build/fuzz/findings.
set -eu
cd "$(dirname "$0")/.."
seconds=${2:-60}
make -s -j"$(getconf _NPROCESSORS_ONLN)" MODE=fuzz fuzz-build
for src in fuzz/fuzz_${1:-*}.c; do
    name=$(basename "$src" .c)
    name=${name#fuzz_}
    mkdir -p "build/fuzz/corpus/$name" build/fuzz/findings
    dict=
    [ -f "fuzz/$name.dict" ] && dict="-dict=fuzz/$name.dict"
    echo "== $name for $seconds s"
    build/fuzz/fuzz_"$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix=build/fuzz/findings/"$name"- $dict "build/fuzz/corpus/$name" "fuzz/corpus/$name"
done
