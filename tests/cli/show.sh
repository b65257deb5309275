# show.sh ATTEST: what an editor reads of a case: who told of it, and slot by slot who claims what, in which words.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

. "$(dirname "$0")/../say.sh"
cat > "$tmp/in.jsonl" << 'END'
{"id":"a","source":"Harbour Post","published":"2014-03-03","text":"MOSUL, Iraq (Reuters) - A car bomb killed 12 people at a market in Mosul on Sunday, police said. No group claimed responsibility."}
{"id":"b","source":"Delta Herald","published":"2014-03-03","text":"MOSUL, Iraq (Reuters) - A car bomb killed 12 people at a market in Mosul on Sunday, police said. No group claimed responsibility."}
{"id":"c","source":"River Times","published":"2014-03-04","text":"A car bomb at a market in Mosul killed 15 people on 2 March 2014, doctors said on Tuesday. Islamic State denied responsibility."}
{"id":"d","source":"River Times","published":"2014-03-05","text":"A car bomb killed 15 people last week at a market in Mosul, doctors said on Wednesday."}
END
"$attest" add --input jsonl "$tmp/book" "$tmp/in.jsonl" 2> "$tmp/err" && "$attest" link "$tmp/book" 2> "$tmp/err"
case=$("$attest" cases --text bomb "$tmp/book" | sed -n '1s/ .*//p')
"$attest" show "$tmp/book" "$case" > "$tmp/out" 2> "$tmp/err"
has() { grep -q -- "$1" "$tmp/out"; }
has 'told by a (Harbour Post, 2014-03-03), wire of Reuters$' && has 'told by c (River Times, 2014-03-04)$'
say $? "who told of it, and whose wire it is"
has '^  killed  DISPUTED$' && has '^    12  *police  (1 origin, by Reuters)$' && has '^    15  *doctors  (1 origin)$'
say $? "figures side by side, each with its holders and origins"
has '“A car bomb killed 12 people at a market in Mosul.*”  \[[ab]:c[0-9]* [ab]:c[0-9]*\]$'
say $? "in the words of the report, with the claims to ask for"
has '^    Islamic State (denies) '
say $? "a denial is told as one"
[ "$(grep -c '^    12  ' "$tmp/out")" -eq 1 ] && [ "$(grep -c 'in the words of' "$tmp/out")" -gt 0 ]
say $? "what is said twice stands there once"
