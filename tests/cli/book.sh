# book.sh ATTEST: the casebook: any order, any threads, twice, foreign and damaged files.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
reports=$(dirname "$0")/../../examples/reports

. "$(dirname "$0")/../say.sh"
export_to() { # export_to BOOK FILE
    "$attest" link "$1" 2> "$tmp/err" && "$attest" export "$1" --format jsonl > "$2" 2>> "$tmp/err"
}

# ---- one set of reports, several ways in
"$attest" add "$tmp/a" "$reports"/*.txt 2> "$tmp/err"
say $? "add makes a book"
export_to "$tmp/a" "$tmp/a.out" && [ -s "$tmp/a.out" ]
say $? "link and export"
"$attest" add --threads 3 "$tmp/b" "$reports"/6*.txt "$reports"/2*.txt "$reports"/4*.txt 2> "$tmp/err" &&
    "$attest" link "$tmp/b" 2>> "$tmp/err" &&
    "$attest" add --threads 2 "$tmp/b" "$reports"/5*.txt "$reports"/1*.txt "$reports"/3*.txt 2>> "$tmp/err"
wants "no export of a book that grew since its link" 2 "run 'attest link" "$attest" export "$tmp/b"
export_to "$tmp/b" "$tmp/b.out" && cmp "$tmp/a.out" "$tmp/b.out" 2> "$tmp/err"
say $? "another order, in two rounds, with threads: the same bytes"
"$attest" read --json "$reports" > "$tmp/records" && "$attest" add --records "$tmp/c" "$tmp/records" 2> "$tmp/err" &&
    export_to "$tmp/c" "$tmp/c.out" && cmp "$tmp/a.out" "$tmp/c.out" 2> "$tmp/err"
say $? "from ready records: the same bytes"
wants "adding again adds nothing" 0 "0 reports added, 6 were there already" "$attest" add "$tmp/a" "$reports"
export_to "$tmp/a" "$tmp/again.out" && cmp "$tmp/a.out" "$tmp/again.out" 2> "$tmp/err"
say $? "adding again changes no byte"

# ---- copies
mkdir "$tmp/copies"
{ cat "$reports"/1*.txt; echo; echo "The ministry gave no further word."; } > "$tmp/copies/reprint.txt"
"$attest" add "$tmp/d" "$reports"/1*.txt "$tmp/copies" 2> "$tmp/err" && export_to "$tmp/d" "$tmp/d.out" &&
    grep -q '"origins":\[{"reports":\[[^]]*"reprint.txt"[^]]*\]' "$tmp/d.out" &&
    grep '"reprint.txt","1-harbour-post.txt"\|"1-harbour-post.txt","reprint.txt"' "$tmp/d.out" > /dev/null
say $? "a reprint is no second origin"

# ---- faces
"$attest" cases "$tmp/a" > "$tmp/cases" 2> "$tmp/err" && [ "$(wc -l < "$tmp/cases")" -eq "$(wc -l < "$tmp/a.out")" ]
say $? "cases: one line each"
id=$(head -n 1 "$tmp/cases" | cut -d' ' -f1)
"$attest" show "$tmp/a" "$id" 2> "$tmp/err" | grep -q 'told by'
say $? "show"
wants "show of what is not there" 2 "no case nosuch" "$attest" show "$tmp/a" nosuch
"$attest" conflicts "$tmp/a" > "$tmp/out" 2> "$tmp/err"
say $? "conflicts"
"$attest" verify "$tmp/a" > "$tmp/out" 2> "$tmp/err" && grep -q '6 reports checked, 0 findings' "$tmp/out"
say $? "verify"

# ---- files that are no casebook
wants "no book" 1 "$tmp/none" "$attest" link "$tmp/none"
[ ! -e "$tmp/none" ]
say $? "link makes no book"
echo "this is a text and no casebook, and it is long enough to be one of those" > "$tmp/text"
cp "$tmp/text" "$tmp/text.kept"
wants "a text is refused" 1 "not a casebook" "$attest" add "$tmp/text" "$reports"
cmp -s "$tmp/text" "$tmp/text.kept"
say $? "and left as it was"
wants "unknown format" 2 "not one of" "$attest" export "$tmp/a" --format frob
wants "add without a book" 2 "needs BOOK" "$attest" add
sed 's/"attest":1/"attest":2/' "$tmp/records" | head -n 1 > "$tmp/bad"
tail -n 1 "$tmp/records" >> "$tmp/bad"
wants "a record that breaks the schema is refused, the next is added" 1 "1 report added" "$attest" add --records "$tmp/e" "$tmp/bad"
if command -v sqlite3 > /dev/null; then
    sqlite3 "$tmp/foreign" 'CREATE TABLE t (x); INSERT INTO t VALUES (1);'
    wants "another program's SQLite file is refused" 1 "another program" "$attest" add "$tmp/foreign" "$reports"
    cp "$tmp/a" "$tmp/newer"
    sqlite3 "$tmp/newer" 'PRAGMA user_version = 99;'
    wants "a newer book is refused" 1 "newer attest" "$attest" export "$tmp/newer"
    sqlite3 "$tmp/a" "DELETE FROM source;" 2>&1 | grep -q permanent
    say $? "sources cannot be dropped"
    cp "$tmp/a" "$tmp/forged"
    sqlite3 "$tmp/forged" "UPDATE record SET json = replace(json, 'drone', 'crane');"
    wants "verify finds a changed quote" 1 "report" "$attest" verify "$tmp/forged"
else
    echo "ok foreign SQLite files # SKIP skipped: no sqlite3"
fi
cp "$tmp/a" "$tmp/damaged"
size=$(wc -c < "$tmp/damaged")
dd if=/dev/zero of="$tmp/damaged" bs=4096 seek=3 count=$((size / 4096 - 4)) conv=notrunc 2> /dev/null
"$attest" verify "$tmp/damaged" > "$tmp/out" 2> "$tmp/err"
[ $? -eq 1 ] && [ -s "$tmp/err" ]
say $? "a damaged book is named"

# an interrupt ends the adding, not the book
mkfifo "$tmp/line"
"$attest" add "$tmp/stopped" - < "$tmp/line" 2> "$tmp/err" &
adding=$!
exec 9> "$tmp/line"
printf '%s\n' '{"text":"Two soldiers were killed in Kabul on Monday, police said."}' >&9
tries=0
while [ $tries -lt 100 ] && ! [ -s "$tmp/stopped" ]; do
    sleep 0.1
    tries=$((tries + 1))
done
sleep 0.5
kill -INT $adding
wait $adding
status=$?
exec 9>&-
if [ $status -eq 1 ] && grep -q 'stopped after' "$tmp/err" && "$attest" verify "$tmp/stopped" > "$tmp/out" && grep -q ' 0 findings' "$tmp/out"; then
    echo "ok an interrupt ends the adding, not the book"
else
    echo "# status $status; $(cat "$tmp/err" "$tmp/out")"
    echo "not ok an interrupt ends the adding, not the book"
fi
