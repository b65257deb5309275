/*
 * Dyads by users' dictionaries, as the PETRARCH programs code them, on our own parses: each verb of
 * the dictionary with the coded noun phrases of its subject and of what stands behind it.
 */
#include "base/base.h"

#include "codebook/issues.h"
#include "codebook/phrase.h"
#include "codebook/scheme.h"
#include "codebook/verbs.h"

#include "base/embed.h"
#include "base/tsv.h"
#include "language/tags.h"
#include "world/actors.h"
#include "world/namekey.h"

enum { MAX_DYADS = 1024, MAX_GROUP = 12, CHAIN = 6, WINDOW = 120 };

struct petrarch_book {
    struct phrasebook phrases;
    struct verbs verbs;
    struct issues issues;
    bool halves;       /* dyads with one side that nobody names */
    struct map nested; /* "030 07" -> index into nested_code */
    VEC(struct str) nested_code;
};

static void read_nested(struct petrarch_book *b, struct arena *a) {
    struct tsv t;
    map_init(&b->nested, a, 64);
    tsv_init(&t, embed_find("data/codebooks/nested.tsv"));
    while (tsv_next(&t)) {
        struct str above = tsv_cell(&t, 0), below = tsv_cell(&t, 1);
        map_put(&b->nested, arena_printf(a, "%.*s %.*s", STR_ARG(above), STR_ARG(below)),
                b->nested_code.n);
        *vec_push(a, &b->nested_code) = tsv_cell(&t, 2);
    }
}

/* [petrarch verb/nested] the code of a verb with code `above` over one with code `below`, or "". */
static struct str nested_code(const struct petrarch_book *b, struct str above, struct str below) {
    char key[6];
    if (above.n != 3 || below.n < 2) return STR("");
    memcpy(key, above.p, 3);
    key[3] = ' ';
    memcpy(key + 4, below.p, 2);
    uint32_t i = map_get(&b->nested, (struct str){key, sizeof key});
    return i == NONE ? STR("") : b->nested_code.v[i];
}

const struct petrarch_book *petrarch_book_open(const struct world *w, bool halves,
                                               struct arena *a) {
    const struct petrarch *p = w->actors ? actors_petrarch(w->actors) : NULL;
    if (!p || !p->verb.n || !p->actor.n) return NULL;
    struct petrarch_book *b = arena_new(a, struct petrarch_book);
    phrasebook_open(&b->phrases, p, a);
    verbs_open(&b->verbs, p, a);
    read_nested(b, a);
    issues_open(&b->issues, p, a);
    b->halves = halves;
    return b;
}

struct coder {
    const struct petrarch_book *pb;
    const struct doc *d;
    const struct meaning *m;
    struct arena *scratch;
    struct str *key;      /* [n_tok] */
    uint32_t day;         /* of the report, YYYYMMDD, 0 = unknown */
    coded_phrases phrase; /* of the sentence */
    uint32_t *slot;       /* [n_tok] phrase that begins at the token, or NONE */
    bool *skip;           /* [n_tok] in a clause that is not the verb's */
    bool *coded;          /* [n_tok] verbs that gave a dyad */
    uint32_t b, e;        /* tokens of the sentence */
    VEC(struct cameo_dyad) v;
    issue_list issue;
    uint32_t issue_b; /* those of the sentence */
};

/* [petrarch pair/coordinated] phrases [b, e): each has a dyad. */
struct group {
    uint32_t b, e;
};

/* [petrarch pair/once] one pair has one code, that of the first verb. */
static void add_dyad(struct coder *x, struct str from, struct str to, struct str code,
                     uint32_t verb) {
    if (!code.n || str_eq(from, to) || x->v.n >= MAX_DYADS) return;
    for (uint32_t i = 0; i < x->v.n; i++) {
        const struct cameo_dyad *o = &x->v.v[i];
        if (str_eq(o->source, from) && str_eq(o->target, to)) return;
    }
    uint32_t event = NONE;
    for (uint32_t i = 0; i < x->m->events.n && event == NONE; i++)
        if (x->m->events.v[i].head == verb) event = i;
    *vec_push(x->d->a, &x->v) = (struct cameo_dyad){from, to, code, event, x->issue_b, x->issue.n};
    x->coded[verb] = true;
}

static void add_pairs(struct coder *x, struct group s, struct group t, struct str code,
                      uint32_t verb) {
    for (uint32_t i = s.b; i < s.e && i < s.b + MAX_GROUP; i++)
        for (uint32_t k = t.b; k < t.e && k < t.b + MAX_GROUP; k++) {
            const struct coded_phrase *p = &x->phrase.v[i], *q = &x->phrase.v[k];
            if (i != k && (p->actor || q->actor)) add_dyad(x, p->code, q->code, code, verb);
        }
}

