# What test scripts share; they source it once $tmp is their own folder. The last error lies in $tmp/err.

say() { # say STATUS NAME
    [ "$1" -eq 0 ] && echo "ok $2" || { [ -s "$tmp/err" ] && sed 's/^/# /' "$tmp/err" | head -n 5; echo "not ok $2"; }
}
wants() { # wants NAME STATUS WORDS COMMAND...: the exit status, and words on standard error
    name=$1 want=$2 words=$3
    shift 3
    "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null
    got=$?
    [ $got -eq "$want" ] && grep -q "$words" "$tmp/err"
    say $? "$name"
}
