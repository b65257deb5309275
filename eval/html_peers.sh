#!/bin/sh
# html_peers.sh FOLDER: writes eval/html-peers.md: main text of attest and of its peers on the same pages,
# scored by the same program. FOLDER holds dev.jsonl, the pages, and the peers' outputs under peers/dev/.
set -eu
cd "$(dirname "$0")/.."
data=${1:?usage: html_peers.sh FOLDER}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
build/release/htmlscore pages "$data/dev.jsonl" > "$tmp/pages.jsonl"
build/release/attest text "$tmp/pages.jsonl" > "$tmp/attest.jsonl" || true
{
    cat <<'END'
# Main text: attest beside its peers

Written by `make html-peers HTML_DATA=FOLDER` (eval/html_peers.sh, eval/htmlscore.c); no figure is typed. The development
pages of `measure html`: those with whole-article gold text (aeb, 4-gram F1) and those with gold segments (traf,
segment F1). The peers' texts are their published outputs, `_traf` own runs of theirs on the second set; `alltext_traf` is
all the text of the page.

END
    build/release/htmlscore table "$data/dev.jsonl" "$tmp/attest.jsonl" "$data"/peers/dev/*.jsonl.gz
} > "$tmp/table"
cp "$tmp/table" eval/html-peers.md
cat eval/html-peers.md
