# kill.sh ATTEST [KILLS]: kills `attest add` at KILLS random points; after each the book verifies, every report is whole
# or absent, and at the end the resumed book exports the bytes of an undisturbed one.
attest=$1
kills=${2:-200}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$(dirname "$0")/../..
awk -v n=300 -v seed=5 -f "$root/tests/reports.awk" > "$tmp/reports.jsonl"
"$attest" read --json --input jsonl "$tmp/reports.jsonl" > "$tmp/records" || exit 1
"$attest" add --records "$tmp/whole" "$tmp/records" 2> "$tmp/err" && "$attest" link "$tmp/whole" 2> "$tmp/err"
"$attest" export "$tmp/whole" > "$tmp/whole.out"
i=0
bad=0
whole=0
partly=0
while [ $i -lt "$kills" ]; do
    i=$((i + 1))
    "$attest" add --records "$tmp/book" "$tmp/records" 2> /dev/null &
    pid=$!
    sleep "$(awk -v seed=$i 'BEGIN { srand(seed); printf "%.3f", rand() * 0.8 }')"
    kill -9 $pid 2> /dev/null
    wait $pid 2> /dev/null
    [ -s "$tmp/book" ] || continue
    if ! "$attest" verify "$tmp/book" > "$tmp/out" 2> "$tmp/err"; then
        grep -q "an empty file" "$tmp/err" || { bad=$((bad + 1)) && sed 's/^/# /' "$tmp/err"; }
    elif grep -q '^300 reports' "$tmp/out"; then
        whole=$((whole + 1))
        [ $((i + 1)) -lt "$kills" ] && rm -f "$tmp/book"*
    elif ! grep -q '^0 reports' "$tmp/out"; then
        partly=$((partly + 1))
    fi
done
[ $bad -eq 0 ] && echo "ok $kills kills ($partly with a part of the reports, $whole with all): every report whole or absent" || echo "not ok $bad of $kills kills left a bad book"
"$attest" add --records "$tmp/book" "$tmp/records" 2> "$tmp/err" && "$attest" link "$tmp/book" 2> "$tmp/err" &&
    "$attest" export "$tmp/book" > "$tmp/book.out" && cmp "$tmp/book.out" "$tmp/whole.out" &&
    echo "ok the resumed book exports the bytes of an undisturbed one" || echo "not ok resumed book"
