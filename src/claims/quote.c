#include "base/base.h"

#include "claims/quote.h"
#include "claims/speech.h"

#include <stdlib.h>

/* ---- quotation marks and content */

static bool only_stops(const struct doc *d, uint32_t b, uint32_t e) {
    for (uint32_t i = b; i < e; i++)
        if (!strchr(" ,.!?;:-\n\t", d->text.p[i])) return false;
    return true;
}

/* Widens a part to the marks that stand at its ends, and to the whole of a quotation that it begins
 * or ends in when the cue stands outside. */
static void widen_part(struct quoter *k, struct said *s, struct tspan *p) {
    const struct doc *d = k->d;
    uint32_t cue = s->cue == NONE ? NONE : d->tok_b[s->cue];
    uint32_t src = s->src == NONE ? NONE : d->tok_b[s->src];
    for (uint32_t i = 0; i < d->n_quotation; i++) {
        const struct quotation *q = &d->quotation[i];
        if (q->outer.b >= p->e + 4) break;
        if (q->outer.e <= p->b || (q->mark == '\'' && q->inner.e - q->inner.b < 16)) continue;
        if (cue != NONE && cue >= q->inner.b && cue < q->inner.e) continue;
        if (src != NONE && src >= q->inner.b && src < q->inner.e) continue;
        if (!tspan_overlap(*p, q->outer)) continue;
        if (p->b >= q->outer.b) p->b = q->outer.b;
        if (p->e >= q->inner.b && p->e <= q->outer.e) p->e = q->outer.e;
        s->quoted = true;
    }
    if (p->e > p->b && only_stops(d, p->e - 1, p->e) && !s->quoted) p->e--;
}

static void join_parts(struct said *s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_part; i++) {
        if (n && s->part[i].b <= s->part[n - 1].e) {
            s->part[n - 1].e = ATT_MAX(s->part[n - 1].e, s->part[i].e);
            s->part[n - 1].b = ATT_MIN(s->part[n - 1].b, s->part[i].b);
        } else {
            s->part[n++] = s->part[i];
        }
    }
    s->n_part = n;
}

static int part_order(const void *x, const void *y) {
    const struct tspan *a = x, *b = y;
    return a->b != b->b ? (a->b < b->b ? -1 : 1) : (a->e > b->e) - (a->e < b->e);
}

static void own_quotations(struct quoter *k, uint32_t i) {
    const struct said *s = &k->said.v[i];
    for (uint32_t j = 0; j < s->n_part; j++)
        for (uint32_t q = 0; q < k->d->n_quotation; q++) {
            if (k->d->quotation[q].outer.b >= s->part[j].e) break;
            if (k->owner[q] == NONE && tspan_inside(k->d->quotation[q].inner, s->part[j]))
                k->owner[q] = i;
        }
}

/* ---- quotations that no clause has taken */

static uint32_t sent_of(const struct doc *d, uint32_t at) {
    uint32_t t = doc_tok_at(d, at);
    if (t >= d->n_tok) t = d->n_tok ? d->n_tok - 1 : 0;
    return d->n_tok ? d->tok_sent[t] : 0;
}

static uint32_t cue_sent(const struct quoter *k, const struct said *s) {
    return s->cue == NONE ? NONE : k->d->tok_sent[s->cue];
}

/* The statement of a cue in sentence `sent`, outside the quotation; one without content first. */
static uint32_t said_beside(const struct quoter *k, uint32_t sent, struct tspan q, bool empty) {
    uint32_t best = NONE;
    for (uint32_t i = k->said.n; i-- > 0;) {
        const struct said *s = &k->said.v[i];
        if (s->cue == NONE || s->frame == FRAME_NOUN || s->frame == FRAME_ADVERB) continue;
        uint32_t cs = cue_sent(k, s);
        if (cs + 8 < sent) break;
        if (cs != sent) continue;
        uint32_t at = k->d->tok_b[s->cue];
        if (at >= q.b && at < q.e) continue;
        if (empty && s->n_part) continue;
        if (!(lex_cue(k->lex, clause_lemma(k->d, s->cue)) & CUE_SAY) && s->frame != FRAME_COLON &&
            s->frame != FRAME_TURN && s->frame != FRAME_PREP)
            continue;
        best = i;
    }
    return best;
}

