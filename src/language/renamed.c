#include "base/base.h"

#include "language/coref.h"

#include "base/sorted.h"
#include "language/tags.h"
#include "language/spelling.h"

#include <stdlib.h>

/* The last word of a person's name. */
struct surname {
    uint64_t skeleton;
    uint32_t tok, mention;
};

static int by_skeleton(const void *x, const void *y) {
    const struct surname *a = x, *b = y;
    if (a->skeleton != b->skeleton) return a->skeleton < b->skeleton ? -1 : 1;
    return (a->mention > b->mention) - (a->mention < b->mention);
}

static uint64_t skeleton_of(const struct doc *d, uint32_t t) {
    char into[SPELLING_MAX];
    return spelling_skeleton(spelling_plain(d->tok_low[t], into));
}

static bool near(const struct doc *d, uint32_t a, uint32_t b) {
    char ia[SPELLING_MAX], ib[SPELLING_MAX];
    return spelling_near(spelling_plain(d->tok_low[a], ia), spelling_plain(d->tok_low[b], ib));
}

static uint32_t last_word(const struct doc *d, uint32_t b, uint32_t e) {
    while (e > b + 1 && d->tok_flags[e - 1] & TOK_PUNCT) e--;
    return e - 1;
}

/* "al-Kazimi", "Kazimi": one capitalised proper noun, with an article before it at most. */
static uint32_t lone_name(const struct doc *d, const struct mention *m) {
    uint32_t n = m->tok_e - m->tok_b, last = m->tok_e - 1;
    if (m->kind != MENTION_NOMINAL || (n != 1 && n != 3)) return NONE;
    if (d->upos[last] != UPOS_PROPN || !(d->tok_flags[last] & TOK_TITLE)) return NONE;
    if (d->tok_e[last] - d->tok_b[last] < 4) return NONE;
    if (n == 1) return last;
    bool article =
        str_eq(d->tok_low[m->tok_b], STR("al")) || str_eq(d->tok_low[m->tok_b], STR("el"));
    return article && d->tok_flags[m->tok_b + 1] & TOK_PUNCT ? last : NONE;
}

void coref_name_again(const struct doc *d, struct mentions *m, struct arena *scratch) {
    struct surname *v = arena_array(scratch, struct surname, (size_t)m->n + 1);
    uint64_t *key = arena_array(scratch, uint64_t, (size_t)m->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        if (m->v[i].kind != MENTION_NAME || m->v[i].type != ENTITY_PERSON) continue;
        uint32_t t = last_word(d, m->v[i].core_b, m->v[i].core_e);
        v[n++] = (struct surname){skeleton_of(d, t), t, i};
    }
    if (n) qsort(v, n, sizeof *v, by_skeleton);
    for (uint32_t i = 0; i < n; i++) key[i] = v[i].skeleton;
    for (uint32_t i = 0; i < m->n && n; i++) {
        uint32_t t = lone_name(d, &m->v[i]);
        if (t == NONE) continue;
        uint64_t want = skeleton_of(d, t);
        uint32_t at = sorted_at_u64(key, n, want);
        if (at == n || key[at] != want || !near(d, t, v[at].tok)) continue;
        m->v[i].kind = MENTION_NAME, m->v[i].type = ENTITY_PERSON;
        m->v[i].gender = 0, m->v[i].number = m->v[v[at].mention].number;
        m->v[i].core_b = m->v[i].tok_b, m->v[i].core_e = m->v[i].tok_e;
        m->v[i].definite = true;
    }
}
