# import.sh ATTEST: import(export(book)) is the book: records, rulings, redirects, cases, byte for byte; the reports that other
# formats carry make the same cases; what is damaged is told by line and rule and the rest is read; nothing is added twice.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$(dirname "$0")/../..

. "$(dirname "$0")/../say.sh"
same() { # same NAME BOOK BOOK FORMAT OPTION...: both export the same bytes
    name=$1 one=$2 two=$3
    shift 3
    "$attest" export "$one" --format "$@" > "$tmp/one" 2> "$tmp/err" && "$attest" export "$two" --format "$@" > "$tmp/two" 2>> "$tmp/err" &&
        [ -s "$tmp/one" ] && cmp "$tmp/one" "$tmp/two" >> "$tmp/err" 2>&1
    say $? "$name"
}

# ---- the demo's book, with rulings
b=$tmp/six
"$attest" add "$b" "$root"/examples/reports/*.txt 2> "$tmp/err" && "$attest" link "$b" 2> "$tmp/err"
"$attest" cases "$b" | cut -d' ' -f1 > "$tmp/ids"
second=$("$attest" cases "$b" | grep -v ' 1 report,' | sed -n 1p | cut -d' ' -f1)
first=$(grep -v "$second" "$tmp/ids" | sed -n 1p)
of_it=$("$attest" show "$b" "$second" | sed -n 's/^  told by \(.*\) (.*/\1/p' | sed -n 2p)
"$attest" decide "$b" join "$first" "$second" --reason 'one "night"' 2> "$tmp/err" &&
    "$attest" decide "$b" split "$second" "$of_it" --reason "not of it" 2> "$tmp/err"
say $? "a book with rulings"
"$attest" export "$b" --whole > "$tmp/six.jsonl" 2> "$tmp/err" && "$attest" validate --format jsonl "$tmp/six.jsonl" > "$tmp/err" &&
    "$attest" import "$tmp/again" "$tmp/six.jsonl" 2> "$tmp/err" && grep -q '6 reports added, 0 were there already; 2 rulings added' "$tmp/err"
say $? "the whole book as JSON lines comes back"
same "the same cases" "$b" "$tmp/again" jsonl
same "the same records, rulings and cases" "$b" "$tmp/again" jsonl --whole
for f in acled ucdp gtd csv plover polecat cameo icews geojson geojson-seq jsonld ftm ftm-statements reports postgres; do
    same "the same rows: $f" "$b" "$tmp/again" "$f"
done
for id in $(cat "$tmp/ids"); do
    [ "$("$attest" show "$b" "$id" 2>&1 | sed 's/^.*: no case/no case/')" = "$("$attest" show "$tmp/again" "$id" 2>&1 | sed 's/^.*: no case/no case/')" ] || echo "$id" > "$tmp/lost"
done
[ ! -e "$tmp/lost" ]
say $? "an id of before a ruling leads to the same case"
"$attest" rebuild "$tmp/again" 2> "$tmp/err" && "$attest" verify "$tmp/again" > "$tmp/out" 2> "$tmp/err"
say $? "what was imported is rebuilt and verified"
same "and stays the same" "$b" "$tmp/again" jsonl --whole
"$attest" import "$tmp/again" "$tmp/six.jsonl" "$tmp/six.jsonl" 2> "$tmp/err" && grep -q '^attest: 0 reports added, 12 were there already; 0 rulings added' "$tmp/err"
say $? "a second import adds nothing"
tac "$tmp/six.jsonl" | grep -v '"ruling"' > "$tmp/mixed" && grep '"ruling"' "$tmp/six.jsonl" >> "$tmp/mixed" &&
    "$attest" import "$tmp/mixed.book" "$tmp/mixed" 2> "$tmp/err"
same "lines in another order" "$b" "$tmp/mixed.book" jsonl --whole
"$attest" export "$b" --whole | "$attest" import "$tmp/piped" 2> "$tmp/err"
same "through a pipe" "$b" "$tmp/piped" jsonl --whole

# ---- damaged
refuses() { # refuses NAME PATTERN REPORTS COMMAND...: status 1, the line named, the other reports in
    name=$1 pattern=$2 reports=$3
    shift 3
    rm -f "$tmp/damaged"*
    "$@" > "$tmp/spoiled"
    "$attest" import "$tmp/damaged" "$tmp/spoiled" 2> "$tmp/err"
    [ $? -eq 1 ] && grep -q "spoiled:$pattern" "$tmp/err" && grep -q "^attest: $reports reports added" "$tmp/err" && "$attest" verify "$tmp/damaged" > "$tmp/out"
    say $? "$name"
}
refuses "a line cut off" '3: -: .*\[jsonl json\]' 5 sed '3s/.\{40\}$//' "$tmp/six.jsonl"
refuses "a quote that is not the text's" '2: record: .*text is not the cut of its span \[jsonl record\]' 5 sed '2s/guards/guordz/' "$tmp/six.jsonl"
refuses "a text whose hash is another" '2: record: .*sha256.*\[jsonl record\]' 5 sed '2s/"sha256":"./"sha256":"g/' "$tmp/six.jsonl"
refuses "a record without its run" '1: run: is to be a text \[jsonl run\]' 5 sed '1s/"run"/"ran"/' "$tmp/six.jsonl"
refuses "a ruling that is none" '7: ruling: is to be join or split \[jsonl verb\]' 6 sed '7s/"join"/"glue"/' "$tmp/six.jsonl"
refuses "a ruling on a report of nowhere" '[78]: ruling: names a report .*\[jsonl ruling\]' 5 sed 1d "$tmp/six.jsonl"
refuses "a case that the reports do not make" '9: id: .*another case of it now \[jsonl case\]' 6 sed '9s/"type":"[a-z_]*"/"type":"vote"/' "$tmp/six.jsonl"
refuses "cases alone" '1: reports: .*export with --whole \[jsonl reports\]' 0 "$attest" export "$b"

