#include "base/base.h"

#include "base/embed.h"
#include "base/tsv.h"
#include "ingest/notice.h"

void notice_open(struct notice_words *w, struct arena *a) {
    struct tsv t;
    *w = (struct notice_words){0};
    tsv_init(&t, embed_find("data/page/notices.tsv"));
    while (tsv_next(&t)) {
        if (!tsv_cell(&t, 2).n) continue;
        struct notice_phrase *p = vec_push(a, &w->phrase);
        uint32_t *first = &w->first[(unsigned char)tsv_cell(&t, 2).p[0]];
        *p = (struct notice_phrase){tsv_cell(&t, 0), tsv_cell(&t, 2),
                                    str_eq_c(tsv_cell(&t, 1), "part"), *first};
        *first = w->phrase.n;
    }
}

static bool is_letter(char c) {
    return ascii_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* The first phrase that begins at `at`, or NULL. */
static const struct notice_phrase *phrase_at(const struct notice_words *w, struct str s,
                                             uint32_t at) {
    char c = ascii_lower(s.p[at]);
    for (uint32_t i = w->first[(unsigned char)c]; i; i = w->phrase.v[i - 1].next) {
        const struct notice_phrase *p = &w->phrase.v[i - 1];
        if (at && !p->part) continue;
        if (str_ieq(str_cut(s, at, at + p->phrase.n), p->phrase)) return p;
    }
    return NULL;
}

struct str notice_kind(const struct notice_words *w, struct str paragraph) {
    struct str s = str_trim(paragraph);
    if (s.n > NOTICE_LONGEST) return STR_NULL;
    for (uint32_t at = 0; at < s.n; at++) {
        if (at && is_letter(s.p[at - 1])) continue;
        const struct notice_phrase *p = phrase_at(w, s, at);
        if (p) return p->kind;
    }
    return STR_NULL;
}

void notice_add(struct att_report *r, struct str kind, struct str text, att_span source) {
    if (r->notice.n == NOTICES_MOST) return;
    *vec_push(&r->a, &r->notice) = (struct notice){arena_str(&r->a, kind), text, source};
}

void notice_run(struct att_report *r, const struct notice_words *w) {
    for (uint32_t b = 0, e; b < r->text.n; b = e + 1) {
        e = str_find(r->text, '\n', b);
        if (e == NONE) e = r->text.n;
        struct str line = str_trim(str_cut(r->text, b, e)), kind = notice_kind(w, line);
        if (!kind.n) continue;
        uint32_t at = (uint32_t)(line.p - r->text.p);
        notice_add(r, kind, line, omap_source(r->omap, (struct tspan){at, at + line.n}));
    }
}
