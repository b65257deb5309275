#!/bin/sh
# layers.sh: fails when a floor includes a floor above it. Floors are listed lowest first; cli, serve
# and work may include only base/ and the public header.
set -eu
cd "$(dirname "$0")/.."
floors="base world ingest text language meaning claims incidents codebook record store export api"
bad=0
rank() {
    n=0
    for f in $floors; do
        [ "$f" = "$1" ] && { echo "$n"; return; }
        n=$((n + 1))
    done
    echo 99
}
for floor in $floors; do
    mine=$(rank "$floor")
    [ -d "src/$floor" ] || continue
    for file in $(find "src/$floor" -name '*.[ch]'); do
        for upper in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
            [ "$upper" = attest ] && continue
            if [ "$(rank "$upper")" -gt "$mine" ]; then
                echo "layers: $file includes $upper/, which is above $floor/" >&2
                bad=1
            fi
        done
    done
done
for file in $(find src/cli src/serve src/work -name '*.[ch]' 2>/dev/null); do
    own=$(echo "$file" | cut -d/ -f2)
    for upper in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
        case $upper in
        attest | base | "$own") ;;
        *)
            echo "layers: $file includes $upper/; only base/ and attest.h are open to $own/" >&2
            bad=1
            ;;
        esac
    done
done
exit $bad