/* [petrarch pair/missing] a source whose target nobody names, or a target of a passive whose source
 * nobody names: the other side is "---". Only where asked for. */
static void add_half(struct coder *x, struct group s, bool turned, struct str code, uint32_t verb) {
    for (uint32_t i = s.b; x->pb->halves && i < s.e && i < s.b + MAX_GROUP; i++) {
        struct str named = x->phrase.v[i].code, nobody = STR("---");
        add_dyad(x, turned ? nobody : named, turned ? named : nobody, code, verb);
    }
}

static struct group group_of(const struct coder *x, uint32_t i) {
    struct group g = {i, i + 1};
    while (g.b && i - g.b < MAX_GROUP && x->phrase.v[g.b].joined) g.b--;
    while (g.e < x->phrase.n && g.e - i < MAX_GROUP && x->phrase.v[g.e].joined) g.e++;
    return g;
}

/* The first phrase that begins at token t or later. */
static uint32_t phrase_from(const struct coder *x, uint32_t t) {
    uint32_t lo = 0, hi = x->phrase.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (x->phrase.v[mid].b < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* ---- clauses */

static bool is_below(const struct doc *d, uint32_t t, uint32_t top, uint32_t limit) {
    for (uint32_t n = 0; t != NONE && n < limit; n++, t = d->head[t])
        if (t == top) return true;
    return false;
}

static uint32_t child_of(const struct doc *d, uint32_t t, enum deprel r) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        if (deprel_plain(d->deprel[d->child[i]]) == r) return d->child[i];
    return NONE;
}

/* A verb, or what has an auxiliary whatever its tag says. */
static bool is_verb(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_VERB || (d->upos[t] != UPOS_AUX && child_of(d, t, DEP_AUX) != NONE &&
                                       child_of(d, t, DEP_COP) == NONE);
}

/* Marks what belongs to other clauses than that of the verb: adverbial clauses with their own
 * subject, parataxis, coordinated verbs. One pass, heads are followed a few steps only. */
static void mark_skipped(struct coder *x, uint32_t verb) {
    const struct doc *d = x->d;
    uint32_t end = ATT_MIN(x->e, verb + WINDOW);
    for (uint32_t t = verb; t < end; t++) x->skip[t] = false;
    for (uint32_t t = verb; t < end; t++) {
        enum deprel r = deprel_plain(d->deprel[t]);
        bool apart = r == DEP_PARATAXIS || ((r == DEP_ADVCL || r == DEP_CONJ) && is_verb(d, t) &&
                                            child_of(d, t, DEP_NSUBJ) != NONE);
        if (!apart || t <= verb || is_below(d, verb, t, 24)) continue;
        uint32_t b = t, e = t + 1; /* from its conjunction or subject to its last word */
        uint32_t mark = child_of(d, t, DEP_MARK), subject = child_of(d, t, DEP_NSUBJ);
        if (mark == NONE) mark = subject;
        if (mark != NONE && mark > verb && mark < t) b = mark;
        while (e < end && is_below(d, e, t, 24)) e++;
        for (uint32_t i = b; i < e; i++) x->skip[i] = true;
    }
}

/* [petrarch pair/subject] the subject of the verb: its own, or that of the verb whose clause it
 * goes on. */
static uint32_t subject_of(const struct doc *d, uint32_t t, bool *passive) {
    *passive = false;
    for (uint32_t n = 0; t != NONE && n < CHAIN; n++) {
        for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
            uint32_t c = d->child[i];
            if (deprel_plain(d->deprel[c]) != DEP_NSUBJ) continue;
            if (!n) *passive = d->deprel[c] == DEP_NSUBJ_PASS;
            return c;
        }
        enum deprel r = deprel_plain(d->deprel[t]);
        if (r == DEP_ACL) return d->head[t];
        if (r != DEP_CONJ && r != DEP_XCOMP && r != DEP_ADVCL && r != DEP_CCOMP) break;
        t = d->head[t];
    }
    return NONE;
}

/* The first coded phrase among the words of subject s before the verb; else the last one before
 * the verb. */
static uint32_t phrase_before(const struct coder *x, uint32_t s, uint32_t verb) {
    uint32_t last = NONE, i = phrase_from(x, verb > x->b + WINDOW ? verb - WINDOW : x->b);
    for (; i < x->phrase.n && x->phrase.v[i].e <= verb; i++) {
        const struct coded_phrase *p = &x->phrase.v[i];
        if (s != NONE)
            for (uint32_t t = p->b; t < p->e; t++)
                if (is_below(x->d, t, s, 8)) return i;
        last = i;
    }
    if (s == NONE || x->d->upos[s] == UPOS_PRON || last == NONE) return last;
    for (uint32_t t = x->phrase.v[last].e; t < verb; t++)
        if (is_verb(x->d, t)) return NONE;
    return last;
}

