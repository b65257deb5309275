#!/bin/sh
# lint.sh: the style that a machine can check. Exit status 1 when something is found.
set -u
cd "$(dirname "$0")/.."
bad=0
files=$(find src include train tools tests fuzz examples -name '*.[ch]')
if command -v clang-format > /dev/null; then
    for f in $files; do
        clang-format --dry-run -Werror "$f" > /dev/null 2>&1 || { echo "lint: not formatted: $f"; bad=1; }
    done
else
    echo "lint: skipped: no clang-format"
fi
grep -nE '\b(gets|strcpy|strcat|sprintf|vsprintf|strtok|atoi|atof|setlocale)\(' $files && bad=1
grep -nE '\b(TODO|FIXME|XXX)\b' $files && bad=1
exit $bad
