# linking.sh ATTEST [-v]: sets of short reports on incidents that are easily confused (tests/casebook/*.txt): reports of
# one incident share a case, reports of two never do, and a case has the figures its reports give and no others. A set
# lists what is known to be missed ("known ..."): it fails where more is missed.
attest=$1
verbose=${2:-}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$(dirname "$0")/../..

command -v sqlite3 > /dev/null || { echo "ok sets of incidents # SKIP skipped: no sqlite3" && exit 0; }

# SET.txt to reports (JSONL) and, as SQL, what is wanted of them.
cat > "$tmp/set.awk" << 'AWK'
function flush() { if (id != "") printf "{\"id\":\"%s\",\"source\":\"%s\",\"published\":\"%s\",\"title\":\"%s\",\"text\":\"%s\"}\n", id, source, published, title, text > out; id = text = title = "" }
function rest() { return substr($0, length($1) + 2) }
BEGIN { print "CREATE TABLE wanted (report, incident, main); CREATE TABLE figure (incident, slot, low, high);" }
/^(#|known)/ { next }
/^=== / { flush(); id = $2; body = 0; next }
/^---$/ { body = 1; next }
id == "" && $1 == "figures" {
    for (i = 4; i <= NF; i++) {
        n = split($i, v, /\.\./)
        printf "INSERT INTO figure VALUES ('%s', '%s', %s, %s);\n", $2, $3, v[1], n < 2 ? v[1] : v[2] == "" ? "NULL" : v[2]
    }
    next
}
id != "" && !body && $1 == "source" { source = rest() }
id != "" && !body && $1 == "published" { published = $2 }
id != "" && !body && $1 == "title" { title = rest() }
id != "" && !body && ($1 == "case" || $1 == "also") { printf "INSERT INTO wanted VALUES ('%s', '%s', %d);\n", id, $2, $1 == "case" }
body { text = text (text == "" ? "" : "\\n") $0 }
END { flush() }
AWK

# Reports of one incident that share no case; reports that share one and tell of no common incident; figures of the
# case that holds most of an incident's reports.
cat > "$tmp/judge.sql" << 'SQL'
CREATE TEMP VIEW placed AS SELECT DISTINCT s.report, m.casefile FROM book.member m JOIN book.source s ON s.key = m.key;
SELECT 'apart ' || a.report || ' ' || b.report || ' of ' || a.incident FROM wanted a JOIN wanted b ON a.incident = b.incident AND
    a.main AND b.main AND a.report < b.report WHERE NOT EXISTS (SELECT 1 FROM placed x JOIN placed y ON x.casefile =
    y.casefile WHERE x.report = a.report AND y.report = b.report) ORDER BY 1;
SELECT 'mixed ' || x.report || ' ' || y.report FROM placed x JOIN placed y ON x.casefile = y.casefile AND x.report < y.report
    WHERE NOT EXISTS (SELECT 1 FROM wanted a JOIN wanted b ON a.incident = b.incident WHERE a.report = x.report AND b.report =
    y.report) ORDER BY 1;
CREATE TEMP TABLE best AS SELECT incident, casefile, max(n) FROM (SELECT w.incident, p.casefile, count(*) AS n FROM wanted w JOIN placed p
    ON p.report = w.report WHERE w.main AND w.incident IN (SELECT incident FROM figure) GROUP BY 1, 2) GROUP BY incident;
CREATE TEMP TABLE told AS SELECT DISTINCT b.incident, c.value ->> 'slot' AS slot, c.value ->> '$.value.low' AS low, c.value ->> '$.value.high' AS
    high FROM best b JOIN book.casefile f ON f.number = b.casefile, json_each(f.json, '$.claims') c WHERE slot IN ('killed', 'wounded')
    AND low > 0 AND c.value ->> 'partial' IS NULL AND c.value ->> 'attackers' IS NULL;
SELECT 'missed ' || incident || ' ' || slot || ' ' || low || '..' || ifnull(high, '') FROM (SELECT * FROM figure EXCEPT SELECT * FROM told) ORDER BY 1;
SELECT 'wrong ' || incident || ' ' || slot || ' ' || low || '..' || ifnull(high, '') FROM (SELECT * FROM told EXCEPT SELECT * FROM figure) ORDER BY 1;
SQL

for set in "$root"/tests/casebook/*.txt; do
    name=$(basename "$set" .txt)
    rm -f "$tmp/book"* "$tmp/reports.jsonl"
    awk -v out="$tmp/reports.jsonl" -f "$tmp/set.awk" "$set" > "$tmp/wanted.sql"
    "$attest" add --input jsonl "$tmp/book" "$tmp/reports.jsonl" 2> "$tmp/err" && "$attest" link "$tmp/book" 2> "$tmp/err" &&
        sqlite3 :memory: "ATTACH '$tmp/book' AS book" ".read $tmp/wanted.sql" ".read $tmp/judge.sql" > "$tmp/found" 2> "$tmp/err"
    sed -n 's/^known //p' "$set" | sort > "$tmp/known"
    sort "$tmp/found" | comm -13 "$tmp/known" - > "$tmp/changed" && [ ! -s "$tmp/changed" ] && [ ! -s "$tmp/err" ] && echo "ok $name ($(wc -l < "$tmp/known") known misses)" ||
        { sed 's/^/# /' "$tmp/changed" "$tmp/err" && echo "not ok $name"; }
    [ -z "$verbose" ] || "$attest" cases "$tmp/book"
done
