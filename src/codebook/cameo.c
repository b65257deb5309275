/*
 * CAMEO 1.1b3: the code of an event, and the dyads that the PETRARCH programs write (one a pair of
 * source and target).
 */
#include "base/base.h"

#include "codebook/scheme.h"

#include "world/actors.h"
#include "world/namekey.h"

enum { MAX_DYADS = 1024 };

static const char *table_code(const struct coding *c, struct str code) {
    uint32_t i = code.n ? map_get(&c->cb->cameo_of, code) : NONE;
    return i == NONE ? NULL : c->cb->cameo.v[i].code;
}

/* [cameo 03/intended] cooperation; [cameo 10/demanded]; [cameo 12/refused]; [cameo 13/threatened]
 * conflict. */
static struct str told_otherwise(const struct event *e) {
    static const struct {
        const char *root, *planned, *ordered, *negative;
    } of[] = {{"04", "036", "106", "125"}, {"05", "032", "102", "120"}, {"06", "031", "101", "121"},
              {"07", "033", "103", "122"}, {"08", "035", "105", "124"}, {"14", "133", "", ""},
              {"16", "1313", "", ""},      {"17", "132", "", ""},       {"18", "138", "", ""},
              {"19", "138", "", ""},       {"20", "1385", "", ""}};
    struct str root = str_cut(e->cameo, 0, 2);
    bool future = e->modality == MODALITY_PLANNED || e->tense == TENSE_FUTURE;
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        if (!str_eq_c(root, of[i].root)) continue;
        if (e->modality == MODALITY_ORDERED && of[i].ordered[0]) return str_c(of[i].ordered);
        if (e->negative && of[i].negative[0]) return str_c(of[i].negative);
        if (future) return str_c(of[i].planned);
    }
    return e->cameo;
}

/* [cameo 1.1b3/table] only codes of that edition. */
void cameo_code(const struct coding *c, struct codes *out) {
    out->cameo = table_code(c, told_otherwise(c->e));
    if (!out->cameo) out->cameo = table_code(c, c->e->cameo);
}

/* ---- dyads */

struct dyads {
    const struct codebook *cb;
    const struct doc *d;
    const struct meaning *m;
    struct str *key;   /* [n_tok] scratch */
    const bool *upper; /* [n_tok] scratch */
    VEC(struct cameo_dyad) v;
};

/* The actor code of a participant by its words, else by its entity's country and sector. */
static struct str actor_code(const struct dyads *x, const struct participant *p) {
    struct actor_description a;
    uint32_t n = p->tok_e - p->tok_b;
    if (x->cb->world->actors && n &&
        actors_describe(x->cb->world->actors, x->key + p->tok_b, x->upper + p->tok_b, n, &a) &&
        a.code[0])
        return arena_str(x->d->a, str_c(a.code));
    if (p->entity >= x->m->entities.n) return (struct str){"", 0};
    const struct entity *e = &x->m->entities.v[p->entity];
    if (!e->country[0]) return (struct str){"", 0};
    return arena_printf(x->d->a, "%s%s", e->country, e->sector);
}

static bool is_source(uint8_t role) {
    return role == ROLE_PERPETRATOR || role == ROLE_ACTOR || role == ROLE_SPEAKER ||
           role == ROLE_ORGANIZER;
}

static void pair(struct dyads *x, uint32_t event, const struct participant *s,
                 const struct participant *t, const char *code) {
    struct str from = actor_code(x, s), to = actor_code(x, t);
    if (!from.n || !to.n || str_eq(from, to) || x->v.n >= MAX_DYADS) return;
    for (uint32_t i = 0; i < x->v.n; i++) {
        const struct cameo_dyad *o = &x->v.v[i];
        if (str_eq(o->source, from) && str_eq(o->target, to) && str_eq_c(o->code, code)) return;
    }
    *vec_push(x->d->a, &x->v) = (struct cameo_dyad){from, to, str_c(code), event, 0, 0};
}

/* [cameo dyads/two-sided] consultations, cooperation and clashes are coded both ways. */
static void pairs_of(struct dyads *x, uint32_t event, const char *code) {
    const struct event *e = &x->m->events.v[event];
    uint32_t n = ATT_MIN(e->n_part, 24);
    bool mutual = !strncmp(code, "04", 2) || !strncmp(code, "05", 2) || e->type == EVENT_CLASH;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++) {
            bool from = is_source(e->part[i].role), to = is_source(e->part[k].role);
            if (i == k || e->part[i].role == ROLE_WEAPON || e->part[k].role == ROLE_WEAPON)
                continue;
            if ((from && !to) || (mutual && (from || to)))
                pair(x, event, &e->part[i], &e->part[k], code);
        }
}

/* [cameo dyads/order] where grammar gives no pair, the last actor before the trigger acts on the
 * first one behind it, within the sentence. */
static void pair_by_order(struct dyads *x, uint32_t event, const char *code) {
    const struct event *e = &x->m->events.v[event];
    const struct mentions *ms = &x->m->mentions;
    uint32_t b = x->d->sent_tok[e->sent], end = x->d->sent_tok[e->sent + 1], lo = 0, hi = ms->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (ms->v[mid].tok_b < b)
            lo = mid + 1;
        else
            hi = mid;
    }
    struct participant from = {0}, to = {0};
    uint32_t most = ATT_MIN(ms->n, lo + 64);
    for (; lo < most && ms->v[lo].tok_b < end; lo++) {
        const struct mention *q = &ms->v[lo];
        struct participant p = {.entity = q->entity, .tok_b = q->tok_b, .tok_e = q->tok_e};
        if (!actor_code(x, &p).n) continue;
        if (q->tok_e <= e->trig_b)
            from = p;
        else if (q->tok_b >= e->trig_e && !to.tok_e)
            to = p;
    }
    if (from.tok_e && to.tok_e) pair(x, event, &from, &to, code);
}

/* [cameo dyads/missing] who acts on nobody whom the report names, or is acted upon by nobody. */
static void half(struct dyads *x, uint32_t event, const char *code) {
    const struct event *e = &x->m->events.v[event];
    struct str nobody = STR("---");
    for (uint32_t i = 0; i < e->n_part && x->v.n < MAX_DYADS; i++) {
        struct str actor = e->part[i].role == ROLE_WEAPON ? STR("") : actor_code(x, &e->part[i]);
        if (!actor.n) continue;
        bool source = is_source(e->part[i].role);
        *vec_push(x->d->a, &x->v) = (struct cameo_dyad){
            source ? actor : nobody, source ? nobody : actor, str_c(code), event, 0, 0};
        return;
    }
}

void cameo_dyads(const struct codebook *cb, const struct doc *d, const struct meaning *m,
                 struct coded *out, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    bool *upper = arena_array(scratch, bool, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++) upper[t] = (d->tok_flags[t] & TOK_UPPER) != 0;
    struct dyads x = {cb, d, m, NULL, upper, {0}};
    x.key = namekey_tokens(scratch, d->text, d->tok_b, d->tok_e, d->n_tok);
    for (uint32_t i = 0; i < m->events.n; i++)
        if (out->of_event[i].cameo) {
            uint32_t had = x.v.n;
            if (m->events.v[i].n_part > 1) pairs_of(&x, i, out->of_event[i].cameo);
            if (x.v.n == had && m->events.v[i].main) pair_by_order(&x, i, out->of_event[i].cameo);
            if (x.v.n == had && cb->halves) half(&x, i, out->of_event[i].cameo);
        }
    out->dyad = x.v.v;
    out->n_dyad = x.v.n;
    arena_rewind(scratch, mark);
}
