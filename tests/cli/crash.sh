# crash.sh ATTEST: a few of the kills of `make crash-test`; a file that may not grow while adding and linking; damaged,
# truncated, foreign and newer files; a book of schema 1.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$(dirname "$0")/../..

. "$(dirname "$0")/../say.sh"
sh "$root/tests/crash/kill.sh" "$attest" 12

# ---- a disk that fills at some point: every file may grow to LIMIT blocks of 512 bytes
awk -v n=120 -v seed=9 -f "$root/tests/reports.awk" > "$tmp/reports.jsonl"
"$attest" read --json --input jsonl "$tmp/reports.jsonl" > "$tmp/records"
"$attest" add --records "$tmp/added" "$tmp/records" 2> "$tmp/err" && cp "$tmp/added" "$tmp/linked" &&
    "$attest" link "$tmp/linked" 2> "$tmp/err" && "$attest" export "$tmp/linked" > "$tmp/whole.out"
say $? "a book that had room"
full() { # full LIMIT COMMAND...
    limit=$1
    shift
    (
        ulimit -f "$limit"
        trap '' XFSZ
        "$@" > /dev/null 2> "$tmp/err"
    )
}
blocks() { echo $(($(wc -c < "$1") / 512)); }
bad=0
refused=0
i=0
while [ $i -lt 8 ]; do
    i=$((i + 1))
    rm -f "$tmp/book"*
    if [ $((i % 2)) -eq 0 ]; then
        full $(($(blocks "$tmp/added") * i / 10)) "$attest" add --records "$tmp/book" "$tmp/records"
    else
        cp "$tmp/added" "$tmp/book"
        full $(($(blocks "$tmp/linked") * i / 12)) "$attest" link "$tmp/book"
    fi
    st=$?
    if [ $st -ne 0 ]; then
        refused=$((refused + 1))
        [ $st -eq 1 ] && [ -s "$tmp/err" ] || bad=1
    fi
    [ ! -s "$tmp/book" ] || "$attest" verify "$tmp/book" > "$tmp/out" 2> "$tmp/err" || bad=1
    "$attest" add --records "$tmp/book" "$tmp/records" 2> "$tmp/err" && "$attest" link "$tmp/book" 2> "$tmp/err" &&
        "$attest" export "$tmp/book" | cmp - "$tmp/whole.out" > "$tmp/err" 2>&1 || bad=1
done
[ $bad -eq 0 ] && [ $refused -ge 5 ]
say $? "a full disk while adding and linking: status 1, nothing damaged, and with room again the same bytes"

# ---- damage and strangers
cp "$tmp/linked" "$tmp/cut"
truncate -s $(($(wc -c < "$tmp/linked") / 2)) "$tmp/cut"
wants "a truncated book is named: verify" 1 "damaged" "$attest" verify "$tmp/cut"
wants "a truncated book is named: export" 1 "damaged" "$attest" export "$tmp/cut"
wants "a truncated book is named: add" 1 "damaged" "$attest" add --records "$tmp/cut" "$tmp/records"
head -c 60 "$tmp/linked" > "$tmp/stump"
wants "a stump of a book" 1 "casebook" "$attest" export "$tmp/stump"
size=$(od -An -tu1 -j16 -N2 "$tmp/linked" | awk '{ print $1 * 256 + $2 }') # of a page
pages=$(($(wc -c < "$tmp/linked") / size))
bad=0
page=2
while [ $page -lt "$pages" ]; do # one page at a time is noise: found by verify, never a crash or silence
    cp "$tmp/linked" "$tmp/noise"
    dd if="$tmp/reports.jsonl" of="$tmp/noise" bs=$size count=1 seek=$page conv=notrunc 2> /dev/null
    "$attest" verify "$tmp/noise" > "$tmp/out" 2> "$tmp/err"
    [ $? -eq 1 ] && [ -s "$tmp/err" ] || { bad=1 && echo "# page $page: not found"; }
    for command in export link cases conflicts rebuild; do
        cp "$tmp/linked" "$tmp/noise"
        dd if="$tmp/reports.jsonl" of="$tmp/noise" bs=$size count=1 seek=$page conv=notrunc 2> /dev/null
        "$attest" $command "$tmp/noise" > "$tmp/out" 2> "$tmp/err"
        [ $? -le 1 ] || { bad=1 && echo "# page $page: $command" && sed 's/^/# /' "$tmp/err"; }
    done
    page=$((page + pages / 6 + 1))
