#include "base/base.h"

#include "language/mention.h"

#include "language/mention_work.h"
#include "language/tags.h"

#include <stdlib.h>

const char *entity_type_name(enum entity_type t) {
    static const char *const name[N_ENTITY_TYPE] = {
        "other", "person",   "organization", "group",  "government", "military", "police",
        "media", "facility", "vehicle",      "weapon", "population", "place"};
    return name[t];
}

const char *mention_kind_name(enum mention_kind k) {
    static const char *const name[] = {"name", "nominal", "pronoun"};
    return name[k];
}

uint32_t mention_of_head(const struct mentions *m, uint32_t t) {
    return t < m->n_tok ? m->narrow[t] : NONE;
}

uint32_t mention_widest_of_head(const struct mentions *m, uint32_t t) {
    return t < m->n_tok ? m->wide[t] : NONE;
}

/* ---- which tokens head a phrase */

static bool is_expletive(const struct doc *d, uint32_t t) {
    return d->deprel[t] == DEP_EXPL;
}

static bool is_argument(enum deprel r) {
    switch (deprel_plain_fast(r)) {
    case DEP_NSUBJ:
    case DEP_OBJ:
    case DEP_IOBJ:
    case DEP_OBL:
    case DEP_NMOD:
    case DEP_APPOS:
    case DEP_CONJ: return r != DEP_NMOD_DESC && r != DEP_OBL_TMOD && r != DEP_OBL_NPMOD;
    default: return false;
    }
}

static bool starts_with_article(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        if (d->deprel[d->child[i]] == DEP_DET) return true;
    return false;
}

/* "a mine": no pronoun stands behind an article. */
static bool behind_article(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    return t > 0 && d->tok_sent[t - 1] == d->tok_sent[t] && d->deprel[t - 1] == DEP_DET &&
           d->head[t - 1] == t && !lexicon_pronoun(f->lex, d->tok_low[t - 1]);
}

static bool is_month(const struct finder *f, uint32_t t) {
    return lexicon_class(f->lex, f->d->tok_low[t]) & LEXC_CALENDAR;
}

static bool beside_month(const struct finder *f, uint32_t t) {
    return (t > 0 && is_month(f, t - 1)) || (t + 1 < f->d->n_tok && is_month(f, t + 1));
}

/* A token that heads a noun phrase of its own. */
static bool heads_phrase(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    enum deprel r = (enum deprel)d->deprel[t];
    switch (r) {
    case DEP_COMPOUND:
    case DEP_FLAT:
    case DEP_FIXED:
    case DEP_GOESWITH:
    case DEP_NMOD_DESC:
    case DEP_AMOD:
    case DEP_DET:
    case DEP_ADVMOD:
    case DEP_DISCOURSE: return false;
    default: break;
    }
    if (lexicon_class(f->lex, d->tok_low[t]) == LEXC_CALENDAR || mention_is_time(f, t))
        return false;
    if (mention_is_age(f, t) || mention_in_preposition(f, t)) return false;
    switch ((enum upos)d->upos[t]) {
    case UPOS_NOUN:
    case UPOS_PROPN: return r != DEP_CASE && r != DEP_CC && r != DEP_MARK;
    case UPOS_ADJ: return is_argument(r) && starts_with_article(d, t);
    case UPOS_NUM: return is_argument(r) && !beside_month(f, t);
    case UPOS_DET: return is_argument(r) && !lexicon_pronoun(f->lex, d->tok_low[t]);
    case UPOS_PRON: return is_argument(r) && behind_article(f, t);
    default: return false;
    }
}

static bool is_mention_pronoun(const struct finder *f, uint32_t t) {
    const struct doc *d = f->d;
    const struct lex_pronoun *p = lexicon_pronoun(f->lex, d->tok_low[t]);
    if (!p || p->relative || is_expletive(d, t) || behind_article(f, t)) return false;
    if (p->demonstrative)
        return d->upos[t] == UPOS_PRON && d->deprel[t] != DEP_DET && d->deprel[t] != DEP_MARK;
    return d->upos[t] == UPOS_PRON || d->upos[t] == UPOS_X;
}

