# kill.sh ATTEST [KILLS]: `attest add`, `attest link` and `attest decide` killed in turn at KILLS random points of their
# own duration. After each kill the book verifies, every report is whole or absent, cases and rulings are those of
# before or of after; at the end the resumed books export the bytes of undisturbed ones.
attest=$1
kills=${2:-200}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$(dirname "$0")/../..
reports=300

. "$(dirname "$0")/../say.sh"
copy() { # copy FROM TO: a book and its log
    rm -f "$2" "$2-wal" "$2-shm"
    cp "$1" "$2"
    [ ! -e "$1-wal" ] || cp "$1-wal" "$2-wal"
}
took() { # took COMMAND...: its milliseconds
    begun=$(date +%s%N)
    "$@" 2> "$tmp/err" || return 1
    echo $((($(date +%s%N) - begun) / 1000000))
}

# ---- what undisturbed books export, and how long each step takes
awk -v n=$reports -v seed=5 -f "$root/tests/reports.awk" > "$tmp/reports.jsonl"
"$attest" read --json --input jsonl "$tmp/reports.jsonl" > "$tmp/records" || exit 1
add_ms=$(took "$attest" add --records "$tmp/added" "$tmp/records") && copy "$tmp/added" "$tmp/linked" &&
    link_ms=$(took "$attest" link "$tmp/linked") && "$attest" export "$tmp/linked" > "$tmp/linked.out" &&
    first=$("$attest" cases "$tmp/linked" | sed -n '1s/ .*//p') && second=$("$attest" cases "$tmp/linked" | sed -n '2s/ .*//p') &&
    copy "$tmp/linked" "$tmp/decided" &&
    decide_ms=$(took "$attest" decide "$tmp/decided" join "$first" "$second" --reason seen) &&
    "$attest" export "$tmp/decided" > "$tmp/decided.out" && ! cmp -s "$tmp/linked.out" "$tmp/decided.out"
say $? "undisturbed books of $reports reports"

# ---- kills
cut=0 # kills that a running step felt
# The duration moves with the load of the machine: a kill that came too late shortens what is taken for it, one that
# was felt lengthens it a little.
strike() { # strike STEP COMMAND...: runs the command, kills it at a random point of STEP_ms
    step=$1
    eval "ms=\$${step}_ms"
    after=$(awk -v seed=$i -v ms="$ms" 'BEGIN { srand(seed * 7919); rand(); printf "%.4f", rand() * ms / 1000 }')
    shift
    "$@" > /dev/null 2>&1 &
    pid=$!
    sleep "$after"
    kill -9 $pid 2> /dev/null
    wait $pid 2> /dev/null
    if [ $? -eq 137 ]; then
        cut=$((cut + 1)) ms=$((ms + ms / 40))
    else
        ms=$((ms - ms / 10))
    fi
    eval "${step}_ms=$ms"
}
bad=0
wrong() { # wrong WHAT
    bad=$((bad + 1))
    echo "# kill $i: $1"
    sed 's/^/# /' "$tmp/err"
}
part=0
killed_add() {
    strike add "$attest" add --records "$tmp/book" "$tmp/records"
    [ -s "$tmp/book" ] || return 0
    if ! "$attest" verify "$tmp/book" > "$tmp/out" 2> "$tmp/err"; then
        grep -q "an empty file" "$tmp/err" || wrong "a bad book after add"
    elif grep -q "^$reports reports" "$tmp/out"; then
        rm -f "$tmp/book" "$tmp/book-wal" "$tmp/book-shm"
    elif ! grep -q '^0 reports' "$tmp/out"; then
        part=$((part + 1))
    fi
}
# The cases are all there, as undisturbed, or the book says that it waits for a link.
killed_link() {
    [ -e "$tmp/links" ] || copy "$tmp/added" "$tmp/links"
    strike link "$attest" link "$tmp/links"
    "$attest" verify "$tmp/links" > "$tmp/out" 2> "$tmp/err" || wrong "a bad book after link"
    if "$attest" export "$tmp/links" > "$tmp/out" 2> "$tmp/err"; then
        cmp "$tmp/out" "$tmp/linked.out" 2>> "$tmp/err" || wrong "other cases after link"
        rm -f "$tmp/links"
    else
        grep -q "run 'attest link" "$tmp/err" || wrong "no word of a link that is missing"
    fi
}
# The ruling is not there and the cases are those of before; or it is there, whole, and holds.
killed_decide() {
    [ -e "$tmp/rules" ] || copy "$tmp/linked" "$tmp/rules"
    strike decide "$attest" decide "$tmp/rules" join "$first" "$second" --reason seen
    "$attest" verify "$tmp/rules" > "$tmp/out" 2> "$tmp/err" || wrong "a bad book after decide"
    if "$attest" export "$tmp/rules" > "$tmp/out" 2> "$tmp/err" && cmp -s "$tmp/out" "$tmp/linked.out"; then
        return 0
    fi
    "$attest" link "$tmp/rules" 2> "$tmp/err" && "$attest" export "$tmp/rules" > "$tmp/out" 2>> "$tmp/err" &&
        cmp "$tmp/out" "$tmp/decided.out" 2>> "$tmp/err" || wrong "half a ruling after decide"
    rm -f "$tmp/rules"
}
i=0
while [ $i -lt "$kills" ]; do
    i=$((i + 1))
    case $((i % 3)) in
    0) killed_decide ;;
    1) killed_add ;;
    2) killed_link ;;
    esac
done
[ $bad -eq 0 ]
say $? "$kills kills of add, link and decide, $cut while it ran, $part with a part of the reports: no book is bad"
[ $((cut * 2)) -ge "$kills" ]
say $? "most of them struck a step that was running"

# ---- resumed
"$attest" add --records "$tmp/book" "$tmp/records" 2> "$tmp/err" && "$attest" link "$tmp/book" 2> "$tmp/err" &&
    "$attest" export "$tmp/book" > "$tmp/out" && cmp "$tmp/out" "$tmp/linked.out" 2>> "$tmp/err"
say $? "the resumed book exports the bytes of an undisturbed one"
[ -e "$tmp/links" ] || copy "$tmp/added" "$tmp/links"
"$attest" link "$tmp/links" 2> "$tmp/err" && "$attest" export "$tmp/links" | cmp - "$tmp/linked.out" 2>> "$tmp/err"
say $? "and so does one whose link was killed"