static bool append_part(struct quoter *k, uint32_t i, struct tspan p) {
    struct said *s = &k->said.v[i];
    if (s->n_part == COUNT_OF(s->part)) return false;
    s->part[s->n_part++] = p;
    s->quoted = true;
    qsort(s->part, s->n_part, sizeof *s->part, part_order);
    join_parts(s);
    return true;
}

static bool ends_with_colon(const struct doc *d, uint32_t at) {
    while (at && ascii_is_space(d->text.p[at - 1])) at--;
    return at && (d->text.p[at - 1] == ':' || d->text.p[at - 1] == ',');
}

/* "“We know nobody, the clerk said. Nobody came.": the statement whose cue stands inside a
 * quotation that nothing closes, and begins with it; NONE. What stands behind the aside is said
 * too. */
static uint32_t spoken_inside(struct quoter *k, const struct quotation *q) {
    const struct doc *d = k->d;
    bool open = q->outer.e == q->inner.e;
    for (uint32_t i = 0; open && i < k->said.n; i++) {
        struct said *s = &k->said.v[i];
        if (s->cue == NONE || !s->n_part || s->part[0].b > q->inner.b) continue;
        if (s->part[0].e <= q->outer.b || d->tok_b[s->cue] >= q->inner.e) continue;
        if (!(lex_cue(k->lex, clause_lemma(d, s->cue)) & CUE_SAY)) continue;
        uint32_t t = s->src == NONE ? s->cue_e : ATT_MAX(s->cue_e, s->src_e);
        while (t < d->n_tok && quote_is_punct(d, t)) t++;
        if (t < d->n_tok && d->tok_b[t] < q->outer.e)
            append_part(k, i, (struct tspan){d->tok_b[t], q->outer.e});
        return i;
    }
    return NONE;
}

/* The statement a loose quotation belongs to, or NONE. */
static uint32_t home_of(const struct quoter *k, uint32_t qi) {
    const struct doc *d = k->d;
    const struct quotation *q = &d->quotation[qi];
    if (q->continues != NONE && k->owner[q->continues] != NONE) return k->owner[q->continues];
    uint32_t first = sent_of(d, q->inner.b), last = sent_of(d, q->inner.e ? q->inner.e - 1 : 0), i;
    for (int empty = 1; empty >= 0; empty--) {
        if ((i = said_beside(k, last, q->outer, empty)) != NONE) return i;
        if (first != last && (i = said_beside(k, first, q->outer, empty)) != NONE) return i;
        if (q->scare) return NONE;
    }
    if (first && ends_with_colon(d, q->outer.b) &&
        (i = said_beside(k, first - 1, q->outer, false)) != NONE)
        return i;
    if (last + 1 < d->n_sent && d->text.p[q->inner.e - 1] == ',' &&
        (i = said_beside(k, last + 1, q->outer, true)) != NONE)
        return i;
    bool same = first && d->sent_para[first - 1] == d->sent_para[first];
    if (same && (i = said_beside(k, first - 1, q->outer, false)) != NONE && k->said.v[i].quoted)
        return i;
    return NONE;
}

enum { LOOSE_WORDS = 5 };

/* The statement before that speaks in marks, for the holder of a quotation without a cue. */
static uint32_t speech_before(const struct quoter *k, uint32_t at) {
    for (uint32_t i = k->said.n; i-- > 0;) {
        const struct said *s = &k->said.v[i];
        if (s->src == NONE || k->d->tok_b[s->src] > at) continue;
        if (s->quoted ||
            lex_cue(k->lex, clause_lemma(k->d, s->cue == NONE ? s->src : s->cue)) & CUE_SAY)
            return i;
    }
    return NONE;
}

/* Speech that nobody introduces stands at the start of a paragraph; elsewhere marks set off words.
 */