static void push(struct finder *f, struct tspan toks, uint32_t head, enum mention_kind kind) {
    struct mention *m = vec_push(f->scratch, &f->v);
    *m = (struct mention){.tok_b = toks.b,
                          .tok_e = toks.e,
                          .head = head,
                          .core_b = toks.b,
                          .core_e = toks.e,
                          .kind = (uint8_t)kind,
                          .entity = NONE};
}

static bool place_at(const struct finder *f, uint32_t t) {
    return f->name_of[t] != NONE && f->names->v[f->name_of[t]].kind == NER_PLACE;
}

/* "the guards and the driver": one more mention, headed by the first member. */
static void push_coordination(struct finder *f, uint32_t t, struct tspan own) {
    const struct doc *d = f->d;
    uint32_t e = own.e;
    bool any = false, all_places = true;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (d->deprel[c] != DEP_CONJ || c < t) continue;
        all_places &= place_at(f, c);
        if (d->upos[c] != UPOS_NOUN && d->upos[c] != UPOS_PROPN && d->upos[c] != UPOS_PRON) return;
        e = ATT_MAX(e, mention_span(f, c).e);
        any = true;
    }
    if (!any || e <= own.e || (all_places && place_at(f, t))) return;
    push(f, (struct tspan){own.b, e}, t, MENTION_NOMINAL);
    f->v.v[f->v.n - 1].number = NUMBER_PLURAL;
}

/* A phrase whose head stands between marks does not reach beyond them: "bandits" in the hills. */
static struct tspan between_marks(const struct doc *d, struct tspan own, uint32_t head) {
    if (!(d->tok_flags[head] & TOK_QUOTED)) return own;
    struct tspan in = {head, head + 1};
    while (in.b > own.b && d->tok_flags[in.b - 1] & TOK_QUOTED) in.b--;
    while (in.e < own.e && d->tok_flags[in.e] & TOK_QUOTED) in.e++;
    return in;
}

static void find_phrases(struct finder *f) {
    const struct doc *d = f->d;
    for (uint32_t t = 0; t < d->n_tok; t++) {
        if (is_mention_pronoun(f, t)) {
            push(f, (struct tspan){t, t + 1}, t, MENTION_PRONOUN);
        } else if (heads_phrase(f, t)) {
            struct tspan own = between_marks(d, mention_span(f, t), t);
            push(f, own, t, MENTION_NOMINAL);
            push_coordination(f, t, own);
        }
    }
}

/* ---- names */

/* The token of [b, e) whose head is outside, the last one where the tree is of no help. */
static uint32_t head_of_span(const struct doc *d, uint32_t b, uint32_t e) {
    uint32_t best = NONE;
    for (uint32_t t = b; t < e; t++) {
        uint32_t h = phrase_head(d, t);
        if (h != NONE && h >= b && h < e) continue;
        if (best == NONE || d->upos[t] == UPOS_PROPN || d->upos[t] == UPOS_NOUN)
            if (best == NONE || d->upos[best] != UPOS_PROPN) best = t;
    }
    return best == NONE ? e - 1 : best;
}

/* Something in the name is a name besides the people's ("Iraqi security" has nothing), or it ends
 * in the noun of a body ("Iraqi security forces"). */
static bool named_apart(const struct finder *f, const struct name_span *s) {
    enum { BODIES = LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_POLICE | LEXC_GROUP };
    const struct doc *d = f->d;
    bool people = false;
    for (uint32_t t = s->tok_b; t < s->tok_e; t++) {
        const struct lex_word *w = lexicon_find(f->lex, d->tok_low[t]);
        bool adjective = w && (w->flags & LEX_ALWAYS_PROPER) && (w->flags & LEX_PROPER_ADJ);
        if (!adjective && (d->tok_flags[t] & (TOK_TITLE | TOK_UPPER))) return true;
        people |= adjective;
    }
    return !people || (phrase_class(d, f->lex, s->tok_b, s->tok_e) & BODIES);
}

/* "Iraqi security" of "Iraqi security forces": a piece with a capital that ends in a common noun
 * before the noun it belongs to. */
