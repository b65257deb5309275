# bad_input.sh ATTEST: each kind of bad input is named on standard error with place and limit, the exit
# status is that of the contract, and all other inputs are read.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
good="$tmp/good.txt"
echo 'Two soldiers were killed in Kabul on Monday, police said.' > "$good"

# says NAME STATUS PATTERN RECORDS FILE...: reads FILEs with the good one last
says() {
    name=$1 want=$2 pattern=$3 records=$4
    shift 4
    "$attest" read --json "$@" "$good" > "$tmp/out" 2> "$tmp/err"
    status=$?
    if [ $status -eq "$want" ] && grep -q -- "$pattern" "$tmp/err" && [ "$(wc -l < "$tmp/out")" -eq "$records" ]; then
        echo "ok $name"
    else
        echo "# status $status, $(wc -l < "$tmp/out") records; $(head -c 300 "$tmp/err")"
        echo "not ok $name"
    fi
}

: > "$tmp/empty.txt"
says "empty file" 1 "empty.txt: empty" 1 "$tmp/empty.txt"
printf 'abc\0def' > "$tmp/binary.txt"
says "binary" 1 "binary.txt.*byte 3" 1 "$tmp/binary.txt"
says "unreadable path" 1 "missing.txt: cannot open: No such file" 1 "$tmp/missing.txt"
printf '{"text":"One man was hurt in Basra."}\n[1,2]\n{"title":"x"}\n{"text":7}\n{"text":""}\nnonsense\n{"text":"Two were hurt."}\n' > "$tmp/mixed.jsonl"
says "a line that is no object" 1 "mixed.jsonl:2: not a JSON object" 3 "$tmp/mixed.jsonl"
says "a line that lacks text" 1 'mixed.jsonl:3: neither "text" nor "html"' 3 "$tmp/mixed.jsonl"
says "text that is no string" 1 'mixed.jsonl:4: neither' 3 "$tmp/mixed.jsonl"
says "empty text" 1 'mixed.jsonl:5: empty' 3 "$tmp/mixed.jsonl"
says "a line that is not JSON" 1 "mixed.jsonl:6: not JSON" 3 "$tmp/mixed.jsonl"
{
    printf '{"text":"'
    head -c 100000000 /dev/zero | tr '\0' 'a'
    printf '"}\n{"text":"Three people were wounded."}\n'
} > "$tmp/long.jsonl"
says "a line of 100 MB" 1 "long.jsonl:1: line longer than the limit of 67108864 bytes" 2 "$tmp/long.jsonl"
rm "$tmp/long.jsonl"
mkdir "$tmp/folder"
cp "$good" "$tmp/folder/b.txt"
: > "$tmp/folder/a.txt"
says "a folder with an empty file" 1 "folder/a.txt: empty" 2 "$tmp/folder"

# invalid UTF-8 is either refused with its offset or read with a note
printf 'Two soldiers were killed in Kabul.\n\377\376\370\200 again\n' > "$tmp/bad.txt"
"$attest" read --json "$tmp/bad.txt" "$good" > "$tmp/out" 2> "$tmp/err"
status=$?
if { [ $status -eq 1 ] && grep -q 'bad.txt.*byte' "$tmp/err" && [ "$(wc -l < "$tmp/out")" -eq 1 ]; } ||
    { [ $status -eq 0 ] && head -n 1 "$tmp/out" | grep -q '"notes":\[{'; }; then
    echo "ok invalid UTF-8"
else
    echo "# status $status: $(cat "$tmp/err")"
    echo "not ok invalid UTF-8"
fi

# a reader that closes the pipe
for i in $(seq 1 400); do echo '{"text":"Two soldiers were killed in Kabul on Monday, police said."}'; done > "$tmp/many.jsonl"
{ "$attest" read --json "$tmp/many.jsonl" 2> "$tmp/err"; echo $? > "$tmp/status"; } | head -n 1 > /dev/null
if [ "$(cat "$tmp/status")" -eq 1 ] && grep -q 'standard output: closed by its reader' "$tmp/err"; then
    echo "ok closed pipe"
else
    echo "# status $(cat "$tmp/status") $(cat "$tmp/err")"
    echo "not ok closed pipe"
fi
if [ -w /dev/full ]; then
    "$attest" read --json "$good" > /dev/full 2> "$tmp/err"
    [ $? -eq 1 ] && grep -q 'standard output: cannot write: No space left' "$tmp/err" && echo "ok full disk" || { cat "$tmp/err"; echo "not ok full disk"; }
else
    echo "ok full disk # SKIP skipped: no /dev/full"
fi
