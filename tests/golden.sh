#!/bin/sh
# golden.sh [bless]: runs the command line in each tests/golden/NAME/cmd (with $attest set) and compares
# its output with NAME/out. 'bless' writes out instead.
set -u
cd "$(dirname "$0")/.."
attest=build/release/attest
export attest LC_ALL=C NO_COLOR=1
bad=0
for dir in tests/golden/*/; do
    name=$(basename "$dir")
    sh "$dir/cmd" > build/golden.out 2>&1
    if [ "${1:-}" = bless ]; then
        cp build/golden.out "$dir/out"
        echo "blessed $name"
    elif cmp -s build/golden.out "$dir/out"; then
        echo "ok golden $name"
    else
        diff "$dir/out" build/golden.out | head -n 40
        echo "not ok golden $name"
        bad=1
    fi
done
exit $bad
