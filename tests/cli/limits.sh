# limits.sh ATTEST: long and odd input is read in linear time and bounded memory, and what is limited
# is told in the notes. Sizes shrink where the program is slowed down by a sanitizer.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
scale=1
grep -qa '__asan_init\|__tsan_init' "$attest" && scale=20

# repeat N FORMAT...: N times the words, in turn
repeat() { awk 'BEGIN { n = ARGV[1]; k = ARGC - 2; for (i = 0; i < n; i++) printf "%s", ARGV[2 + i % k] }' "$@"; }
marks() { awk -v n="$1" 'BEGIN { k = split("“ ” \" „ « » ‘ ’ '"'"'", q, " ")
    for (i = 0; i < n; i++) printf "%s%s", q[(i * 7 + int(i / 5)) % k + 1], i % 3 ? "" : " no " }'; }
numbers() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "%d%s", i * 37, i % 9 ? ", " : " killed, " }'; }
names() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++)
    printf "%c%c%car Hassan%s ", 65 + i % 26, 97 + int(i / 26) % 26, 97 + int(i / 676) % 26, i % 12 ? "" : " said." }'; }
paragraphs() { repeat "$1" 'A bomb killed two people in Oran, police said. "No," Ali Bey said.

'; }
nested() { repeat "$1" '(a ['; repeat "$1" 'b])'; }
made() { # made KIND N
    case $1 in
    sentence) repeat "$2" 'the ' 'army ' 'said ' 'that ' 'six ' 'soldiers ' 'were ' 'killed ' 'in ' 'Basra ' 'and ' ;;
    paragraph) repeat "$2" 'people ' 'who ' 'fled ' 'the ' 'town ' 'said, ' 'it ' 'seems, ' 'that ' 'gunmen ' 'shot ' 'three ' 'men; ' 'others ' ;;
    word) repeat "$2" 'abcdefghij' ;;
    hyphens) repeat "$2" 'a-' 'b.' 'c' ;;
    short) repeat "$2" 'Two men died in Basra. ' 'Gunmen shot him. ' ;;
    marks) marks "$2" ;;
    numbers) numbers "$2" ;;
    names) names "$2" ;;
    killed) repeat "$2" 'killed two people ' ;;
    paragraphs) paragraphs "$2" ;;
    brackets) nested "$2" ;;
    dates) repeat "$2" 'on Monday, March 3, ' 'a day earlier, ' ;;
    lines) repeat "$2" '- x
' ;;
    esac
}

cost() { # cost FILE: milliseconds of processor time that reading it takes; the record is in $tmp/record
    (
        "$attest" read --json --input text "$1" > "$tmp/record" 2> "$tmp/err" || echo failed >> "$tmp/err"
        times
    ) | awk 'NR == 2 { split($1, t, /[ms]/); print int(t[1] * 60000 + t[2] * 1000) }'
}

# linear KIND N: the record of twice the input costs at most three times as much
linear() {
    made "$1" $(($2 / scale)) > "$tmp/one"
    made "$1" $((2 * $2 / scale)) > "$tmp/two"
    one=$(cost "$tmp/one")
    two=$(cost "$tmp/two")
    if [ "$two" -gt $((3 * one + 300)) ] || [ -s "$tmp/err" ]; then
        echo "# $1: $one ms, then $two ms $(head -c 300 "$tmp/err")"
        echo "not ok linear: $1"
    elif ! "$attest" check "$tmp/record" 2> "$tmp/err"; then
        echo "# $(head -c 300 "$tmp/err")"
        echo "not ok linear: $1"
    else
        echo "ok linear: $1"
    fi
}

linear sentence 10000
grep -q '"code":"sentence_limit"' "$tmp/record" && echo "ok a cut sentence is told" || echo "not ok a cut sentence is told"
linear paragraph 30000
linear word 100000
linear hyphens 10000
linear short 5000
linear marks 25000
linear numbers 10000
linear names 8000
linear killed 2500
linear paragraphs 1500
linear brackets 5000
linear dates 3000
linear lines 5000

# memory: address space, of which a sanitizer takes all it can get
bounded() { # bounded NAME KILOBYTES FILE
    if [ $scale -ne 1 ]; then
        echo "ok $1 # SKIP skipped: a sanitizer reserves the address space"
    elif (ulimit -v "$2" && "$attest" read --json --input text "$3" > "$tmp/record" 2> "$tmp/err"); then
        echo "ok $1"
    else
        echo "# $(head -c 300 "$tmp/err")"
        echo "not ok $1"
    fi
}
echo 'Gunmen killed two soldiers in Kabul on Monday, police said. "No," the army said.' > "$tmp/small"
bounded "memory of a small report" $((96 << 10)) "$tmp/small"
made paragraph $((90000 / scale)) > "$tmp/large"
bounded "memory of half a megabyte" $((768 << 10)) "$tmp/large"

# time to the first record, the best of five
best=100000
for i in 1 2 3 4 5; do
    ms=$(cost "$tmp/small")
    [ "$ms" -lt "$best" ] && best=$ms
done
if [ "$best" -le $((300 * scale)) ]; then
    echo "ok start: first record"
else
    echo "# $best ms"
    echo "not ok start: first record"
fi
