# as_of.sh ATTEST: what was known at a time and what is new between two, for show, cases, conflicts and export.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

say() { # say STATUS NAME
    [ "$1" -eq 0 ] && echo "ok $2" || { cat "$tmp/err" "$tmp/out" | sed 's/^/# /' | head -n 20; echo "not ok $2"; }
}
run() { # run COMMAND OPTION...: over the book, into out
    command=$1
    shift
    "$attest" "$command" "$@" > "$tmp/out" 2> "$tmp/err"
}
has() { grep -q -- "$1" "$tmp/out"; }
cat > "$tmp/reports.jsonl" << 'E'
{"id":"first","source":"Harbour Post","published":"2021-11-07T06:00:00Z","text":"A bomb killed three people in a market in Mosul on Sunday, police said."}
{"id":"second","source":"Delta Herald","published":"2021-11-08T09:30:00Z","text":"A bomb in a market in Mosul on Sunday killed five people, doctors said on Monday."}
{"id":"third","source":"River Times","published":"2021-11-08T15:00:00Z","text":"The bomb in a market in Mosul on Sunday killed seven people, the governor said on Monday."}
{"id":"later","source":"Northern Wire","published":"2021-11-20","text":"Gunmen shot two soldiers dead at a checkpoint near Basra on Friday, the army said."}
{"id":"undated","source":"Evening Ledger","text":"A bomb in a market in Mosul on Sunday 7 November 2021 killed nine people, a witness said."}
E
"$attest" add --input jsonl "$tmp/book" "$tmp/reports.jsonl" 2> "$tmp/err" && "$attest" link "$tmp/book" 2> "$tmp/err" &&
    "$attest" export "$tmp/book" > "$tmp/now" && cp "$tmp/book" "$tmp/kept"
say $? "a book of two happenings"
b=$tmp/book
case=$(grep '"first"' "$tmp/now" | sed 's/^{"id":"\(k[0-9a-f]*\)".*/\1/' | head -n 1)

# ---- show
run show --as-of 2021-11-08T12:00 "$b" "$case" && has second && ! has third && ! has undated
say $? "show: on 8 November at noon two reports were out"
run show --json --as-of 2021-11-08 "$b" "$case" && has '"third"' && ! has '"undated"'
say $? "show: a day counts to its end, an undated report is never known to be out"
run show --json --as-of 2021-11-07T05:59 "$b" "$case" && [ ! -s "$tmp/out" ]
say $? "show: nothing before the first"
run show --json --since 2021-11-07T12:00 --as-of 2021-11-08T12:00 "$b" "$case" && has '"reports":\["second"\]' && ! has '"id":"first:c'
say $? "show: what is new between two times"
run show --since 2021-11-08 --as-of 2021-11-09 "$b" "$case" && [ ! -s "$tmp/out" ]
say $? "show: nothing new is nothing shown"

# ---- cases
run cases --as-of 2021-11-08T12:00 "$b" && [ "$(wc -l < "$tmp/out")" -eq 1 ] && has '  2 reports'
say $? "cases: one of them, with two reports"
run cases --since 2021-11-09 --as-of 2021-11-30 "$b" && [ "$(wc -l < "$tmp/out")" -eq 1 ] && has 'new: 1 reports'
say $? "cases: those with something new, and how much"
run cases --json --since 2021-11-09 --as-of 2021-11-30 "$b" && has '"reports":\["later"\]'
say $? "cases: as JSON"

# ---- conflicts
run conflicts --as-of 2021-11-07 "$b" && ! has killed
say $? "conflicts: one figure is no conflict"
run conflicts --as-of 2021-11-08T12:00 "$b" && has '^    3 ' && has '^    5 ' && ! has '^    7 '
say $? "conflicts: three against five"
run conflicts --since 2021-11-08T12:00 --as-of 2021-11-08 "$b" && has '^    7 '
say $? "conflicts: what came to it in the afternoon"
run conflicts --since 2021-11-08 --as-of 2021-11-30 "$b" && ! has killed
say $? "conflicts: nothing new"

# ---- export
run export --as-of 2021-11-08T12:00 "$b" && [ "$(wc -l < "$tmp/out")" -eq 1 ] && has '"reports":\["first","second"\]'
say $? "export: the cases as they stood"
"$attest" show --json --as-of 2021-11-08T12:00 "$b" "$case" | cmp - "$tmp/out" 2> "$tmp/err"
say $? "export: the bytes that show gives"
run export --as-of 2021-11-07T05:00 "$b" && [ ! -s "$tmp/out" ]
say $? "export: nothing before the first"
run export --since 2021-11-09 --as-of 2021-11-30 "$b" && [ "$(wc -l < "$tmp/out")" -eq 1 ] && has '"later"'
say $? "export: only cases with something new"
bad=0
for format in acled ucdp gtd plover polecat cameo icews geojson jsonld ftm csv; do
    run export --format $format --as-of 2021-11-08T12:00 "$b" || bad=1
    ! grep -q 'Basra\|River Times\|Evening Ledger\|"later"\|"third"' "$tmp/out" || { bad=1 && echo "# $format"; }
    "$attest" validate --format $format "$tmp/out" > "$tmp/valid" 2>&1 || { bad=1 && sed 's/^/# /' "$tmp/valid"; }
done
say $bad "export: no format tells of what came later"
run export --format csv --as-of 2021-11-08T12:00 "$b" && cp "$tmp/out" "$tmp/noon" && run export --format csv --as-of 2021-11-08 "$b" &&
    ! cmp -s "$tmp/out" "$tmp/noon"
say $? "export: noon and evening differ"
run export --since 2021-11-08 "$b"
[ $? -eq 2 ] && grep -q 'needs --as-of' "$tmp/err"
say $? "--since needs --as-of"
run export --as-of yesterday "$b"
[ $? -eq 2 ]
say $? "a time that is none is refused"
"$attest" export "$b" | cmp - "$tmp/now" 2> "$tmp/err" && cmp "$tmp/book" "$tmp/kept" 2> "$tmp/err"
say $? "looking back changes no byte of the book"
