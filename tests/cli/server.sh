# server.sh ATTEST: a casebook on a PostgreSQL server as others use it: rulings, rebuild, as of a time; a book as SQL for psql;
# two writers, a lost connection, a server that falls, rights, tables of another program; and how much a command fetches.
set -u
attest=$1
. "$(dirname "$0")/../pg.sh"
pg_start "a casebook on a server"
reports=examples/reports
f=$tmp/file
both() { # both COMMAND ARGUMENT...: the same for the file and the server; BOOK stands for either
    $attest $(echo "$*" | sed "s|BOOK|$f|") > "$tmp/a" 2> "$tmp/err.a"
    st=$?
    $attest $(echo "$*" | sed "s|BOOK|$(echo "$url" | sed 's/&/\\&/g')|") > "$tmp/b" 2> "$tmp/err"
    [ $? -eq $st ] && cmp "$tmp/a" "$tmp/b" >> "$tmp/err" 2>&1
}
fetched() { # fetched TABLE: since the mark
    tail -n +"$mark" "$tmp/server/log" | grep -q "COPY (SELECT .* FROM \"$1\""
}
mark() { mark=$(($(wc -l < "$tmp/server/log") + 1)); }

for b in "$f" "$url"; do
    $attest add "$b" $reports 2> "$tmp/err" && $attest link "$b" 2>> "$tmp/err"
    check "add and link" [ $? -eq 0 ]
done
$attest cases "$f" > "$tmp/cases"
four=$(grep -v ' 1 report,' "$tmp/cases" | sed -n 1p | cut -d' ' -f1)
one=$(grep -v "$four" "$tmp/cases" | sed -n 1p | cut -d' ' -f1)
of_it=$($attest show "$f" "$four" | sed -n 's/^  told by \(.*\) (.*/\1/p' | sed -n 2p)

# ---- looking
check "cases within a circle, by day" both cases --place 33.3,44.4,30 --from 2021-11-06 --to 2021-11-08 BOOK
check "cases by the name of a place" both cases --place Baghdad BOOK
check "cases as of a day" both cases --as-of 2021-11-07 BOOK
check "a case as of a day" both show --as-of 2021-11-07 BOOK "$four"
check "what was new between two days" both show --json --since 2021-11-07 --as-of 2021-11-30 BOOK "$four"
check "conflicts as of a day" both conflicts --as-of 2021-11-08 BOOK
check "an export as of a day" both export --format csv --as-of 2021-11-08 BOOK
check "no such case" both show BOOK kffff
check "one claim explained" both explain BOOK 3-delta-herald.txt:c1
check "a part of an export" both export --format csv --from 2021-11-07 --to 2021-11-07 BOOK
mark
$attest show "$url" "$four" > "$tmp/out" 2> "$tmp/err"
check "a case is shown without records and texts" sh -c "[ -s '$tmp/out' ]"
if fetched record || fetched source || fetched packed || fetched incident; then echo "not ok show fetches its case alone"; else echo "ok show fetches its case alone"; fi
mark
$attest cases "$url" > "$tmp/out" 2> "$tmp/err"
tail -n +"$mark" "$tmp/server/log" | grep -q "line, ''" && ! fetched record
check "a list fetches lines alone" [ $? -eq 0 ]

# ---- ruling
check "a ruling: join" both decide BOOK join "$one" "$four" --reason night
check "the same cases" both export --format jsonl BOOK
check "the id that went" both show BOOK "$one"
check "a ruling: split" both decide BOOK split "$four" "$of_it" --reason other
check "the same cases after a split" both export --format jsonl --whole BOOK
check "a ruling on nothing" both decide BOOK split "$four" nosuch --reason x
check "rebuild" both rebuild BOOK
check "the same cases after a rebuild" both export --format jsonl --whole BOOK
check "verify" both verify BOOK
edition=$(sql "SELECT edition FROM book")
$attest rebuild "$url" 2> "$tmp/err"
check "the same cases are not written again" [ "$(sql "SELECT count(*) FROM decision")" = 2 ]
sql "UPDATE decision SET reason = 'z'" > /dev/null 2> "$tmp/err"
check "rulings are permanent on the server" grep -q "sources and decisions are permanent" "$tmp/err"

