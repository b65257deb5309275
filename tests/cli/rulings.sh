# rulings.sh ATTEST: every kind of ruling: a join, a split, one that contradicts another; they outlive links, rebuilds and new
# reports, lead from old ids to new ones, and are never changed.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

say() { # say STATUS NAME
    [ "$1" -eq 0 ] && echo "ok $2" || { cat "$tmp/err" "$tmp/cases" | sed 's/^/# /' | head -n 20; echo "not ok $2"; }
}
report() { # report ID DAY TEXT
    printf '{"id":"%s","source":"Outlet %s","published":"2017-06-%s","text":"%s"}\n' "$1" "$1" "$2" "$3"
}
{
    report mine-1 02 'HERAT, June 2 - A mine exploded under a bus near Herat on Thursday 1 June 2017, killing 11 people, police said.'
    report mine-2 02 'Eleven people were killed when a mine blew up a bus near Herat on Thursday 1 June 2017, police said. The bus was full.'
    report fire-1 03 'Gunmen shot dead four judges outside a court in Kandahar on Friday 2 June 2017, the governor said.'
    report fire-2 03 'Four judges were shot dead by gunmen outside a court in Kandahar on Friday 2 June 2017, officials said.'
    report fire-3 04 'Kandahar mourned four judges whom gunmen shot dead outside a court on Friday 2 June 2017. Shops stayed shut.'
} > "$tmp/reports.jsonl"
b=$tmp/book
: > "$tmp/cases"
list() { "$attest" cases "$b" > "$tmp/cases" 2> "$tmp/err"; }
case_of() { # the id of the case that report $1 is in
    "$attest" export "$b" 2> "$tmp/err" | grep "\"reports\":\[[^]]*\"$1\"" | sed 's/^{"id":"\([^"]*\)".*/\1/' | head -n 1
}
together() { [ -n "$(case_of "$1")" ] && [ "$(case_of "$1")" = "$(case_of "$2")" ]; }
decide() { "$attest" decide "$b" "$@" 2> "$tmp/err"; }
holds() { # holds NAME COMMAND...: now, after a link, after a rebuild; the last two with the bytes of the first
    name=$1
    shift
    "$@" && "$attest" export "$b" > "$tmp/one" && "$attest" link "$b" 2> "$tmp/err" && "$attest" export "$b" | cmp - "$tmp/one" 2>> "$tmp/err" &&
        "$attest" rebuild "$b" 2> "$tmp/err" && "$attest" export "$b" | cmp - "$tmp/one" 2>> "$tmp/err" && "$@"
    st=$?
    list
    say $st "$name"
}
apart() { ! together "$@"; }

"$attest" add --input jsonl "$b" "$tmp/reports.jsonl" 2> "$tmp/err" && "$attest" link "$b" 2> "$tmp/err" && together mine-1 mine-2 &&
    together fire-1 fire-3 && apart mine-1 fire-1
st=$?
list
say $st "two cases of two happenings"
mine=$(case_of mine-1)
fire=$(case_of fire-1)
cp "$b" "$tmp/undecided"

# ---- split
decide split "$fire" fire-3 --reason "another court"
holds "a split parts a report from its case" apart fire-1 fire-3
third=$(case_of fire-3)
together fire-1 fire-2 && [ "$third" != "$fire" ] && [ "$(case_of fire-1)" = "$fire" ]
say $? "the rest stays together and keeps its id"
"$attest" show "$b" "$fire" | grep -q fire-1 && "$attest" show "$b" "$third" | grep -q fire-3
say $? "both ids lead to a case"

# ---- join
decide join "$mine" "$fire" --reason "one night"
holds "a join makes one case of two" together mine-1 fire-1
[ "$("$attest" show --json "$b" "$mine")" = "$("$attest" show --json "$b" "$fire")" ]
say $? "the id that went leads to the case"
apart fire-1 fire-3
say $? "the split before it still holds"
decide join "$fire" "$third" --reason "the same court after all"
holds "a later join wins over a split, by an id that went" together mine-1 fire-3
decide split "$mine" fire-3 --reason "no, two"
holds "a later split wins over a join" apart mine-1 fire-3
decide split "$mine" mine-2 --reason "the second bus"
holds "a report that the words would join stays away" apart mine-1 mine-2

# ---- rulings and new reports
report fire-4 05 'Police in Kandahar arrested a man over the shooting of four judges outside a court on Friday 2 June 2017.' > "$tmp/more.jsonl"
"$attest" add --input jsonl "$b" "$tmp/more.jsonl" 2> "$tmp/err" && "$attest" link "$b" 2> "$tmp/err"
holds "they hold when reports come in" apart mine-1 mine-2
apart mine-1 fire-3 && together mine-1 fire-1
say $? "all of them"
"$attest" verify "$b" > "$tmp/cases" 2> "$tmp/err"
say $? "the book verifies"

# ---- refused
before=$("$attest" export "$b" | cksum)
refused() { # refused NAME WORDS DECIDE...
    name=$1 words=$2
    shift 2
    decide "$@"
    [ $? -eq 2 ] && grep -q -- "$words" "$tmp/err"
    say $? "$name"
}
refused "a join of a case with itself" "nothing to rule on" join "$mine" "$mine" --reason x
refused "a join with a case that is not there" "no case" join "$mine" k0000000000000000 --reason x
refused "a split of a report that is elsewhere" "nothing to rule on" split "$mine" nosuch --reason x
refused "no reason" "reason" join "$mine" "$third"
refused "an empty reason" "reason" join "$mine" "$third" --reason ""
refused "another verb" "needs" part "$mine" "$third" --reason x
[ "$("$attest" export "$b" | cksum)" = "$before" ]
say $? "what was refused changed nothing"
if command -v sqlite3 > /dev/null; then
    for sql in "UPDATE decision SET reason = 'x'" "DELETE FROM decision" "UPDATE decided SET a_incident = 'x'" "DELETE FROM decided"; do
        sqlite3 "$b" "$sql" 2>&1 | grep -q permanent
        say $? "permanent: $sql"
    done
    [ "$(sqlite3 "$b" "SELECT count(*) || group_concat(verb || ':' || reason, ';') FROM (SELECT * FROM decision ORDER BY number)")" = \
        "5split:another court;join:one night;join:the same court after all;split:no, two;split:the second bus" ]
    say $? "five rulings with their reasons, in order, none of what was refused"
    [ "$(sqlite3 "$tmp/undecided" 'SELECT count(*) FROM decision')" -eq 0 ]
    say $? "a book without rulings has none"
fi
