#!/bin/sh
# embed.sh OUT.S OUT.c NAME=PATH...: an assembler file that includes the bytes of each PATH, and a C
# table of them, so that lexicons, tables and models are part of the library.
set -eu
asm=$1 table=$2
shift 2
{
    printf '    .section .rodata\n'
    i=0
    for pair; do
        printf '    .balign 64\nembed_b%d:\n    .incbin "%s"\nembed_e%d:\n    .byte 0\n' "$i" "${pair#*=}" "$i"
        printf '    .globl embed_b%d\n    .globl embed_e%d\n    .hidden embed_b%d\n    .hidden embed_e%d\n' "$i" "$i" "$i" "$i"
        i=$((i + 1))
    done
    printf '    .section .note.GNU-stack,"",@progbits\n'
} > "$asm.tmp"
{
    printf '#include "base/base.h"\n\n#include "base/embed.h"\n\n'
    i=0
    for pair; do
        printf 'extern const char embed_b%d[], embed_e%d[];\n' "$i" "$i"
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
} > "$table.tmp"
mv "$asm.tmp" "$asm"
mv "$table.tmp" "$table"
