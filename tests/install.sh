#!/bin/sh
# install.sh: 'make install' into a fresh folder, then the example program built against it alone, as a
# user would, with the shared and with the static library.
set -u
cd "$(dirname "$0")/.."
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
make -s install MODE=release DESTDIR="$root" PREFIX=/usr || { echo "not ok make install"; exit 1; }
for f in usr/bin/attest usr/include/attest/attest.h usr/lib/libattest.a usr/lib/libattest.so \
    usr/lib/pkgconfig/attest.pc usr/share/doc/attest/record.schema.json; do
    [ -e "$root/$f" ] && echo "ok installs $f" || echo "not ok installs $f"
done
flags=$(PKG_CONFIG_PATH="$root/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root" pkg-config --cflags --libs attest)
if gcc -std=c17 -Wall -Wextra -Werror -o "$root/example" examples/read_one.c $flags &&
    LD_LIBRARY_PATH="$root/usr/lib" "$root/example" examples/reports/1-harbour-post.txt > "$root/out" &&
    grep -q '"attest":1' "$root/out"; then
    echo "ok example program, shared"
else
    echo "not ok example program, shared"
fi
static=$(PKG_CONFIG_PATH="$root/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root" pkg-config --cflags --libs --static attest)
if gcc -std=c17 -o "$root/example2" examples/read_one.c $(echo "$static" | sed "s|-lattest|$root/usr/lib/libattest.a|") &&
    "$root/example2" examples/reports/1-harbour-post.txt | cmp -s - "$root/out"; then
    echo "ok example program, static"
else
    echo "not ok example program, static"
fi
# Only att_* leaves the shared library.
extra=$(nm -D --defined-only "$root/usr/lib/libattest.so" | awk '$2 ~ /[TDBR]/ {print $3}' | grep -v '^att_' | head -n 3)
[ -z "$extra" ] && echo "ok exports att_* only" || echo "not ok exports $extra"