static bool opens_paragraph(const struct doc *d, const struct quotation *q) {
    uint32_t t = doc_tok_at(d, q->outer.b);
    if (t >= d->n_tok) return false;
    return !t || d->sent_para[d->tok_sent[t - 1]] != d->sent_para[d->tok_sent[t]];
}

/* "The Reverend Danladi sat in what was his church and spoke for an hour.": who the sentence before
 * the speech at token t is about, where it is a person; NONE. */
static uint32_t introduced(const struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t sent = d->tok_sent[t];
    if (!sent || doc_sent_zone(d, sent - 1) != ZONE_BODY) return NONE;
    for (uint32_t i = d->sent_tok[sent - 1]; i < d->sent_tok[sent]; i++) {
        uint32_t who = d->head[i] == NONE ? clause_own_subject(d, i) : NONE;
        uint32_t m = who == NONE ? NONE : mention_widest_of_head(&k->m->mentions, who);
        if (m == NONE) continue;
        const struct entity *e = &k->m->entities.v[k->m->mentions.v[m].entity];
        return e->type == ENTITY_PERSON && e->named ? who : NONE;
    }
    return NONE;
}

static void loose_quotation(struct quoter *k, uint32_t qi) {
    const struct doc *d = k->d;
    const struct quotation *q = &d->quotation[qi];
    uint32_t b, e, words = 0;
    doc_span_toks(d, q->inner, &b, &e);
    for (uint32_t t = b; t < e; t++) words += !(d->tok_flags[t] & TOK_PUNCT);
    if (words < LOOSE_WORDS || b >= d->n_tok || !opens_paragraph(d, q)) return;
    struct said s = {.frame = FRAME_CONTEXT, .cue = NONE, .src = NONE, .quoted = true};
    uint32_t before =
        doc_sent_zone(d, d->tok_sent[b]) == ZONE_TITLE ? NONE : speech_before(k, q->outer.b);
    if (before != NONE) {
        const struct said *from = &k->said.v[before];
        s.src = from->src, s.src_b = from->src_b, s.src_e = from->src_e;
    } else if (doc_sent_zone(d, d->tok_sent[b]) == ZONE_BODY) {
        quote_set_source(k, &s, introduced(k, b));
    }
    s.part[s.n_part++] = q->outer;
    k->owner[qi] = k->said.n;
    *vec_push(k->a, &k->said) = s;
}

static void place_quotations(struct quoter *k) {
    const struct doc *d = k->d;
    k->owner = arena_array(k->a, uint32_t, d->n_quotation);
    for (uint32_t i = 0; i < d->n_quotation; i++) k->owner[i] = NONE;
    for (uint32_t i = 0; i < k->said.n; i++) {
        struct said *s = &k->said.v[i];
        for (uint32_t j = 0; j < s->n_part; j++) widen_part(k, s, &s->part[j]);
        qsort(s->part, s->n_part, sizeof *s->part, part_order);
        join_parts(s);
        own_quotations(k, i);
    }
    for (uint32_t i = 0; i < d->n_quotation; i++) {
        if (k->owner[i] != NONE) continue;
        if (i && d->quotation[i].outer.b < d->quotation[i - 1].outer.e) continue;
        uint32_t home = spoken_inside(k, &d->quotation[i]);
        if (home != NONE) {
            k->owner[i] = home;
            continue;
        }
        home = home_of(k, i);
        if (home != NONE && append_part(k, home, d->quotation[i].outer))
            k->owner[i] = home;
        else if (!d->quotation[i].scare)
            loose_quotation(k, i);
    }
}

/* ---- out */

