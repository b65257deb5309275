#include "base/base.h"

#include "claims/quote.h"

/* "20:30": the time of an entry of a live report. */
static bool is_clock(const struct doc *d, uint32_t t) {
    struct str w = doc_tok(d, t);
    return d->tok_flags[t] & TOK_DIGIT && str_find(w, ':', 0) != NONE;
}

void phrase_of(const struct quoter *k, uint32_t t, uint32_t *b, uint32_t *e) {
    const struct doc *d = k->d;
    *b = k->sub.lo[t], *e = k->sub.hi[t];
    uint32_t s = clause_sent_b(d, t), end = clause_sent_e(d, t);
    *b = ATT_MAX(*b, s), *e = ATT_MIN(*e, end);
    for (uint32_t c = d->child_b[t]; c < d->child_b[t + 1]; c++) {
        uint32_t x = d->child[c];
        enum deprel r = d->deprel[x];
        if (x < t && (r == DEP_CASE || r == DEP_CC || r == DEP_MARK) && k->sub.hi[x] > *b)
            *b = k->sub.hi[x];
        bool aside = r == DEP_PARATAXIS || r == DEP_ADVCL || r == DEP_PUNCT;
        if (aside && x > t && x + 1 == *e) *e = k->sub.lo[x];
    }
    while (*b < t && (d->upos[*b] == UPOS_PUNCT || is_clock(d, *b))) (*b)++;
    while (*e > t + 1 && d->upos[*e - 1] == UPOS_PUNCT) (*e)--;
}

/* The head noun of "a statement of the spokesman", "a spokesman for the ministry": the phrase stays
 * whole, the entity is that of the narrowest named mention when the head names none. */
static uint32_t entity_in(const struct quoter *k, const struct said *s) {
    const struct mentions *v = &k->m->mentions;
    uint32_t m = mention_widest_of_head(v, s->src);
    if (m != NONE && k->m->entities.v[v->v[m].entity].named) return v->v[m].entity;
    uint32_t best = m == NONE ? NONE : v->v[m].entity;
    if (!(lex_cue(k->lex, clause_lemma(k->d, s->src)) & CUE_DOC)) return best;
    for (uint32_t lo = mention_first_at(v, s->src_b); lo < v->n && v->v[lo].tok_b < s->src_e;
         lo++) {
        const struct mention *x = &v->v[lo];
        if (x->kind != MENTION_NAME || x->tok_e > s->src_e) continue;
        if (x->type == ENTITY_PERSON) return x->entity;
        if (best == NONE || x->type != ENTITY_PLACE) best = x->entity;
    }
    return best;
}

/* "This report", "an earlier version of this story": the outlet speaks of its own words. */
static bool is_report_itself(const struct quoter *k, const struct said *s) {
    const struct doc *d = k->d;
    for (uint32_t t = s->src_b; t + 1 < s->src_e; t++)
        if (clause_is(d, t, "this") && lex_word(k->lex, clause_lemma(d, t + 1)) & WORD_SELF)
            return true;
    return false;
}

void holder_set(const struct quoter *k, const struct said *s, struct holder *out) {
    *out = (struct holder){.entity = NONE};
    if (s->src == NONE) return;
    out->span = doc_toks_span(k->d, s->src_b, s->src_e);
    out->outlet = is_report_itself(k, s);
    if (out->outlet) return;
    out->entity = entity_in(k, s);
    if (out->entity == NONE) return;
    out->named = k->m->entities.v[out->entity].named;
}

static bool is_third_person(const struct doc *d, uint32_t t) {
    return clause_is(d, t, "he") || clause_is(d, t, "she");
}

/* Everything but pronouns that means the entity before the holder's words stands in what is said.
 */
static bool named_in_speech(const struct quoter *k, const struct said *s, uint32_t entity) {
    const struct entity *e = &k->m->entities.v[entity];
    bool any = false;
    for (uint32_t i = 0; i < e->n_mention; i++) {
        const struct mention *m = &k->m->mentions.v[e->mention[i]];
        if (m->tok_b >= s->src) break;
        if (m->kind == MENTION_PRONOUN) continue;
        bool inside = false;
        for (uint32_t j = 0; j < s->n_part; j++)
            inside |= tspan_inside(doc_tok_span(k->d, m->head), s->part[j]);
        if (!inside) return false;
        any = true;
    }
    return any;
}

/* "Rubay said that the attack on the premier was faked. “...,” he said.": the speaker of the
 * sentence before goes on, though somebody else was named in it. */
static void goes_on(const struct quoter *k, const struct said *s, struct holder *out) {
    const struct doc *d = k->d;
    uint32_t sent = d->tok_sent[s->src],
             own = clause_is(d, s->src, "she") ? GENDER_FEMALE : GENDER_MALE;
    for (const struct said *p = s; p-- > k->said.v;) {
        if (p->src == NONE || p->cue == NONE || p->src > s->src) continue;
        uint32_t at = d->tok_sent[p->src], e = entity_in(k, p);
        if (at + 1 < sent || d->sent_para[at] != d->sent_para[sent]) return;
        if (at == sent || e == NONE || d->head[p->cue] != NONE) continue;
        const struct entity *x = &k->m->entities.v[e];
        if (x->type != ENTITY_PERSON || !x->named) return;
        uint32_t m = mention_widest_of_head(&k->m->mentions, p->src);
        uint32_t gender = m == NONE ? GENDER_UNKNOWN : k->m->mentions.v[m].gender;
        if (gender != GENDER_UNKNOWN && gender != own) return;
        out->entity = e, out->named = true;
        return;
    }
}

void holder_outside(const struct quoter *k, const struct said *s, struct holder *out) {
    const struct doc *d = k->d;
    if (s->src == NONE || out->entity == NONE || !s->quoted || !is_third_person(d, s->src)) return;
    if (!named_in_speech(k, s, out->entity)) {
        goes_on(k, s, out);
        return;
    }
    for (const struct said *p = s; p-- > k->said.v;) {
        if (p->src == NONE || p->src > s->src || is_third_person(d, p->src)) continue;
        uint32_t e = entity_in(k, p);
        if (e == NONE || k->m->entities.v[e].type != ENTITY_PERSON) continue;
        out->entity = e, out->named = k->m->entities.v[e].named;
        return;
    }
}

void holder_another(const struct doc *d, const struct statement *speech, struct statement *s) {
    if (speech->kind != STATEMENT_DIRECT || s->holder.entity != speech->holder.entity) return;
    uint32_t t = doc_tok_at(d, s->holder.span.b);
    if (s->holder.entity == NONE || t >= d->n_tok || !is_third_person(d, t)) return;
    s->holder.entity = NONE, s->holder.named = false;
}