# ---- a hundred reports through each format
awk -v n=100 -v seed=3 -f "$root/tests/reports.awk" > "$tmp/reports.jsonl"
"$attest" add --input jsonl "$tmp/hundred" "$tmp/reports.jsonl" 2> "$tmp/err" && "$attest" link "$tmp/hundred" 2>> "$tmp/err"
say $? "a book of a hundred reports"
for f in jsonl ftm ftm-statements geojson geojson-seq reports; do
    "$attest" export "$tmp/hundred" --format $f --whole > "$tmp/x.$f" 2> "$tmp/err" && "$attest" validate --format $f "$tmp/x.$f" > "$tmp/err"
    say $? "the texts validate: $f"
    rm -f "$tmp/back"*
    "$attest" import "$tmp/back" "$tmp/x.$f" 2> "$tmp/err" && grep -q '^attest: 100 reports added' "$tmp/err"
    say $? "a hundred reports come back: $f"
    same "the same cases by way of $f" "$tmp/hundred" "$tmp/back" jsonl
    same "the same $f once more" "$tmp/hundred" "$tmp/back" $f $([ $f = jsonl ] || echo --whole)
    "$attest" import "$tmp/back" "$tmp/x.$f" 2> "$tmp/err" && grep -q '^attest: 0 reports added, 100 were there already' "$tmp/err"
    say $? "nothing twice: $f"
done
"$attest" export "$tmp/hundred" --whole > "$tmp/x"
same "the hundred, record by record" "$tmp/hundred" "$tmp/hundred" jsonl --whole
rm -f "$tmp/back"*
"$attest" import "$tmp/back" "$tmp/x" 2> "$tmp/err"
same "and imported" "$tmp/hundred" "$tmp/back" jsonl --whole

# ---- what carries too little, what is spoiled
for f in csv geojson geojson-seq ftm ftm-statements; do
    rm -f "$tmp/none"*
    "$attest" export "$tmp/hundred" --format $f > "$tmp/poor" 2> "$tmp/err"
    "$attest" import --format $f "$tmp/none" "$tmp/poor" 2> "$tmp/err"
    [ $? -eq 1 ] && grep -q "poor:[0-9]*: [a-zA-Z]*: .*\[$f [a-zA-Z]*\]" "$tmp/err" && grep -q '^attest: 0 reports added' "$tmp/err"
    say $? "cases without the texts of their reports are refused: $f"
done
refuses "an entity that is none" '1: schema: .*\[ftm schema\]' 99 sed '1s/"schema":"A/"schema":"a/' "$tmp/x.ftm"
refuses "a feature that is none" '4: geometry: .*\[geojson geometry\]' 98 sed '4s/"type":"Point"/"type":"Dot"/; 4s/"geometry":null/"geometry":{"type":"Dot"}/' "$tmp/x.geojson"
refuses "a feature of a sequence cut off" '4: -: .*\[geojson-seq json\]' 98 sed '4s/.\{9\}$//' "$tmp/x.geojson-seq"
refuses "a row with a cell less" '9: text: .*\[csv width\]' 99 sed '9s/^[^,]*,//' "$tmp/x.reports"
refuses "a row with an open quote" '9: text: .*\[csv quote\]' 99 sed '9s/,"/,"x"y/' "$tmp/x.reports"
printf 'Headline;Text\n' > "$tmp/semi"
"$attest" import "$tmp/semi.book" "$tmp/semi" 2> "$tmp/err"
[ $? -eq 1 ] && grep -q 'semi:1: text: no column holds the texts' "$tmp/err"
say $? "a table without a column of texts"
printf 'Headline\tDate\tBody\nBlast in Basra\t2021-11-08\tA bomb killed three people in Basra on Sunday, police said.\n\t\t\n' > "$tmp/tabs"
"$attest" import "$tmp/tabs.book" "$tmp/tabs" 2> "$tmp/err"
[ $? -eq 1 ] && grep -q 'tabs:3: text: is empty \[csv text\]' "$tmp/err" && "$attest" cases "$tmp/tabs.book" | grep -q '2021-11-07'
say $? "a table of somebody else, between tabs"
"$attest" import --format frob "$tmp/none" "$tmp/x" 2> "$tmp/err"
[ $? -eq 2 ]
say $? "an unknown format is wrong usage"
"$attest" export "$b" --whole --case k 2> "$tmp/err" > /dev/null
[ $? -eq 2 ]
say $? "a part of a whole book is wrong usage"
