# mutations.sh ATTEST: 300 damaged copies of the example reports (bytes cut between characters, lines
# doubled, words left out, capitals) are read, and every record keeps the laws. The seed is fixed.
attest=$1
n=300
grep -qa '__asan_init\|__tsan_init' "$attest" && n=60
reports=$(dirname "$0")/../../examples/reports
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

awk -v n=$n '
function random(k) { seed = (seed * 1103 + 12345) % 2147483; return seed % k }
function escaped(s) {
    gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); gsub(/\t/, "\\t", s); gsub(/\r/, "\\r", s)
    gsub(/\n/, "\\n", s)
    return s
}
function shortened(s,   b, e) { # a piece is cut out; the bytes of one character stay together
    b = 1 + random(length(s) + 1); e = b + random(12)
    while (b > 1 && substr(s, b, 1) ~ /[\200-\277]/) b--
    while (e <= length(s) && substr(s, e, 1) ~ /[\200-\277]/) e++
    return substr(s, 1, b - 1) substr(s, e)
}
function thinned(s,   w, k, i, out) {
    k = split(s, w, " ")
    for (i = 1; i <= k; i++) if (random(8)) out = out w[i] " "
    return out
}
function damaged(s, how) {
    if (how == 0) return shortened(s)
    if (how == 1) return s "\n" s
    if (how == 2) return thinned(s)
    if (how == 3) return toupper(s)
    return how == 4 ? "" : s
}
FNR == 1 { reports++ }
{ line[reports, FNR] = $0; lines[reports] = FNR }
END {
    seed = 20211107
    for (i = 0; i < n; i++) {
        r = 1 + i % reports; often = 1 + random(6); kind = random(7); text = ""
        for (k = 1; k <= lines[r]; k++)
            text = text (random(often) ? line[r, k] : damaged(line[r, k], kind < 5 ? kind : random(5))) "\n"
        printf "{\"id\":\"m%d\",\"text\":\"%s\"}\n", i, escaped(text)
    }
}' "$reports"/*.txt > "$tmp/all.jsonl"

if "$attest" read --json "$tmp/all.jsonl" > "$tmp/records" 2> "$tmp/err" && [ "$(wc -l < "$tmp/records")" -eq $n ]; then
    echo "ok $n damaged reports are read"
else
    echo "# $(wc -l < "$tmp/records") records; $(head -c 300 "$tmp/err")"
    echo "not ok $n damaged reports are read"
fi
if "$attest" check "$tmp/records" 2> "$tmp/err"; then
    echo "ok their records keep the laws"
else
    echo "# $(head -c 300 "$tmp/err")"
    echo "not ok their records keep the laws"
fi
