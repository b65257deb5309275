#!/bin/sh
# run.sh [quick]: all tests. Each part prints TAP lines ("ok NAME", "not ok NAME", "ok NAME # SKIP why");
# they are counted, failures are shown, and the last line is "N passed, N failed, N skipped".
set -u
cd "$(dirname "$0")/.."
export LC_ALL=C
modes="release asan"
[ "${1:-}" = quick ] && modes=release
log=build/test.log
mkdir -p build
: > "$log"

part() { # part NAME COMMAND...: runs it, keeps its TAP lines, and fails it when it ends badly in silence
    name=$1
    shift
    begun=$(date +%s)
    "$@" > build/part.log 2>&1
    status=$?
    grep -E '^[[:space:]]*(ok|not ok) ' build/part.log | sed "s/^[[:space:]]*//; s/^\(not ok\|ok\) /\1 [$name] /" > build/part.tap
    if [ $status -ne 0 ] && ! grep -q '^not ok' build/part.tap; then
        echo "not ok [$name] ended with status $status" >> build/part.tap
    fi
    [ -s build/part.tap ] || echo "not ok [$name] printed no result" >> build/part.tap
    if grep -q '^not ok' build/part.tap; then
        grep -E '^(#|not ok)|error|ERROR|runtime' build/part.log | grep -v 'ok .* # SKIP' | tail -n 80
    fi
    cat build/part.tap >> "$log"
    printf '%s: %s ok, %s failed, %s skipped (%ss)\n' "$name" \
        "$(grep '^ok' build/part.tap | grep -vc '# SKIP')" "$(grep -c '^not ok' build/part.tap)" \
        "$(grep -c '# SKIP' build/part.tap)" "$(($(date +%s) - begun))"
}

units() { # units MODE
    bad=0
    for t in build/"$1"/unit/test_*; do
        case $t in *.d | *.o) continue ;; esac
        echo "== $t"
        CMOCKA_MESSAGE_OUTPUT=TAP "$t" || bad=1
    done
    return $bad
}

cases() { build/"$1"/cases tests/cases; }
command_line() {
    for t in tests/cli/*.sh; do
        echo "== $t"
        sh "$t" build/"$1"/attest || echo "not ok $t ended with status $?"
    done
}
replay() { # every file of the kept corpora through its parser
    for t in build/"$1"/fuzz_*; do
        case $t in *.d | *.o) continue ;; esac
        name=${t##*/fuzz_}
        n=$(find "fuzz/corpus/$name" -type f 2>/dev/null | wc -l)
        if [ "$n" -eq 0 ]; then
            echo "not ok $name has no corpus"
        elif find "fuzz/corpus/$name" -type f | sort | xargs "$t" > build/replay.log 2>&1; then
            echo "ok $name: $n inputs"
        else
            tail -n 30 build/replay.log
            echo "not ok $name"
        fi
    done
}

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
for mode in $modes; do
    part "build $mode" sh -c "make -s -j$jobs MODE=$mode test-build && echo ok build"
done
part layers sh -c 'make -s layers && echo ok layers'
for mode in $modes; do
    part "unit $mode" units $mode
    part "cases $mode" cases $mode
    part "cli $mode" command_line $mode
done
part golden sh tests/golden.sh
part manual sh tests/manual.sh
part install sh tests/install.sh
part "out of memory" build/release/oom tests/oom/report.txt
part data sh tests/data.sh
part 'rule tags' sh tests/rule_tags.sh
last=${modes##* }
part "fuzz replay $last" replay "$last"

grep '# SKIP' "$log" | sed 's/^ok /skipped: /'
grep '^not ok' "$log"
passed=$(grep '^ok' "$log" | grep -vc '# SKIP')
failed=$(grep -c '^not ok' "$log")
skipped=$(grep -c '# SKIP' "$log")
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