# ---- a book as SQL
$attest export "$f" --format postgres > "$tmp/book.sql" 2> "$tmp/err"
check "the SQL validates" sh -c "$attest validate --format postgres '$tmp/book.sql' > '$tmp/err'"
check "the server's book is the same SQL" sh -c "$attest export '$url' --format postgres | cmp - '$tmp/book.sql' >> '$tmp/err' 2>&1"
sql "CREATE DATABASE loaded"
check "psql loads it" "$bin/psql" -qX -d "$(of loaded)" -f "$tmp/book.sql" -o "$tmp/out"
$attest export "$f" --whole > "$tmp/a" 2> "$tmp/err"
check "attest opens what psql loaded" sh -c "$attest export '$(of loaded)' --whole | cmp - '$tmp/a' >> '$tmp/err' 2>&1"
check "and it verifies" sh -c "$attest verify '$(of loaded)' > '$tmp/err' 2>&1"
check "and grows" sh -c "echo 'A bomb killed two people in Lima on Monday.' | $attest add '$(of loaded)' --published 2021-11-09 - 2> '$tmp/err' && $attest link '$(of loaded)' 2>> '$tmp/err'"
"$bin/psql" -qX -d "$(of loaded)" -f "$tmp/book.sql" > "$tmp/out" 2> "$tmp/err"
check "psql loads it into an empty database only" [ $? -ne 0 ]
check "what was there stays" [ "$("$bin/psql" -qAt -d "$(of loaded)" -c 'SELECT count(*) FROM source')" = 7 ]
if [ -x "$bin/pg_dump" ]; then
    "$bin/pg_dump" -d "$(of loaded)" > "$tmp/dump.sql" 2> "$tmp/err"
    check "a dump of the server validates" sh -c "$attest validate --format postgres '$tmp/dump.sql' > '$tmp/err'"
fi
head -c $(($(wc -c < "$tmp/book.sql") - 300)) "$tmp/book.sql" > "$tmp/cut.sql"
sql "CREATE DATABASE cut"
"$bin/psql" -qX -d "$(of cut)" -f "$tmp/cut.sql" > "$tmp/out" 2> "$tmp/err"
check "half a text loads nothing" [ "$("$bin/psql" -qAt -d "$(of cut)" -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" = 0 ]

# ---- import
sql "CREATE DATABASE brought"
$attest import "$(of brought)" "$tmp/a" 2> "$tmp/err"
check "a whole book into a server" sh -c "$attest export '$(of brought)' --whole | cmp - '$tmp/a' >> '$tmp/err' 2>&1"
$attest import "$(of brought)" "$tmp/a" 2> "$tmp/err"
check "nothing twice" grep -q "^attest: 0 reports added, 6 were there already; 0 rulings added" "$tmp/err"

# ---- two writers
awk -v n=160 -v seed=5 -f tests/reports.awk > "$tmp/all.jsonl"
head -n 80 "$tmp/all.jsonl" > "$tmp/one.jsonl"
tail -n +81 "$tmp/all.jsonl" > "$tmp/two.jsonl"
$attest add --input jsonl "$tmp/want" "$tmp/all.jsonl" 2> "$tmp/err" && $attest link "$tmp/want" 2>> "$tmp/err"
$attest export "$tmp/want" > "$tmp/a"
sql "CREATE DATABASE two"
$attest add --input jsonl "$(of two)" "$tmp/one.jsonl" 2> "$tmp/err.one" &
pid=$!
$attest add --input jsonl "$(of two)" "$tmp/two.jsonl" 2> "$tmp/err"
st=$?
wait $pid
check "two writers at once take turns" [ $? -eq 0 ] && check "both are done" [ $st -eq 0 ]
$attest link "$(of two)" 2> "$tmp/err"
check "and nothing of either is lost" sh -c "$attest export '$(of two)' | cmp - '$tmp/a' >> '$tmp/err' 2>&1"
for i in 1 2 3; do $attest link "$(of two)" 2> "$tmp/err.$i" & done
$attest export "$(of two)" > "$tmp/b" 2> "$tmp/err"
check "a reader meanwhile sees a whole book" cmp "$tmp/a" "$tmp/b"
wait
check "links at once give the same" sh -c "$attest export '$(of two)' | cmp - '$tmp/a' >> '$tmp/err' 2>&1"
hold() { # hold SQL SECONDS: keeps a transaction open
    echo "BEGIN; $1; \\! touch $tmp/held
SELECT pg_sleep($2); COMMIT;" | "$bin/psql" -qAt -d "$(of two)" > /dev/null 2>&1 &
    while [ ! -e "$tmp/held" ]; do sleep 0.1; done
    rm "$tmp/held"
}
hold "SELECT pg_advisory_xact_lock(1635021890, hashtext(current_schema()))" 3
$attest add "$(of two)&options=-clock_timeout%3D500ms" $reports > "$tmp/out" 2> "$tmp/err"
[ $? -eq 1 ] && grep -q "another program is writing to the casebook" "$tmp/err"
check "who waits too long is told" [ $? -eq 0 ]
wait
count() { "$bin/psql" -qAt -d "$(of two)" -c "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM record), (SELECT edition FROM book)"; }