static struct tspan medium_of(const struct quoter *k, const struct said *s) {
    const struct doc *d = k->d;
    if (s->cue == NONE) return (struct tspan){0, 0};
    uint32_t e = clause_sent_e(d, s->cue);
    for (uint32_t t = clause_sent_b(d, s->cue); t + 1 < e; t++) {
        if (!clause_is(d, t, "on") && !clause_is(d, t, "in") && !clause_is(d, t, "via")) continue;
        uint32_t b = t + 1, end = ATT_MIN(b + 3, e);
        if (t > s->cue + 8 || t + 12 < s->cue) continue;
        for (; end > b; end--) {
            struct str phrase = str_cut(d->text, d->tok_b[b], d->tok_e[end - 1]);
            char low[64];
            if (phrase.n >= sizeof low) continue;
            for (uint32_t i = 0; i < phrase.n; i++) low[i] = ascii_lower(phrase.p[i]);
            if (!(lex_cue(k->lex, (struct str){low, phrase.n}) & CUE_MEDIUM)) continue;
            if (clause_is(d, b, "a") || clause_is(d, b, "the") || clause_is(d, b, "an")) b++;
            return doc_toks_span(d, b, end);
        }
    }
    return (struct tspan){0, 0};
}

/* A mark opens the content, and the one that closes it was forgotten. */
static bool opens_only(const struct doc *d, const struct said *s) {
    struct str text = doc_cut(d, s->part[0]);
    return s->n_part == 1 && (str_starts(text, STR("“")) || str_starts(text, STR("\"")) ||
                              str_starts(text, STR("«")));
}

static uint8_t kind_of(const struct quoter *k, const struct said *s) {
    if (s->frame == FRAME_TURN) return STATEMENT_DIRECT;
    if (!s->quoted && opens_only(k->d, s)) return STATEMENT_DIRECT;
    if (!s->quoted) return STATEMENT_INDIRECT;
    for (uint32_t j = 0; j < s->n_part; j++) {
        bool whole = false;
        for (uint32_t q = 0; q < k->d->n_quotation && !whole; q++)
            whole = tspan_inside(s->part[j], k->d->quotation[q].outer);
        if (!whole) return STATEMENT_MIXED;
    }
    return STATEMENT_DIRECT;
}

static uint32_t addressee_of(const struct quoter *k, const struct said *s) {
    if (s->cue == NONE || s->frame == FRAME_OBJECT) return NONE;
    uint32_t o = clause_child(k->d, s->cue, DEP_OBJ);
    if (o == NONE) o = clause_child(k->d, s->cue, DEP_IOBJ);
    uint32_t m = o == NONE || o == s->src ? NONE : mention_widest_of_head(&k->m->mentions, o);
    return m == NONE ? NONE : k->m->mentions.v[m].entity;
}

static uint32_t time_of(const struct quoter *k, const struct said *s) {
    if (s->cue == NONE) return NONE;
    uint32_t sent = k->d->tok_sent[s->cue];
    for (uint32_t i = 0; i < k->m->times.n; i++) {
        const struct timex *t = &k->m->times.v[i];
        if (t->sent != sent) continue;
        bool inside = false;
        for (uint32_t j = 0; j < s->n_part; j++) inside |= tspan_overlap(t->span, s->part[j]);
        if (!inside) return i;
    }
    return NONE;
}

static void fill(const struct quoter *k, const struct said *s, struct statement *o) {
    const struct doc *d = k->d;
    *o = (struct statement){.kind = kind_of(k, s), .inside = NONE};
    o->part = arena_array(d->a, struct tspan, s->n_part);
    memcpy(o->part, s->part, s->n_part * sizeof *o->part);
    o->n_part = s->n_part;
    o->content = (struct tspan){s->part[0].b, s->part[s->n_part - 1].e};
    o->sent = s->cue == NONE ? sent_of(d, s->part[0].b) : d->tok_sent[s->cue];
    if (s->cue != NONE) {
        o->cue = doc_toks_span(d, s->cue_b, s->cue_e);
        o->cue_lemma = clause_lemma(d, s->cue);
    }
    holder_set(k, s, &o->holder);
    holder_outside(k, s, &o->holder);
    o->asserts = s->quoted ||
                 (s->frame != FRAME_XCOMP && s->frame != FRAME_OBJECT && s->frame != FRAME_OBLIQUE);
    o->first = s->frame == FRAME_FIRST;
    o->cites = s->cites;
    o->medium = medium_of(k, s);
    o->addressee = addressee_of(k, s);
    o->time = time_of(k, s);
}

