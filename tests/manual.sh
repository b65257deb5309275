#!/bin/sh
# manual.sh [bless]: runs every example of README.md, docs/MANUAL.md and docs/EXPORT.md. An example is a block that begins
# with ```console; its lines "$ COMMAND" are run in the project's folder with attest on the PATH, and what
# follows must be what they print. 'bless' writes the output into the documents.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/build/release:$PATH"
export PATH LC_ALL=C NO_COLOR=1
bad=0
for doc in README.md docs/MANUAL.md docs/EXPORT.md; do
    awk '
        function run(command,    line, text) {
            text = ""
            command = "{ " command "; } 2>&1"
            while ((command | getline line) > 0) text = text line "\n"
            close(command)
            return text
        }
        /^```console/ { inside = 1; print; next }
        /^```/ && inside { inside = 0; print; next }
        inside && /^\$ / { print; printf "%s", run(substr($0, 3)); next }
        inside { next }
        { print }
    ' "$doc" > build/manual.out
    if [ "${1:-}" = bless ]; then
        cp build/manual.out "$doc"
        echo "blessed $doc"
    elif cmp -s "$doc" build/manual.out; then
        echo "ok examples of $doc ($(grep -c '^\$ ' "$doc") commands)"
    else
        diff "$doc" build/manual.out | head -n 40
        echo "not ok examples of $doc"
        bad=1
    fi
done
exit $bad
