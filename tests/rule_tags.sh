#!/bin/sh
# rule_tags.sh: every rule of the codebooks has a tag, every tag has a test. A tag is "[SCHEME SECTION/RULE]" in
# src/codebook or data/codebooks; a test names it in the header of a case file or in a unit program. docs/CODEBOOK.md
# tells each. Lists what is missing, in either direction, and fails.
set -u
cd "$(dirname "$0")/.."
export LC_ALL=C
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
tags() { # tags FOLDER...: one tag a line; a comment may break a tag at its space or behind it
    find "$@" -type f | sort | xargs cat | tr '\n' ' ' | sed 's/ \* / /g; s/  */ /g' |
        grep -oE '\[(acled|cameo|gtd|muc|petrarch|plover|ucdp) [A-Za-z0-9._-]+/[A-Za-z0-9._-]+\]' | sort -u
}
tags src/codebook data/codebooks > "$tmp/rules"
tags tests/cases tests/unit > "$tmp/tests"
tags docs/CODEBOOK.md > "$tmp/told"
missing() { # missing NAME A B: tags of A that B lacks
    comm -23 "$tmp/$2" "$tmp/$3" > "$tmp/out"
    if [ -s "$tmp/out" ]; then
        sed 's/^/# /' "$tmp/out"
        echo "not ok $1"
    else
        echo "ok $1"
    fi
}
missing "a test for each of $(wc -l < "$tmp/rules" | tr -d ' ') rules of the codebooks" rules tests
missing "each rule is told in docs/CODEBOOK.md" rules told
missing "tests name rules that exist" tests rules
missing "docs/CODEBOOK.md names rules that exist" told rules
if [ "${1:-}" = list ]; then
    while read -r tag; do
        echo "$tag"
        grep -rnF "$tag" tests/cases tests/unit | sed 's/^/    /' | cut -c1-120
    done < "$tmp/rules"
fi