static int by_content(const void *x, const void *y) {
    const struct statement *a = x, *b = y;
    if (a->content.b != b->content.b) return a->content.b < b->content.b ? -1 : 1;
    if (a->content.e != b->content.e) return a->content.e > b->content.e ? -1 : 1;
    if (a->cites != b->cites) return a->cites ? 1 : -1;
    return (a->cue.b > b->cue.b) - (a->cue.b < b->cue.b);
}

/* "Denied a report by the Post that ...": verb and noun have one content, and the verb speaks of
 * the noun's. */
static bool speaks_of(const struct doc *d, const struct statement *verb,
                      const struct statement *noun) {
    if (!tspan_eq(verb->content, noun->content) || tspan_empty(noun->cue)) return false;
    uint32_t t = doc_tok_at(d, noun->cue.b);
    return t < d->n_tok && d->upos[t] == UPOS_NOUN && verb->cue.b < noun->cue.b;
}

/* Innermost statement of each token; the statement a statement stands in. */
static void nest(const struct doc *d, struct statements *out) {
    out->of_tok = arena_array(d->a, uint32_t, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++) out->of_tok[t] = NONE;
    for (uint32_t i = 0; i < out->n; i++) {
        struct statement *s = &out->v[i];
        uint32_t b, e;
        doc_span_toks(d, tspan_empty(s->cue) ? s->content : s->cue, &b, &e);
        uint32_t up = b < d->n_tok ? out->of_tok[b] : NONE;
        if (up != NONE && up != i && tspan_inside(s->content, out->v[up].content)) s->inside = up;
        if (s->inside != NONE) holder_another(d, &out->v[s->inside], s);
        if (i && speaks_of(d, &out->v[i - 1], s)) s->inside = i - 1;
        if (i && s->cites && tspan_eq(s->content, out->v[i - 1].content)) s->inside = i - 1;
        for (uint32_t j = 0; j < s->n_part; j++) {
            doc_span_toks(d, s->part[j], &b, &e);
            for (uint32_t t = b; t < e; t++) out->of_tok[t] = i;
        }
    }
}

void quoter_init(struct quoter *k, const struct claim_lexicon *lex, const struct doc *d,
                 const struct meaning *m, struct arena *scratch) {
    *k = (struct quoter){.lex = lex, .d = d, .m = m, .a = scratch};
    subtrees_run(d, &k->sub, scratch);
    k->stamp = arena_array(scratch, uint32_t, d->n_tok);
}

bool quoter_reads(const struct doc *d, uint32_t sent) {
    enum zone z = doc_sent_zone(d, sent);
    return z == ZONE_BODY || z == ZONE_TITLE || z == ZONE_HEADING;
}

/* What the rules propose, and the model's view of it where there is one. */
static void propose(struct quoter *k) {
    struct speech_view view;
    if (k->lex->speech) speech_view_init(&view, k);
    for (uint32_t s = 0; s < k->d->n_sent; s++) {
        uint32_t first = k->said.n;
        if (!quoter_reads(k->d, s)) continue;
        cue_sentence(k, s);
        if (k->lex->speech) speech_read(&view, k->lex->speech, s, first);
    }
}

void statements_run(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                    const struct meaning *m, struct statements *out, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    struct quoter k;
    quoter_init(&k, lex, d, m, scratch);
    k.w = w;
    propose(&k);
    place_quotations(&k);
    out->v = arena_array(d->a, struct statement, k.said.n);
    out->n = 0;
    for (uint32_t i = 0; i < k.said.n; i++) {
        if (!k.said.v[i].n_part) continue;
        fill(&k, &k.said.v[i], &out->v[out->n]);
        if (!tspan_empty(out->v[out->n].content)) out->n++;
    }
    qsort(out->v, out->n, sizeof *out->v, by_content);
    nest(d, out);
    arena_rewind(scratch, mark);
}
