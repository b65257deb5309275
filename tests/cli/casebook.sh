# casebook.sh ATTEST [REPORTS [ORDERS]]: any order, any threads, rebuild: the same bytes; queries, rulings, times;
# full disks and two writers.
attest=$1
reports=${2:-40}
orders=${3:-4}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$(dirname "$0")/../..

. "$(dirname "$0")/../say.sh"
export_to() { # export_to BOOK FILE
    "$attest" link "$1" 2> "$tmp/err" && "$attest" export "$1" > "$2" 2>> "$tmp/err"
}

# ---- any order, in rounds or at once, any threads
awk -v n="$reports" -v seed=3 -f "$root/tests/reports.awk" > "$tmp/reports.jsonl"
"$attest" add --input jsonl "$tmp/book" "$tmp/reports.jsonl" 2> "$tmp/err" && export_to "$tmp/book" "$tmp/book.out" &&
    [ "$(wc -l < "$tmp/book.out")" -gt 5 ]
say $? "a book of $reports reports"
bad=0
i=0
while [ $i -lt "$orders" ]; do
    i=$((i + 1))
    awk -v seed=$i 'BEGIN { srand(seed) } { printf "%.9f\t%s\n", rand(), $0 }' "$tmp/reports.jsonl" | sort | cut -f2- > "$tmp/mixed"
    half=$((reports * (i % 4 + 1) / 5))
    rm -f "$tmp/other"*
    head -n $half "$tmp/mixed" > "$tmp/one.jsonl"
    tail -n +$((half + 1)) "$tmp/mixed" > "$tmp/two.jsonl"
    "$attest" add --threads $((i % 4 + 1)) "$tmp/other" "$tmp/one.jsonl" 2> "$tmp/err" || bad=1
    [ $((i % 2)) -eq 0 ] && "$attest" link "$tmp/other" 2> "$tmp/err"
    "$attest" add --threads $((i % 3 + 1)) "$tmp/other" "$tmp/two.jsonl" 2> "$tmp/err" || bad=1
    export_to "$tmp/other" "$tmp/other.out" && cmp "$tmp/book.out" "$tmp/other.out" > "$tmp/err" 2>&1 || bad=1
done
say $bad "$orders orders and numbers of threads: the same bytes"
"$attest" rebuild "$tmp/book" 2> "$tmp/err" && "$attest" export "$tmp/book" | cmp - "$tmp/book.out" 2>> "$tmp/err"
say $? "rebuild: the same bytes"

# ---- a link touches what changed
rm -f "$tmp/other"*
bad=0
for part in 1 2 3 4 5; do
    awk -v p=$part 'NR % 5 == p % 5' "$tmp/mixed" > "$tmp/part.jsonl"
    "$attest" add "$tmp/other" "$tmp/part.jsonl" 2> "$tmp/err" && export_to "$tmp/other" "$tmp/other.out" || bad=1
done
cmp "$tmp/book.out" "$tmp/other.out" > "$tmp/err" 2>&1 && [ $bad -eq 0 ]
say $? "a link after every few reports: the same bytes"
if command -v sqlite3 > /dev/null; then
    sqlite3 "$tmp/other" "INSERT INTO casetext (casetext) VALUES ('integrity-check'); PRAGMA integrity_check;" > "$tmp/out" 2> "$tmp/err"
    [ "$(cat "$tmp/out")" = ok ] && [ ! -s "$tmp/err" ]
    say $? "and the index of words is whole"
    "$attest" cases --text police "$tmp/book" > "$tmp/want" && "$attest" cases --text police "$tmp/other" | cmp - "$tmp/want" 2> "$tmp/err" &&
        "$attest" cases --text zeppelin "$tmp/other" > "$tmp/out" && [ ! -s "$tmp/out" ]
    say $? "and finds the same"
    sqlite3 "$tmp/other" "UPDATE casefile SET line = 'as it was'"
    echo 'A zeppelin crashed into a bridge in Lisbon on 3 March 1931, killing two people, police said.' > "$tmp/far.txt"
    "$attest" add "$tmp/other" "$tmp/far.txt" 2> "$tmp/err" && "$attest" link "$tmp/other" 2> "$tmp/err"
    [ "$("$attest" cases "$tmp/other" | grep -vc '^as it was$')" -eq 1 ] && "$attest" cases --text zeppelin "$tmp/other" | grep -q Lisbon
    say $? "cases of which nothing changed stay as they are"
    "$attest" rebuild "$tmp/other" 2> "$tmp/err" && ! "$attest" cases "$tmp/other" | grep -q 'as it was'
    say $? "a rebuild makes all of them anew"
fi

