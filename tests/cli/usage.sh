# usage.sh ATTEST: commands, options, their help, and exit statuses.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
echo 'Two soldiers were killed in Kabul on Monday, police said.' > "$tmp/a.txt"

status() { # status NAME WANT COMMAND...
    name=$1 want=$2
    shift 2
    "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null
    got=$?
    [ $got -eq "$want" ] && echo "ok $name" || { echo "# status $got: $(head -c 300 "$tmp/err")"; echo "not ok $name"; }
}
status "no command" 2 "$attest"
status "unknown command" 2 "$attest" frobnicate
status "--help" 0 "$attest" --help
status "--version" 0 "$attest" --version
for c in read text parse explain check doctor; do
    status "$c --help" 0 "$attest" $c --help
    grep -q "^usage: attest $c" "$tmp/out" && echo "ok $c --help tells the usage" || echo "not ok $c --help tells the usage"
    "$attest" --help | grep -q "^  $c " && echo "ok --help lists $c" || echo "not ok --help lists $c"
done
status "unknown option" 2 "$attest" read --frob "$tmp/a.txt"
status "option without its value" 2 "$attest" read --published
status "value for a flag" 2 "$attest" read --json=1 "$tmp/a.txt"
status "bad date" 2 "$attest" read --published yesterday "$tmp/a.txt"
status "a day that the month does not have" 2 "$attest" read --published 2021-02-29 "$tmp/a.txt"
status "a time of no clock" 2 "$attest" read --published 2021-02-28T25:00Z "$tmp/a.txt"
status "a time with its zone" 0 "$attest" read --published 2024-02-29T08:15:30Z "$tmp/a.txt"
status "a word like an option" 2 "$attest" read --jsn "$tmp/a.txt"
grep -q 'did you mean --json' "$tmp/err" && echo "ok names the option meant" || echo "not ok names the option meant"
status "a word like a command" 2 "$attest" reed "$tmp/a.txt"
grep -q 'did you mean read' "$tmp/err" && echo "ok names the command meant" || echo "not ok names the command meant"
mkdir "$tmp/nothing"
status "a folder without files" 1 "$attest" read "$tmp/nothing"
grep -q 'nothing: no files in this folder' "$tmp/err" && echo "ok names the empty folder" || echo "not ok names the empty folder"
status "doctor" 0 "$attest" doctor
status "doctor without a model" 1 "$attest" doctor --models "$tmp/none"
status "a casebook that is not there" 1 "$attest" link "$tmp/none.book"
grep -q 'none.book: cannot open: No such file' "$tmp/err" && echo "ok names the casebook" || echo "not ok names the casebook"
status "bad threads" 2 "$attest" read --threads 0 "$tmp/a.txt"
status "bad input kind" 2 "$attest" read --input pdf "$tmp/a.txt"
status "json and pretty" 2 "$attest" read --json --pretty "$tmp/a.txt"
status "missing dictionary" 1 "$attest" read --actors "$tmp/none" "$tmp/a.txt"
grep -q "$tmp/none" "$tmp/err" && echo "ok names the dictionary" || echo "not ok names the dictionary"
status "missing gazetteer" 1 "$attest" read --gazetteer "$tmp/none" "$tmp/a.txt"
status "missing models" 1 "$attest" read --models "$tmp/none" "$tmp/a.txt"
status "explain without a claim" 2 "$attest" explain "$tmp/a.txt"

"$attest" read --json --published 2021-11-08 --source 'Daily Example' "$tmp/a.txt" > "$tmp/rec"
grep -q '"published":{"value":"2021-11-08","basis":"given"' "$tmp/rec" && grep -q '"source":{"name":"Daily Example","basis":"given"' "$tmp/rec" &&
    echo "ok --published and --source" || echo "not ok --published and --source"
"$attest" check "$tmp/rec" && echo "ok check" || echo "not ok check"
sed 's/"polarity":"+"/"polarity":"x"/' "$tmp/rec" > "$tmp/bad1"
sed 's/"sentences":\[\[0,/"sentences":[[90000,/' "$tmp/rec" > "$tmp/bad2"
sed 's/"attest":1/"attest":2/' "$tmp/rec" > "$tmp/bad3"
sed 's/soldiers/ soldier/' "$tmp/rec" > "$tmp/bad4"
for i in 1 2 3 4; do
    cmp -s "$tmp/rec" "$tmp/bad$i" && echo "# bad$i is not changed"
    "$attest" check "$tmp/bad$i" 2> "$tmp/err"
    [ $? -eq 1 ] && grep -q "bad$i:1: record" "$tmp/err" && echo "ok check refuses damage $i" || { cat "$tmp/err"; echo "not ok check refuses damage $i"; }
done
"$attest" read --json - < "$tmp/a.txt" > "$tmp/stdin" && grep -q '"attest":1' "$tmp/stdin" && echo "ok standard input" || echo "not ok standard input"
"$attest" text "$tmp/a.txt" | grep -q '"text":"Two soldiers' && echo "ok text" || echo "not ok text"
"$attest" parse "$tmp/a.txt" > "$tmp/conllu" && "$attest" parse --input conllu "$tmp/conllu" > "$tmp/again" &&
    [ "$(grep -c '^[0-9]' "$tmp/conllu")" -eq "$(grep -c '^[0-9]' "$tmp/again")" ] && echo "ok parse keeps the tokens of CoNLL-U" || echo "not ok parse keeps the tokens of CoNLL-U"
if command -v unshare > /dev/null && unshare -n true 2> /dev/null; then
    unshare -n "$attest" read --json "$tmp/a.txt" > "$tmp/net" && cmp -s "$tmp/net" - <<E && echo "ok reads without a network" || echo "not ok reads without a network"
$("$attest" read --json "$tmp/a.txt")
E
else
    echo "ok reads without a network # SKIP skipped: no unshare"
fi
# escape sequences of a report never reach a terminal
printf 'A bomb \033[31mexploded\033[0m in Kabul on Monday, killing two soldiers, police said.\n' > "$tmp/esc.txt"
"$attest" read --pretty "$tmp/esc.txt" | grep -q "$(printf '\033')" && echo "not ok no escape sequences of reports" || echo "ok no escape sequences of reports"