done
say $bad "a page of noise anywhere is found"

# ---- a book as the first schema laid it out
if command -v sqlite3 > /dev/null; then
    sqlite3 "$tmp/old" "PRAGMA application_id = 0x61747442; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;
        CREATE TABLE source (key TEXT NOT NULL PRIMARY KEY, report TEXT NOT NULL, outlet TEXT, published TEXT,
            sha256 TEXT NOT NULL, text BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TRIGGER source_is_never_changed BEFORE UPDATE ON source
            BEGIN SELECT RAISE(ABORT, 'sources are permanent'); END;
        CREATE TRIGGER source_is_never_dropped BEFORE DELETE ON source
            BEGIN SELECT RAISE(ABORT, 'sources are permanent'); END;
        CREATE TABLE record (key TEXT NOT NULL PRIMARY KEY REFERENCES source (key), run TEXT NOT NULL,
            json TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE incident (key TEXT NOT NULL REFERENCES source (key), incident TEXT NOT NULL, unit TEXT NOT NULL,
            PRIMARY KEY (key, incident)) STRICT, WITHOUT ROWID;
        CREATE TABLE casefile (id TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE state (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO state (name, value) VALUES ('linked', 'yes');
        ATTACH '$tmp/linked' AS new;
        INSERT INTO source SELECT key, report, outlet, published, sha256, text FROM new.source;
        INSERT INTO record SELECT key, '0.0.9', json FROM new.record;
        INSERT INTO incident SELECT key, incident, unit FROM new.incident;
        INSERT INTO casefile SELECT id, json FROM new.casefile;" > /dev/null 2> "$tmp/err"
    say $? "a book of schema 1"
    cp "$tmp/old" "$tmp/other"
    wants "an older book waits for a link" 2 "run 'attest link" "$attest" export "$tmp/old"
    "$attest" link "$tmp/old" 2> "$tmp/err" && "$attest" export "$tmp/old" | cmp - "$tmp/whole.out" 2>> "$tmp/err" &&
        "$attest" verify "$tmp/old" > "$tmp/out" 2> "$tmp/err" && "$attest" cases --text market "$tmp/old" | grep -q .
    say $? "it is brought to this schema: the same cases, queries, no finding"
    "$attest" add --records "$tmp/other" "$tmp/records" 2> "$tmp/err" && grep -q "0 reports added" "$tmp/err" &&
        "$attest" rebuild "$tmp/other" 2> "$tmp/err" && "$attest" export "$tmp/other" | cmp - "$tmp/whole.out" 2>> "$tmp/err"
    say $? "its reports are known, and a rebuild brings the same cases"
    case=$("$attest" cases "$tmp/old" | sed -n '1s/ .*//p')
    with=$("$attest" cases "$tmp/old" | sed -n '2s/ .*//p')
    "$attest" decide "$tmp/old" join "$case" "$with" --reason seen 2> "$tmp/err" && "$attest" show "$tmp/old" "$with" | grep -q 'told by'
    say $? "and it takes rulings"
    for version in 0 -1 99; do
        cp "$tmp/linked" "$tmp/strange"
        sqlite3 "$tmp/strange" "PRAGMA user_version = $version;"
        words="no casebook schema"
        [ $version -ne 99 ] || words="newer attest"
        wants "schema $version is refused" 1 "$words" "$attest" link "$tmp/strange"
    done
    cp "$tmp/linked" "$tmp/strange"
    sqlite3 "$tmp/strange" "PRAGMA application_id = 0;"
    wants "another application's mark is refused" 1 "another program" "$attest" cases "$tmp/strange"
else
    echo "ok books of other schemas # SKIP skipped: no sqlite3"
fi
