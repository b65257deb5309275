# export.sh ATTEST: exports of a book of a thousand cases: each validates, in any order of adding the same bytes,
# every cell has its line of provenance, and files with what spreadsheets run.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
formats="acled ucdp gtd csv plover polecat cameo icews geojson geojson-seq jsonld ftm ftm-statements reports jsonl postgres"

. "$(dirname "$0")/../say.sh"

# ---- a thousand short reports of our own making: places, days, actors, weapons and figures vary
awk -f "$(dirname "$0")/../data/reports.awk" > "$tmp/reports.jsonl"
"$attest" read --json --threads 2 "$tmp/reports.jsonl" > "$tmp/records" 2> "$tmp/err" &&
    "$attest" add --records "$tmp/book" "$tmp/records" 2> "$tmp/err" && "$attest" link "$tmp/book" 2>> "$tmp/err"
say $? "a book of a thousand reports"
[ "$("$attest" cases "$tmp/book" | wc -l)" -ge 1000 ]
say $? "it has a thousand cases"

for f in $formats; do
    "$attest" export "$tmp/book" --format $f --out "$tmp/x.$f" 2> "$tmp/err" && [ -s "$tmp/x.$f" ]
    say $? "export $f"
    "$attest" validate --format $f "$tmp/x.$f" > "$tmp/err"
    say $? "the export validates: $f"
    "$attest" export "$tmp/book" --format $f --candidates 2> /dev/null | "$attest" validate --format $f > "$tmp/err"
    say $? "so does the one with candidates: $f"
done
[ "$(wc -l < "$tmp/x.acled")" -gt 300 ] && [ "$(wc -l < "$tmp/x.gtd")" -gt 300 ] && [ "$(wc -l < "$tmp/x.ucdp")" -gt 50 ]
say $? "there are rows to look at"

# ---- the same bytes from the other end
sort -r "$tmp/records" > "$tmp/reversed"
"$attest" add --records "$tmp/other" "$tmp/reversed" 2> "$tmp/err" && "$attest" link "$tmp/other" 2>> "$tmp/err"
bad=0
for f in $formats; do
    "$attest" export "$tmp/other" --format $f --out "$tmp/y.$f" 2> /dev/null
    cmp "$tmp/x.$f" "$tmp/y.$f" > "$tmp/err" 2>&1 && cmp "$tmp/x.$f.provenance.jsonl" "$tmp/y.$f.provenance.jsonl" >> "$tmp/err" 2>&1 || bad=1
done
say $bad "reports in another order: the same rows and the same provenance"

# ---- provenance
cells=$(tail -n +2 "$tmp/x.csv" | wc -l)
[ "$(grep -c '"column":"id"' "$tmp/x.csv.provenance.jsonl")" -eq "$cells" ]
say $? "a line of provenance for each id"
grep '"column":"fatalities"' "$tmp/x.acled.provenance.jsonl" | grep -v '"rule":"acled most conservative","claims":\[{"id":"r[0-9]*:c[0-9]*","report":"r[0-9]*","sha256":"[0-9a-f]*","bytes":\[[0-9]*,[0-9]*\],"quote":".*","holder":"' > "$tmp/err"
[ ! -s "$tmp/err" ]
say $? "every figure names its rule, claims, bytes, quote and holder"
left=$(grep -c '"left_out"' "$tmp/x.acled.provenance.jsonl")
[ $((left + $(wc -l < "$tmp/x.acled") - 1)) -eq "$("$attest" cases "$tmp/book" | wc -l)" ]
say $? "each case is a row or left out by a rule"

# ---- options
"$attest" export "$tmp/book" --format ucdp --spreadsheet-safe 2> /dev/null > "$tmp/safe"
"$attest" export "$tmp/book" --format ucdp 2> /dev/null > "$tmp/plain"
grep -q ',"=HYPERLINK' "$tmp/plain" && ! grep -q ',"=HYPERLINK' "$tmp/safe" && grep -q ",\"'=HYPERLINK" "$tmp/safe" &&
    "$attest" validate --format ucdp "$tmp/safe" > "$tmp/err"
say $? "no cell of a spreadsheet-safe export begins with ="
"$attest" export "$tmp/book" --format csv --country IRQ --from 2017-01-01 --to 2017-12-31 2> "$tmp/err" > "$tmp/query"
[ "$(wc -l < "$tmp/query")" -gt 1 ] && ! tail -n +2 "$tmp/query" | grep -v ',2017-' && ! tail -n +2 "$tmp/query" | grep -v ',IRQ,'
say $? "a query by country and days"
"$attest" export "$tmp/book" --format acled --long-dates --inter-numbers 2> /dev/null | "$attest" validate --format acled > "$tmp/err"
say $? "long dates and numbers validate"
for f in acled ucdp gtd csv; do
    sed 's/$/\r/' "$tmp/x.$f" | "$attest" validate --format $f > "$tmp/err"
    say $? "a file with CRLF validates: $f"
done
"$attest" export "$tmp/book" --format acled --from 7 > /dev/null 2> "$tmp/err"
[ $? -eq 2 ]
say $? "a bad day is wrong usage"
"$attest" validate --format frob "$tmp/x.csv" > /dev/null 2> "$tmp/err"
[ $? -eq 2 ]
say $? "an unknown format is wrong usage"
"$attest" validate --format csv "$tmp/x.gtd" > "$tmp/out" 2> "$tmp/err"
[ $? -eq 1 ] && head -n 1 "$tmp/out" | grep -q ':1: id: .*\[csv header\]'
say $? "a file of another format: line, column, rule"
"$attest" export "$tmp/book" --format csv --out "$tmp/none/x" 2> "$tmp/err"
[ $? -eq 1 ] && grep -q none "$tmp/err"
say $? "a file that cannot be written is told"
