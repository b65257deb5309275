#!/bin/sh
# postgres.sh ATTEST: a casebook on a PostgreSQL server of our own: started on a Unix socket in a temporary folder, never
# as root, stopped at the end. The book of the same reports is the same bytes as that of a file. Skipped where no server
# is installed.
set -u
attest=$1
. "$(dirname "$0")/../pg.sh"
pg_start "a casebook on PostgreSQL"

$attest show "$url" x 2> "$tmp/err"
[ $? -eq 1 ] && grep -q "no casebook there" "$tmp/err" && echo "ok an empty database is no casebook" || echo "not ok an empty database is no casebook"
reports="examples/reports"
$attest add "$tmp/file" $reports > "$tmp/out" 2> "$tmp/err.file"
$attest link "$tmp/file" 2>> "$tmp/err.file"
check "add" $attest add "$url" $reports 2> "$tmp/err"
check "the same words as for a file" sh -c "head -n 1 '$tmp/err.file' | cmp -s - '$tmp/err'"
$attest export "$url" --format jsonl > "$tmp/out" 2> "$tmp/err"
check "an export before a link is refused" [ $? -eq 2 ]
check "link" $attest link "$url" 2> "$tmp/err"
for command in "export --format jsonl" "export --format csv" "export --format acled" cases conflicts; do
    $attest $command "$tmp/file" > "$tmp/a" 2> "$tmp/err"
    $attest $command "$url" > "$tmp/b" 2>> "$tmp/err"
    check "$command: the bytes of a file" sh -c "[ -s '$tmp/a' ] && cmp '$tmp/a' '$tmp/b' >> '$tmp/err' 2>&1"
done
id=$($attest cases "$url" 2> "$tmp/err" | head -n 1 | cut -c1-6)
$attest show "$tmp/file" "$id" > "$tmp/a"
check "show" sh -c "$attest show '$url' '$id' | cmp -s - '$tmp/a'"
for query in "--text police" "--from 2021-01-01"; do
    $attest cases "$tmp/file" $query > "$tmp/a" 2> "$tmp/err"
    $attest cases "$url" $query > "$tmp/b" 2>> "$tmp/err"
    check "cases $query" sh -c "cmp '$tmp/a' '$tmp/b' >> '$tmp/err' 2>&1"
done
check "verify" sh -c "$attest verify '$url' | grep -q ' 0 findings'"
$attest add "$url" $reports 2> "$tmp/err"
check "reports that are there change nothing" sh -c "grep -q '^attest: 0 reports added' '$tmp/err'"
check "nothing was written" [ "$(sql 'SELECT edition FROM book')" = 2 ]
columns="SELECT string_agg(table_name || '.' || column_name, ' ' ORDER BY table_name, ordinal_position) FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'book'"
sql "$columns" > "$tmp/pg.columns"
check "the columns of a file" grep -q "source.key source.report source.outlet source.published source.sha256 source.text" "$tmp/pg.columns"
check "a text is the text" [ "$(sql "SELECT count(*) FROM source WHERE sha256 = encode(sha256(text), 'hex')")" = "$(sql 'SELECT count(*) FROM source')" ]
sql "DELETE FROM source" > /dev/null 2> "$tmp/err"
check "sources are permanent on the server" grep -q "sources and decisions are permanent" "$tmp/err"
printf '{"id":"odd","text":"Police said\\tsix \\\\ people were killed in Lima.\\nNobody knows more."}\n' > "$tmp/odd.jsonl"
$attest add "$url" "$tmp/odd.jsonl" 2> "$tmp/err" && $attest link "$url" 2>> "$tmp/err"
$attest add "$tmp/file" "$tmp/odd.jsonl" 2>> "$tmp/err" && $attest link "$tmp/file" 2>> "$tmp/err"
$attest export "$tmp/file" --format jsonl > "$tmp/a" 2>> "$tmp/err"
$attest export "$url" --format jsonl > "$tmp/b" 2>> "$tmp/err"
check "tabs, lines and backslashes come back" sh -c "grep -q odd '$tmp/a' && cmp '$tmp/a' '$tmp/b'"
sql "UPDATE book SET version = version + 1" > /dev/null
$attest cases "$url" > "$tmp/out" 2> "$tmp/err"
[ $? -eq 1 ] && grep -q "casebook schema" "$tmp/err" && echo "ok a newer schema is refused" || echo "not ok a newer schema is refused"
$attest cases "postgresql:///postgres?host=$tmp/nowhere&user=attest&password=hush" > "$tmp/out" 2> "$tmp/err"
[ $? -eq 1 ] && ! grep -q hush "$tmp/err" && echo "ok no server: status 1, no password told" || echo "not ok no server: status 1, no password told"