static bool is_fragment(const struct finder *f, const struct name_span *s) {
    const struct doc *d = f->d;
    uint32_t last = s->tok_e - 1;
    if (!(d->tok_flags[s->tok_b] & (TOK_TITLE | TOK_UPPER)) || last == s->tok_b) return false;
    if (d->tok_flags[last] & (TOK_TITLE | TOK_UPPER | TOK_CASELESS | TOK_DIGIT | TOK_PUNCT))
        return false;
    if (!named_apart(f, s)) return true;
    return d->upos[last] != UPOS_PROPN && s->tok_e < d->n_tok && phrase_head(d, last) >= s->tok_e &&
           phrase_head(d, last) <= s->tok_e + 1;
}

/* Months, weekdays and numbers only. */
static bool is_date(const struct finder *f, const struct name_span *s) {
    for (uint32_t t = s->tok_b; t < s->tok_e; t++)
        if (!is_month(f, t) && !(f->d->tok_flags[t] & (TOK_DIGIT | TOK_PUNCT))) return false;
    return is_month(f, s->tok_b) || is_month(f, s->tok_e - 1);
}

/* The phrase found for this head becomes the phrase of the name; else the name stands alone. */
static void find_names(struct finder *f) {
    const struct doc *d = f->d;
    uint32_t *phrase = arena_array(f->scratch, uint32_t, (size_t)d->n_tok + 1), n = f->v.n;
    for (uint32_t i = n; i > 0; i--) phrase[f->v.v[i - 1].head] = i;
    for (uint32_t i = 0; i < f->names->n; i++) {
        const struct name_span *s = &f->names->v[i];
        if (is_fragment(f, s) || is_date(f, s)) continue;
        uint32_t head = head_of_span(d, s->tok_b, s->tok_e), up = phrase_head(d, head);
        bool titled = !phrase[head] && up != NONE && up < s->tok_b && d->deprel[head] == DEP_FLAT;
        if (titled && phrase[up]) head = up; /* Colonel <- Peter Hansen */
        struct mention *m = phrase[head] ? &f->v.v[phrase[head] - 1] : NULL;
        if (!m || m->tok_b > s->tok_b || m->tok_e < s->tok_e || m->kind == MENTION_PRONOUN) {
            push(f, (struct tspan){s->tok_b, s->tok_e}, head, MENTION_NAME);
            m = &f->v.v[f->v.n - 1];
        }
        m->kind = MENTION_NAME;
        m->core_b = s->tok_b, m->core_e = s->tok_e;
        m->type = s->kind; /* enum ner_kind until phrase_describe() */
    }
}

static int by_place(const void *x, const void *y) {
    const struct mention *a = x, *b = y;
    if (a->tok_b != b->tok_b) return a->tok_b < b->tok_b ? -1 : 1;
    if (a->tok_e != b->tok_e) return a->tok_e > b->tok_e ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->head > b->head) - (a->head < b->head);
}

/* True where [b, e) and the mention overlap without nesting. */
static bool crosses(const struct mention *m, uint32_t b, uint32_t e) {
    if (m->tok_e <= b || m->tok_b >= e) return false;
    bool in = m->tok_b >= b && m->tok_e <= e, out = m->tok_b <= b && m->tok_e >= e;
    return !in && !out;
}

/* A phrase never cuts a name in two: it is cut back to its head's side of the name. */
static void keep_names_whole(struct finder *f) {
    for (uint32_t i = 0; i < f->v.n; i++) {
        struct mention *m = &f->v.v[i];
        if (m->kind != MENTION_NOMINAL) continue;
        uint32_t first = f->name_of[m->tok_b], last = f->name_of[m->tok_e - 1];
        if (first != NONE && f->names->v[first].tok_b < m->tok_b)
            m->tok_b = f->names->v[first].tok_b;
        if (last != NONE && f->names->v[last].tok_e > m->tok_e) m->tok_e = f->names->v[last].tok_e;
        m->core_b = m->tok_b, m->core_e = m->tok_e;
    }
}

/* What is inside the wider mention, a name, is that name once more. */
static bool is_core(const struct mention *wide, const struct mention *m) {
    return wide->kind == MENTION_NAME && wide->core_b == m->tok_b && wide->core_e == m->tok_e;
}