static uint32_t phrase_after(const struct coder *x, uint32_t verb, struct group but) {
    for (uint32_t i = phrase_from(x, verb + 1); i < x->phrase.n; i++) {
        const struct coded_phrase *p = &x->phrase.v[i];
        if (p->b >= verb + WINDOW) return NONE;
        if (x->skip[p->b] || (i >= but.b && i < but.e)) continue;
        bool same = false;
        for (uint32_t k = but.b; k < but.e; k++) same |= str_eq(x->phrase.v[k].code, p->code);
        if (!same) return i;
    }
    return NONE;
}

static bool is_negative(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        struct str w = d->tok_low[d->child[i]];
        if (str_eq_c(w, "not") || str_eq_c(w, "n't") || str_eq_c(w, "never")) return true;
    }
    return false;
}

static bool is_passive(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        if (d->deprel[d->child[i]] == DEP_AUX_PASS) return true;
    return false;
}

/* ---- a verb */

static void pair_within(struct coder *x, struct group s, struct str code, uint32_t verb) {
    if (s.e > s.b + 1) add_pairs(x, s, s, code, verb);
}

/* [petrarch pair/hidden] "Iron was given by Norland to Sudland": a passive whose subject is no
 * actor. */
static void code_hidden(struct coder *x, uint32_t verb, struct verb_code code) {
    struct group s = {0, 0}, none = {0, 0};
    for (uint32_t i = phrase_from(x, verb + 1); i < x->phrase.n && !s.e; i++) {
        const struct coded_phrase *p = &x->phrase.v[i];
        if (p->b >= verb + WINDOW) break;
        for (uint32_t t = ATT_MAX(verb + 1, p->b - 3); t < p->b; t++)
            if (str_eq_c(x->d->tok_low[t], "by") && is_below(x->d, t, verb, 4)) s = group_of(x, i);
    }
    uint32_t to = s.e ? phrase_after(x, verb, s) : phrase_after(x, verb, none);
    if (s.e && to != NONE) add_pairs(x, s, group_of(x, to), code.to, verb);
}

/* [petrarch verb/governed] below a verb that gave a dyad already ("asked Sudland to help"): its own
 * one is no fact yet. */
static bool is_governed(const struct coder *x, uint32_t verb) {
    enum deprel r = deprel_plain(x->d->deprel[verb]);
    uint32_t h = x->d->head[verb];
    if (h == NONE || h >= verb || h < x->b) return r == DEP_ACL;
    if (r == DEP_ACL) return true;
    if ((r != DEP_XCOMP && r != DEP_ADVCL && r != DEP_CCOMP) || !x->coded[h]) return false;
    x->coded[verb] = true;
    return true;
}

/* The code of a pair again, after a verb above it told more. */
static void set_dyad(struct coder *x, struct str from, struct str to, struct str code,
                     uint32_t verb) {
    for (uint32_t i = 0; i < x->v.n; i++) {
        struct cameo_dyad *o = &x->v.v[i];
        if (!str_eq(o->source, from) || !str_eq(o->target, to)) continue;
        o->code = code;
        return;
    }
    add_dyad(x, from, to, code, verb);
}

/* "~ a (a b ATTACK) SAY = a b 015": the verb in the clause of another one, whose source is a. False
 * where the dictionary says nothing of such a pair. */
static bool transform(struct coder *x, uint32_t verb, const struct verb_match *m, uint32_t from,
                      uint32_t to) {
    enum deprel r = deprel_plain(x->d->deprel[verb]);
    uint32_t h = x->d->head[verb];
    struct verb_text text = {x->d->tok_low, x->d->lemma, x->slot, NULL, x->b, verb, h};
    struct verb_match above;
    bool passive;
    if ((r != DEP_CCOMP && r != DEP_XCOMP) || h == NONE || h >= verb || h < x->b) return false;
    if (!verbs_match(&x->pb->verbs, &text, &above)) return false;
    uint32_t a = phrase_before(x, subject_of(x->d, h, &passive), h);
    if (a == NONE || from == NONE) return false;
    struct group s = group_of(x, a), f = group_of(x, from);
    bool same = f.b == s.b;
    struct str code;
    if (!verbs_transform(&x->pb->verbs, above.block, m, same, &code)) return false;
    if (same && to == NONE) return false;
    struct group t = group_of(x, same ? to : from);
    for (uint32_t i = s.b; i < s.e && i < s.b + MAX_GROUP; i++)
        for (uint32_t k = t.b; k < t.e && k < t.b + MAX_GROUP; k++)
            set_dyad(x, x->phrase.v[i].code, x->phrase.v[k].code, code, verb);
    return true;
}

/* [petrarch verb/nested] "wants to help", "asked Sudland to help": one code for both; [petrarch
 * verb/negated] "did not help". */
