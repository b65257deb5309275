#!/bin/sh
# embed.sh OUT.c NAME=PATH...: one C file that includes the bytes of each PATH (through the assembler's
# .incbin) and a table of them, so that lexicons, tables and models are part of the library.
set -eu
out=$1
shift
{
    printf '#include "base/base.h"\n\n#include "base/embed.h"\n\n__asm__(".section .rodata\\n"\n'
    i=0
    for pair; do
        printf '        ".balign 64\\nembed_b%d:\\n.incbin \\"%s\\"\\nembed_e%d:\\n.byte 0\\n"\n' \
            "$i" "${pair#*=}" "$i"
        i=$((i + 1))
    done
    printf '        ".text\\n");\n\n'
    i=0
    for pair; do
        printf 'extern const char embed_b%d[] __attribute__((visibility("hidden")));\n' "$i"
        printf 'extern const char embed_e%d[] __attribute__((visibility("hidden")));\n' "$i"
        i=$((i + 1))
    done
    printf '\nextern const struct embed_file embed_table[];\nextern const size_t embed_table_n;\n'
    printf 'const struct embed_file embed_table[] = {\n'
    i=0
    for pair; do
        printf '    {"%s", embed_b%d, embed_e%d},\n' "${pair%%=*}" "$i" "$i"
        i=$((i + 1))
    done
    printf '};\nconst size_t embed_table_n = %d;\n' "$i"
} > "$out.tmp"
mv "$out.tmp" "$out"