# ---- queries
b=$tmp/six
"$attest" add "$b" "$root"/examples/reports/*.txt 2> "$tmp/err" && "$attest" link "$b" 2> "$tmp/err"
"$attest" cases "$b" > "$tmp/all"
finds() { # finds NAME COUNT OPTION...
    name=$1 want=$2
    shift 2
    "$attest" cases "$@" "$b" > "$tmp/out" 2> "$tmp/err"
    [ "$(wc -l < "$tmp/out")" -eq "$want" ] && ! grep -vxFf "$tmp/all" "$tmp/out"
    say $? "cases by $name"
}
most=$(wc -l < "$tmp/all")
finds "a word of all" "$most" --text drone
finds "a word of none" 0 --text zeppelin
finds "place, farther than it is" 0 --place 10,10,50
"$attest" cases --place 33.3,44.4,30 --from 2021-11-07 --to 2021-11-07 "$b" | grep -q '2021-11-07'
say $? "cases by circle and day"
"$attest" cases --actor al-Kadhimi "$b" 2> "$tmp/err" | grep -q drone_strike
say $? "cases by actor"
"$attest" cases --text '!' "$b" > "$tmp/out" 2>&1
[ $? -eq 2 ]
say $? "a condition without a word is refused"

"$attest" explain "$b" 3-delta-herald.txt:c1 > "$tmp/out" 2> "$tmp/err" && grep -qi kadhimi "$tmp/out"
say $? "explain over a book"

# ---- rulings
first=$(grep ' [2-9] reports' "$tmp/all" | head -n 1 | cut -d' ' -f1)
second=$(grep -v "^$first" "$tmp/all" | head -n 1 | cut -d' ' -f1)
"$attest" decide "$b" join "$first" "$second" --reason "one night" 2> "$tmp/err" &&
    [ "$("$attest" show --json "$b" "$first" | grep -c .)" -eq 1 ] &&
    [ "$("$attest" show --json "$b" "$first")" = "$("$attest" show --json "$b" "$second")" ]
say $? "a join holds, and the id that went leads to the case"
"$attest" export "$b" > "$tmp/joined"
"$attest" rebuild "$b" 2> "$tmp/err" && "$attest" export "$b" | cmp - "$tmp/joined" 2>> "$tmp/err"
say $? "a ruling survives rebuild"
report=$("$attest" show --json "$b" "$first" | grep -o '"reports":\["[^"]*"' | head -n 1 | cut -d'"' -f4)
"$attest" decide "$b" split "$first" "$report" --reason "two after all" 2> "$tmp/err" &&
    [ "$("$attest" show --json "$b" "$first")" != "$("$attest" show --json "$b" "$second")" ]
say $? "a later split wins"
"$attest" decide "$b" split "$first" nosuch --reason x 2> "$tmp/err"
[ $? -eq 2 ] && grep -q "nothing to rule on" "$tmp/err"
say $? "a ruling on nothing is refused"
"$attest" decide "$b" join "$first" "$second" 2> "$tmp/err"
[ $? -eq 2 ]
say $? "a ruling needs a reason"
"$attest" verify "$b" > "$tmp/out" 2> "$tmp/err"
say $? "the book verifies"

# ---- times
b=$tmp/times
"$attest" add "$b" "$root"/examples/reports/*.txt 2> "$tmp/err" && "$attest" link "$b" 2> "$tmp/err"
"$attest" cases --as-of 2021-11-01 "$b" > "$tmp/out" 2> "$tmp/err" && [ ! -s "$tmp/out" ]
say $? "before the first report nothing was known"
case=$(grep ' [2-9] reports' "$tmp/all" | head -n 1 | cut -d' ' -f1)
"$attest" show --json --as-of 2021-11-07 "$b" "$case" > "$tmp/early" 2> "$tmp/err" && grep -q 2-northern-wire "$tmp/early" &&
    ! grep -q 3-delta-herald "$tmp/early"
say $? "what was known on a day"
"$attest" show --json --since 2021-11-07 --as-of 2021-11-30 "$b" "$case" > "$tmp/late" 2> "$tmp/err" &&
    grep -q '"reports":\["3-delta-herald' "$tmp/late"
say $? "what was new between two days"

# ---- two writers, a full disk
"$attest" add --input jsonl "$tmp/two" "$tmp/one.jsonl" 2> "$tmp/err.one" &
pid=$!
"$attest" add --input jsonl "$tmp/two" "$tmp/two.jsonl" 2> "$tmp/err"
st=$?
wait $pid && [ $st -eq 0 ] && export_to "$tmp/two" "$tmp/two.out" && cmp "$tmp/book.out" "$tmp/two.out" 2> "$tmp/err"
say $? "two writers at once take turns"
cp "$tmp/book" "$tmp/full"
(
    ulimit -f 600
    trap '' XFSZ
    awk -v n=400 -v seed=9 -f "$root/tests/reports.awk" > "$tmp/more.jsonl" 2> /dev/null
    "$attest" add --input jsonl "$tmp/full" "$tmp/more.jsonl" > /dev/null 2> "$tmp/err"
)
st=$?
[ $st -eq 1 ] && [ -s "$tmp/err" ] && "$attest" verify "$tmp/full" > "$tmp/out" 2> "$tmp/err"
say $? "a full disk: an error, and nothing is damaged"