static void nest(const struct coder *x, uint32_t verb, struct verb_match *m) {
    const struct doc *d = x->d;
    struct str code = STR("");
    for (uint32_t i = d->child_b[verb]; i < d->child_b[verb + 1] && !code.n; i++) {
        uint32_t c = d->child[i];
        struct verb_text text = {d->tok_low, d->lemma, x->slot, NULL, verb + 1, x->e, c};
        struct verb_match below;
        text.e = ATT_MIN(x->e, c + WINDOW);
        if (d->deprel[c] != DEP_XCOMP || c <= verb || c >= text.e) continue;
        if (verbs_match(&x->pb->verbs, &text, &below))
            code = nested_code(x->pb, m->plain.to, below.code.to);
    }
    if (!code.n && is_negative(d, verb)) code = nested_code(x->pb, STR("120"), m->code.to);
    if (code.n) m->code = (struct verb_code){code, STR("")};
}

/* [petrarch pair/passive] swaps the sides; [petrarch pair/back] "[042:043]" codes both ways. */
static void code_verb(struct coder *x, uint32_t verb) {
    const struct doc *d = x->d;
    struct verb_text text = {
        d->tok_low, d->lemma, x->slot, x->skip, x->b, ATT_MIN(x->e, verb + WINDOW), verb};
    struct verb_match m;
    bool passive;
    mark_skipped(x, verb);
    if (!verbs_match(&x->pb->verbs, &text, &m)) return;
    nest(x, verb, &m);
    uint32_t subject = subject_of(d, verb, &passive);
    uint32_t from = phrase_before(x, subject, verb);
    if (from == NONE && is_passive(d, verb)) {
        code_hidden(x, verb, m.code);
        return;
    }
    if (from == NONE) return;
    struct group s = group_of(x, from), none = {NONE, NONE};
    if (transform(x, verb, &m, from, phrase_after(x, verb, s)) || is_governed(x, verb)) return;
    uint32_t to = m.target < VERB_SUBJECT ? m.target : m.source;
    if (to == NONE || (to >= s.b && to < s.e)) to = phrase_after(x, verb, s);
    if (m.many && s.e > s.b + 1) {
        pair_within(x, s, m.code.to, verb);
        return;
    }
    struct group t = to == NONE ? none : group_of(x, to);
    bool turned = m.target == VERB_SUBJECT || passive || is_passive(d, verb);
    if (to == NONE) {
        add_half(x, s, turned, m.code.to, verb);
        add_half(x, s, !turned, m.code.back, verb);
        return;
    }
    add_pairs(x, turned ? t : s, turned ? s : t, m.code.to, verb);
    add_pairs(x, turned ? s : t, turned ? t : s, m.code.back, verb);
}

static void code_sentence(struct coder *x, uint32_t sent) {
    x->b = x->d->sent_tok[sent];
    x->e = x->d->sent_tok[sent + 1];
    if (phrases_discard(&x->pb->phrases, x->key, x->b, x->e)) return;
    phrases_find(&x->pb->phrases, x->d, x->key, x->day, (uint32_t[2]){x->b, x->e}, &x->phrase,
                 x->scratch);
    for (uint32_t i = 0; i < x->phrase.n; i++) x->slot[x->phrase.v[i].b] = i;
    if (x->phrase.n < (x->pb->halves ? 1u : 2u)) return;
    x->issue_b = x->issue.n;
    issues_find(&x->pb->issues, x->d, x->key, (uint32_t[2]){x->b, x->e}, &x->issue, x->d->a);
    for (uint32_t t = x->b; t < x->e; t++)
        if (is_verb(x->d, t)) code_verb(x, t);
}

static uint32_t day_number(struct day d) {
    return d.year > 0 ? (uint32_t)d.year * 10000u + d.month * 100u + d.day : 0;
}

void petrarch_dyads(const struct petrarch_book *pb, const struct doc *d, const struct meaning *m,
                    struct coded *out, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct coder x = {.pb = pb, .d = d, .m = m, .scratch = scratch};
    x.key = namekey_tokens(scratch, d->text, d->tok_b, d->tok_e, d->n_tok);
    x.day = day_number(m->published.day);
    x.slot = arena_array(scratch, uint32_t, d->n_tok);
    x.skip = arena_array(scratch, bool, d->n_tok);
    x.coded = arena_array(scratch, bool, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++) x.slot[t] = NONE;
    if (phrases_discard(&pb->phrases, x.key, 0, d->n_tok) < 2)
        for (uint32_t s = 0; s < d->n_sent; s++) code_sentence(&x, s);
    out->dyad = x.v.v;
    out->n_dyad = x.v.n;
    out->issue = x.issue.v;
    arena_rewind(scratch, mark);
}