/* Ends a mention before token t, its marks left out. */
static void end_before(const struct doc *d, struct mention *m, uint32_t t) {
    while (t > m->tok_b + 1 && (d->tok_flags[t - 1] & TOK_PUNCT)) t--;
    m->tok_e = t;
    if (m->head >= t) m->head = t - 1;
    if (m->core_e > t) m->core_e = t;
}

/* Sorts, drops doubles and, of two that cross, the later unless it is the name. */
static void settle(struct finder *f, struct mentions *out) {
    struct mention *v = f->v.v;
    uint32_t n = 0, *open = arena_array(f->scratch, uint32_t, (size_t)f->v.n + 1), depth = 0;
    if (f->v.n) qsort(v, f->v.n, sizeof *v, by_place);
    for (uint32_t i = 0; i < f->v.n; i++) {
        while (depth && v[open[depth - 1]].tok_e <= v[i].tok_b) depth--;
        if (n && v[n - 1].tok_b == v[i].tok_b && v[n - 1].tok_e == v[i].tok_e) continue;
        if (depth && is_core(&v[open[depth - 1]], &v[i])) continue;
        if (depth && crosses(&v[open[depth - 1]], v[i].tok_b, v[i].tok_e)) {
            if (v[i].kind != MENTION_NAME) continue;
            end_before(f->d, &v[open[depth - 1]], v[i].tok_b); /* the wider one */
            depth--;
            i--;
            continue;
        }
        v[n] = v[i];
        open[depth++] = n++;
    }
    uint32_t kept = 0; /* what was cut may be the name inside it now */
    for (uint32_t i = 0; i < n; i++)
        if (i + 1 == n || v[i].tok_b != v[i + 1].tok_b || v[i].tok_e != v[i + 1].tok_e)
            v[kept++] = v[i];
    out->v = arena_array(f->d->a, struct mention, kept);
    if (kept) memcpy(out->v, v, kept * sizeof *v);
    out->n = kept;
}

static void index_heads(const struct doc *d, struct mentions *m) {
    m->n_tok = d->n_tok;
    m->narrow = arena_array(d->a, uint32_t, (size_t)d->n_tok + 1);
    m->wide = arena_array(d->a, uint32_t, (size_t)d->n_tok + 1);
    for (uint32_t t = 0; t <= d->n_tok; t++) m->narrow[t] = m->wide[t] = NONE;
    for (uint32_t i = 0; i < m->n; i++) {
        uint32_t *a = &m->narrow[m->v[i].head], *b = &m->wide[m->v[i].head];
        uint32_t size = m->v[i].tok_e - m->v[i].tok_b;
        if (*a == NONE || size < m->v[*a].tok_e - m->v[*a].tok_b) *a = i;
        if (*b == NONE || size > m->v[*b].tok_e - m->v[*b].tok_b) *b = i;
    }
}

void mention_find(const struct doc *d, const struct world *w, const struct names *names,
                  struct mentions *m, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct finder f = {
        .d = d, .lex = w->lexicon, .cal = w->calendar, .scratch = scratch, .names = names};
    *m = (struct mentions){0};
    f.left = arena_array(scratch, uint32_t, (size_t)d->n_tok + 1);
    f.right = arena_array(scratch, uint32_t, (size_t)d->n_tok + 1);
    f.name_of = arena_array(scratch, uint32_t, (size_t)d->n_tok + 1);
    for (uint32_t t = 0; t < d->n_tok; t++) f.name_of[t] = NONE;
    for (uint32_t i = 0; i < names->n; i++)
        for (uint32_t t = names->v[i].tok_b; t < names->v[i].tok_e; t++) f.name_of[t] = i;
    mention_measure(&f);
    find_phrases(&f);
    find_names(&f);
    keep_names_whole(&f);
    settle(&f, m);
    for (uint32_t i = 0; i < m->n; i++) phrase_describe(d, w, &m->v[i]);
    index_heads(d, m);
    arena_rewind(scratch, mark);
}

uint32_t mention_first_at(const struct mentions *m, uint32_t t) {
    uint32_t lo = 0, hi = m->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (m->v[mid].tok_b < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