# ---- a connection lost in the middle, a server that falls
blocked() { # waits until attest waits for the lock, then prints its process
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
        p=$("$bin/psql" -qAt -d "$(of two)" -c "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \"record\"%'")
        [ -n "$p" ] && echo "$p" && return
        sleep 0.2
    done
}
before=$(count)
hold "LOCK TABLE record IN EXCLUSIVE MODE" 5
$attest add "$(of two)" $reports > "$tmp/out" 2> "$tmp/err.lost" &
pid=$!
p=$(blocked)
[ -n "$p" ] && "$bin/psql" -qAt -d "$(of two)" -c "SELECT pg_terminate_backend($p)" > /dev/null
wait $pid
st=$?
cp "$tmp/err.lost" "$tmp/err"
check "a lost connection: status 1 and a word" sh -c "[ $st -eq 1 ] && grep -q '^attest: postgresql:two: ' '$tmp/err'"
wait
check "nothing is half written" [ "$(count)" = "$before" ]
hold "LOCK TABLE record IN EXCLUSIVE MODE" 60
$attest add "$(of two)" $reports > "$tmp/out" 2> "$tmp/err.lost" &
pid=$!
blocked > "$tmp/p"
pg_halt
wait $pid
st=$?
cp "$tmp/err.lost" "$tmp/err"
check "a server that falls: status 1 and a word" sh -c "[ $st -eq 1 ] && grep -q '^attest: postgresql:two: ' '$tmp/err'"
pg_run
check "after the fall nothing is half written" [ "$(count)" = "$before" ]
check "and the casebook verifies" sh -c "$attest verify '$(of two)' > '$tmp/err' 2>&1"
$attest add "$(of two)" $reports 2> "$tmp/err"
check "the same command again does it" grep -q "^attest: 6 reports added" "$tmp/err"

# ---- rights, other programs
sql "CREATE ROLE reader LOGIN; CREATE ROLE stranger LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"
$attest cases "$f" > "$tmp/a" 2> "$tmp/err"
check "who may only read can read" sh -c "$attest cases '$(of postgres reader)' | cmp - '$tmp/a' >> '$tmp/err' 2>&1"
check "and ask for words" sh -c "$attest cases --text police '$(of postgres reader)' > '$tmp/out' 2> '$tmp/err'"
before=$(sql "SELECT count(*) FROM source")
echo 'A bomb killed two people in Lima on Monday.' | $attest add "$(of postgres reader)" - 2> "$tmp/err"
[ $? -eq 1 ] && grep -q "permission denied" "$tmp/err" && [ "$(sql "SELECT count(*) FROM source")" = "$before" ]
check "but not write" [ $? -eq 0 ]
$attest cases "$(of postgres stranger)" > "$tmp/out" 2> "$tmp/err"
[ $? -eq 1 ] && grep -q "permission denied for table book" "$tmp/err"
check "who may not read is told" [ $? -eq 0 ]
sql "CREATE DATABASE closed"
"$bin/psql" -qAt -d "$(of closed)" -c "REVOKE CREATE ON SCHEMA public FROM PUBLIC" 
$attest add "$(of closed stranger)" $reports > "$tmp/out" 2> "$tmp/err"
[ $? -eq 1 ] && grep -q "permission denied for schema public" "$tmp/err"
check "who may not make tables is told" [ $? -eq 0 ]
for other in "CREATE TABLE book (isbn text)" "CREATE TABLE source (x text)" "CREATE TABLE book AS SELECT 7 AS application, 3 AS version, 0 AS edition"; do
    sql "DROP DATABASE IF EXISTS other" 2> /dev/null
    sql "CREATE DATABASE other"
    "$bin/psql" -qAt -d "$(of other)" -c "$other" > /dev/null
    $attest add "$(of other)" $reports > "$tmp/out" 2> "$tmp/err"
    [ $? -eq 1 ] && grep -q "not a casebook (tables of another program)" "$tmp/err" &&
        [ "$("$bin/psql" -qAt -d "$(of other)" -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" = 1 ]
    check "tables of another program are left alone: $other" [ $? -eq 0 ]
done
for version in 1 99; do
    sql "UPDATE book SET version = $version"
    for command in cases link verify rebuild "add" ; do
        $attest $command "$url" > "$tmp/out" 2> "$tmp/err" < /dev/null
        [ $? -eq 1 ] && grep -q "casebook schema $version; this attest knows" "$tmp/err"
        check "schema $version is refused: $command" [ $? -eq 0 ]
    done
done
