# pg.sh: sourced by the tests that need a PostgreSQL server of their own. pg_start NAME starts one on a Unix socket in a
# temporary folder, never as root, stopped at the end of the test; it sets tmp, bin, url and sql(). Where no server is
# installed it says so and ends the test.
pg_start() {
    bin=
    for b in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null) $(pg_config --bindir 2>/dev/null); do
        [ -x "$b/initdb" ] && [ -x "$b/pg_ctl" ] && bin=$b
    done
    if [ -z "$bin" ]; then
        echo "ok $1 # SKIP skipped: no PostgreSQL server is installed"
        exit 0
    fi
    as= # how the server is run: it refuses to be root
    if [ "$(id -u)" -eq 0 ]; then
        user=nobody
        id postgres > /dev/null 2>&1 && user=postgres
        if ! command -v setpriv > /dev/null; then
            echo "ok $1 # SKIP skipped: root, and no setpriv"
            exit 0
        fi
        as="setpriv --reuid=$(id -u $user) --regid=$(id -g $user) --clear-groups"
    fi
    tmp=$(mktemp -d /tmp/attest_pg_XXXXXX)
    mkdir "$tmp/server"
    chmod 755 "$tmp"
    [ -n "$as" ] && chown "$user" "$tmp/server"
    trap '$as "$bin/pg_ctl" -D "$tmp/server/data" -m immediate stop > /dev/null 2>&1; rm -rf "$tmp"' EXIT
    : > "$tmp/err"
    ( cd / && $as "$bin/initdb" -D "$tmp/server/data" -U attest -A trust -E UTF8 --no-locale --no-sync ) > "$tmp/log" 2>&1 && pg_run
    if [ $? -ne 0 ]; then
        sed 's/^/# /' "$tmp/log"
        echo "not ok PostgreSQL starts"
        exit 1
    fi
    url="postgresql:///postgres?host=$tmp/server&user=attest"
}
pg_run() {
    ( cd / && $as "$bin/pg_ctl" -D "$tmp/server/data" -w -t 60 -l "$tmp/server/log" \
        -o "-k $tmp/server -c listen_addresses= -c fsync=off -c log_statement=all" start ) >> "$tmp/log" 2>&1
}
pg_halt() { $as "$bin/pg_ctl" -D "$tmp/server/data" -m immediate stop >> "$tmp/log" 2>&1; }
sql() { "$bin/psql" -qAt -d "$url" -c "$1"; }
of() { echo "postgresql:///$1?host=$tmp/server&user=${2:-attest}"; } # of DATABASE [USER]
check() { # check NAME COMMAND...
    name=$1
    shift
    if "$@"; then echo "ok $name"; else sed 's/^/# /' "$tmp/err" | tail -n 5; echo "not ok $name"; fi
}
