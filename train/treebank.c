#include "base/base.h"

#include "treebank.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/num.h"
#include "base/sys.h"
#include "language/tags.h"
#include "text/conllu.h"

void die(const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

uint32_t whole_number(const char *text) {
    uint32_t v;
    if (!num_parse_u32(str_c(text), &v)) die("%s: no whole number", text);
    return v;
}

static void read_gz(struct buf *into, const char *path) {
    gzFile f = gzopen(path, "rb");
    if (!f) die("%s: cannot be opened", path);
    enum { CHUNK = 1 << 16 };
    for (;;) {
        char *p = buf_reserve(into, CHUNK);
        if (!p) die("%s: no memory", path);
        int n = gzread(f, p, CHUNK);
        if (n < 0) die("%s: damaged gzip data", path);
        if (!n) break;
        into->n += (size_t)n;
    }
    gzclose(f);
    buf_char(into, '\n');
}

static void put_columns(struct treebank *tb, struct str row, uint32_t *t) {
    struct str c[10];
    unsigned n = 0;
    while (n < 10 && str_next(&row, '\t', &c[n])) n++;
    uint32_t id, head;
    if (n != 10 || !num_parse_u32(c[0], &id)) return; /* comments, ranges, empty nodes */
    if (*t >= tb->d.n_tok) die("treebank: more rows than words");
    uint32_t first = tb->d.sent_tok[tb->d.tok_sent[*t]];
    tb->lemma[*t] = c[2];
    tb->upos[*t] = (uint8_t)upos_find(c[3]);
    tb->xpos[*t] = (uint8_t)xpos_find(c[4]);
    tb->deprel[*t] = (uint8_t)deprel_find(c[7]);
    if (!num_parse_u32(c[6], &head)) die("treebank: word %u has no head", *t);
    tb->head[*t] = head ? first + head - 1 : NONE;
    ++*t;
}

void treebank_read(struct treebank *tb, const char *const *path, unsigned n) {
    struct arena *a = malloc(sizeof *a);
    struct buf all;
    att_error err = {0};
    if (!a) die("no memory");
    arena_init(a, sys_default(), (size_t)4 << 30);
    buf_init(&all, sys_default(), (size_t)1 << 30);
    for (unsigned i = 0; i < n; i++) read_gz(&all, path[i]);
    memset(tb, 0, sizeof *tb);
    tb->d.a = a;
    struct str rest = {all.p, (uint32_t)all.n}, row;
    if (conllu_doc(&tb->d, rest, &err)) die("%s", err.text);
    tb->lemma = arena_array(a, struct str, tb->d.n_tok);
    tb->upos = arena_array(a, uint8_t, tb->d.n_tok);
    tb->xpos = arena_array(a, uint8_t, tb->d.n_tok);
    tb->deprel = arena_array(a, uint8_t, tb->d.n_tok);
    tb->head = arena_array(a, uint32_t, tb->d.n_tok);
    uint32_t t = 0;
    while (str_next(&rest, '\n', &row)) put_columns(tb, row, &t);
    if (t != tb->d.n_tok) die("treebank: fewer rows than words");
}
