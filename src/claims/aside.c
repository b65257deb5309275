#include "base/base.h"

#include "claims/quote.h"

/* "A was killed and B was hurt, police said": what closes its sentence tells the whole of it. */
void aside_whole_before(const struct quoter *k, struct said *s) {
    const struct doc *d = k->d;
    if ((s->frame != FRAME_CLAUSE && s->frame != FRAME_ASIDE) || s->n_part != 1 || s->src == NONE)
        return;
    uint32_t b = ATT_MIN(s->cue_b, s->src_b), e = ATT_MAX(s->cue_e, s->src_e);
    uint32_t first = clause_sent_b(d, b), last = clause_sent_e(d, b);
    if (b <= first + 1 || e + 6 < last || !clause_is(d, b - 1, ",")) return;
    if (s->part[0].b >= d->tok_b[b] || d->tok_flags[b - 1] & TOK_QUOTED) return;
    for (uint32_t t = first; t < b; t++)
        if (d->tok_flags[t] & TOK_QUOTED) return;
    while (first < b && (d->upos[first] == UPOS_CCONJ || quote_is_punct(d, first))) first++;
    s->part[0] = doc_toks_span(d, first, b - 1);
    s->sure = s->src_b >= s->cue_e;
}

/* The comma that opens the aside whose verb is t: the one before the noun phrase, an apposition
 * between commas aside. NONE where there is a verb on the way. */
static uint32_t aside_comma(const struct doc *d, uint32_t t) {
    uint32_t first = clause_sent_b(d, t), skip = 0;
    bool noun = false;
    if (t > first && clause_is(d, t - 1, ",")) skip = 2;
    for (uint32_t i = t; i-- > first && t - i < 20;) {
        if (clause_is(d, i, ",")) {
            if (skip)
                skip--;
            else
                return noun ? i : NONE;
            continue;
        }
        if (clause_is_verb(d, i) && d->upos[i] == UPOS_VERB) return NONE;
        if (d->tok_flags[i] & TOK_QUOTED) return NONE;
        noun |= d->upos[i] == UPOS_NOUN || d->upos[i] == UPOS_PROPN || d->upos[i] == UPOS_PRON;
    }
    return NONE;
}

/* What stands behind a semicolon, or behind a comma and a word that opens another clause, once the
 * clause before was told ("ten died, police said, while the army ..."). */
static bool opens_another(const struct doc *d, uint32_t t) {
    if (clause_is(d, t, ";")) return true;
    if (!clause_is(d, t, ",") || t + 1 >= clause_sent_e(d, t)) return false;
    bool joiner = d->upos[t + 1] == UPOS_SCONJ || d->upos[t + 1] == UPOS_CCONJ;
    return joiner && !clause_is(d, t + 1, "that");
}

static bool is_finite(const struct doc *d, uint32_t t) {
    return d->xpos[t] == XPOS_VBD || d->xpos[t] == XPOS_VBZ || d->xpos[t] == XPOS_VBP;
}

/* A word that makes the verb behind it one of a clause inside another ("a claim that he called a
 * lie", "as he said"). */
static bool subordinates(const struct doc *d, uint32_t t) {
    return d->xpos[t] == XPOS_WDT || d->xpos[t] == XPOS_WP || clause_is(d, t, "that") ||
           clause_is(d, t, "as") || clause_is(d, t, "of");
}

/* The noun phrase between the comma c and the verb t as the source. */
static bool aside_source(const struct doc *d, struct said *s, uint32_t c, uint32_t t) {
    uint32_t head = NONE;
    if (subordinates(d, c + 1)) return false;
    for (uint32_t i = c + 1; i < t; i++)
        if (subordinates(d, i) && !clause_is(d, i, "of")) return false;
    for (uint32_t i = c + 1; i < t && head == NONE; i++) {
        bool noun = d->upos[i] == UPOS_NOUN || d->upos[i] == UPOS_PROPN || d->upos[i] == UPOS_PRON;
        if (noun && (d->head[i] == NONE || d->head[i] <= c || d->head[i] >= t)) head = i;
    }
    if (head == NONE || d->upos[c + 1] == UPOS_CCONJ || d->upos[c + 1] == UPOS_SCONJ) return false;
    s->src = head, s->src_b = c + 1, s->src_e = t;
    while (s->src_b < head && quote_is_punct(d, s->src_b)) s->src_b++;
    while (s->src_e > s->src_b &&
           (quote_is_punct(d, s->src_e - 1) || d->upos[s->src_e - 1] == UPOS_AUX ||
            d->upos[s->src_e - 1] == UPOS_ADV))
        s->src_e--;
    return true;
}

/* "A bomb went off, officials said, killing nine": the participle goes on what was told before. */
bool aside_inserted(struct quoter *k, struct said *s, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = clause_sent_e(d, t), b = clause_sent_b(d, t), c;
    if (!is_finite(d, t) || t + 3 >= e || !clause_is(d, t + 1, ",")) return false;
    if (d->xpos[t + 2] != XPOS_VBG || d->tok_flags[t + 2] & TOK_QUOTED) return false;
    uint32_t act = k->m->events.of_tok[t + 2]; /* not "he said, adding ..." */
    if (act == NONE || !event_is_violent(k->m->events.v[act].type)) return false;
    if ((c = aside_comma(d, t)) == NONE || c <= b + 1 || t - c > 8) return false;
    if (!aside_source(d, s, c, t)) return false;
    s->frame = FRAME_ASIDE, s->n_part = 0, s->sure = true;
    quote_add_part(k, s, b, c);
    quote_add_part(k, s, t + 2, e);
    return true;
}

/* The words [b, e) tell something: not a phrase or clause that only opens another. */
static bool tells_something(const struct doc *d, uint32_t b, uint32_t e) {
    bool verb = false, comma = false;
    for (uint32_t i = b; i < e; i++) {
        verb |= d->upos[i] == UPOS_VERB || d->upos[i] == UPOS_AUX;
        comma |= clause_is(d, i, ",");
    }
    if (d->upos[b] == UPOS_SCONJ) return verb && comma;
    return verb || (d->upos[b] != UPOS_ADP && d->upos[b] != UPOS_ADV);
}

/* A time stands at token t. */
static bool is_time(const struct quoter *k, uint32_t t) {
    struct tspan w = doc_tok_span(k->d, t);
    uint32_t at = timex_after(&k->m->times, w.b);
    return at < k->m->times.n && tspan_overlap(k->m->times.v[at].span, w);
}

static bool begins_phrase(const struct doc *d, uint32_t t) {
    uint8_t u = d->upos[t];
    return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_DET || u == UPOS_ADJ;
}

/* Only a time, a place or somebody spoken to stands between t and the end of its clause. */
static bool closes_clause(const struct quoter *k, uint32_t t) {
    enum { TAIL = 5 };
    const struct doc *d = k->d;
    uint32_t e = clause_sent_e(d, t);
    bool object = t + 1 < e && begins_phrase(d, t + 1) && !is_time(k, t + 1);
    if (object && !cue_has_addressee(clause_lemma(d, t))) return false;
    for (uint32_t i = t + 1; i < e; i++) {
        if (opens_another(d, i) || clause_is(d, i, ".")) return true;
        if (i > t + TAIL || d->upos[i] == UPOS_VERB || clause_is(d, i, "that") ||
            clause_is(d, i, ":"))
            return false;
    }
    return true;
}

/* "..., the authorities of both states confirmed on Friday." by word order, where the tree has not
 * seen it so. */
void aside_closing(struct quoter *k, struct said *s, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), c;
    if (!is_finite(d, t) || (s->src != NONE && s->src > t && s->n_part)) return;
    if (!closes_clause(k, t) || (c = aside_comma(d, t)) == NONE) return;
    bool told = s->frame == FRAME_CLAUSE || s->frame == FRAME_ASIDE;
    if (told && s->n_part && s->src != NONE && s->src_b > c && s->part[0].b < d->tok_b[c]) return;
    if (!tells_something(d, b, c) || !aside_source(d, s, c, t)) return;
    s->frame = FRAME_ASIDE, s->n_part = 0;
    quote_add_part(k, s, b, c);
}

/* "..., said the surgeon." by word order. */
void aside_inverted(struct quoter *k, struct said *s, uint32_t t) {
    enum { SPEAKER = 16 };
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), e = clause_sent_e(d, t), last = e, head = NONE;
    if (!is_finite(d, t) || t < b + 3 || !clause_is(d, t - 1, ",")) return;
    if ((s->src != NONE && s->src > t && s->n_part) || cue_has_addressee(clause_lemma(d, t)))
        return;
    while (last > t + 1 && quote_is_punct(d, last - 1)) last--;
    if (last <= t + 1 || last > t + SPEAKER || !tells_something(d, b, t - 1)) return;
    if ((d->tok_flags[t - 1] | d->tok_flags[t - 2]) & TOK_QUOTED) return;
    for (uint32_t i = t + 1; i < last; i++) {
        bool noun = d->upos[i] == UPOS_NOUN || d->upos[i] == UPOS_PROPN || d->upos[i] == UPOS_PRON;
        if (d->upos[i] == UPOS_VERB || d->upos[i] == UPOS_AUX || d->upos[i] == UPOS_SCONJ ||
            d->tok_flags[i] & TOK_QUOTED)
            return;
        if (i == t + 1 && !noun && d->upos[i] != UPOS_DET && d->upos[i] != UPOS_ADJ) return;
        if (noun && head == NONE && (d->head[i] == NONE || d->head[i] <= t || d->head[i] >= last))
            head = i;
    }
    if (head == NONE || is_time(k, head)) return;
    s->src = head, s->src_b = t + 1, s->src_e = last;
    s->frame = FRAME_ASIDE, s->n_part = 0, s->sure = true;
    quote_add_part(k, s, b, t - 1);
}

/* "police said; doctors put ...": what stands behind is not the content. */
bool aside_after_semicolon(const struct doc *d, const struct said *s) {
    if (!s->n_part || s->frame != FRAME_CLAUSE) return false;
    if (opens_another(d, s->cue_e) && !clause_is(d, s->cue_e, ";"))
        return aside_comma(d, s->cue) != NONE && d->tok_b[s->cue_e] < s->part[0].b;
    for (uint32_t t = s->cue_e; t < d->n_tok && d->tok_b[t] < s->part[0].b; t++)
        if (clause_is(d, t, ";")) return true;
    return false;
}

/* ---- speech between marks */

/* The mark that closes a quotation directly before token t, a comma aside; NONE. */
static uint32_t mark_before(const struct doc *d, uint32_t t) {
    uint32_t b = clause_sent_b(d, t);
    if (t > b && clause_is(d, t - 1, ",")) t--;
    return t > b + 1 && quote_is_mark(d, t - 1) && d->tok_flags[t - 2] & TOK_QUOTED ? t - 1 : NONE;
}

/* "“...” she told the station", "“...” said the secretary, Yves Marchal": who stands between the
 * mark and the verb, or behind both, speaks, whatever the tree makes of the words in the marks. */
void aside_at_marks(const struct quoter *k, struct said *s, uint32_t t) {
    enum { SPEAKER = 14 };
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), e = clause_sent_e(d, t), from = t, to = t, head = NONE;
    if (d->tok_flags[t] & TOK_QUOTED || d->xpos[t] == XPOS_VBG || d->xpos[t] == XPOS_VB) return;
    if (mark_before(d, t) != NONE) {
        if (cue_has_addressee(clause_lemma(d, t)) || t + 1 >= e || !begins_phrase(d, t + 1)) return;
        if (is_time(k, t + 1)) return;
        for (from = t + 1, to = from; to < e && to < from + SPEAKER; to++)
            if (d->upos[to] == UPOS_VERB || d->upos[to] == UPOS_AUX || quote_is_mark(d, to) ||
                clause_is(d, to, ".") || clause_is(d, to, ":") || d->upos[to] == UPOS_SCONJ ||
                is_time(k, to))
                break;
        while (to > from && (quote_is_punct(d, to - 1) || d->upos[to - 1] == UPOS_ADP)) to--;
        if (s->src != NONE && s->src > t && !(d->tok_flags[s->src] & TOK_QUOTED)) return;
    } else {
        while (from > b && t - from < SPEAKER && mark_before(d, from) == NONE) {
            from--;
            if (d->upos[from] == UPOS_VERB || d->tok_flags[from] & TOK_QUOTED) return;
        }
        if (from == b || from == t || t - from >= SPEAKER || !begins_phrase(d, from)) return;
        while (to > from && (quote_is_punct(d, to - 1) || d->upos[to - 1] == UPOS_AUX ||
                             d->upos[to - 1] == UPOS_ADV))
            to--;
        if (s->src != NONE && s->src >= from && s->src < t) return;
    }
    for (uint32_t i = from; i < to && head == NONE; i++) {
        bool noun = d->upos[i] == UPOS_NOUN || d->upos[i] == UPOS_PROPN || d->upos[i] == UPOS_PRON;
        if (noun && (d->head[i] == NONE || d->head[i] < from || d->head[i] >= to)) head = i;
    }
    if (head == NONE) return;
    s->src = head, s->src_b = from, s->src_e = to;
    s->frame = FRAME_QUOTE, s->n_part = 0;
}

/* ---- clauses without "that" */

/* "Said 19 villagers and two vigilantes died": a noun phrase behind the verb that has a finite verb
 * of its own, where the tree took it for an object. */
void aside_bare_clause(struct quoter *k, struct said *s, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = clause_sent_e(d, t), end = e;
    bool noun = false, finite = false;
    if (s->frame == FRAME_CLAUSE || s->frame == FRAME_ASIDE || s->src == NONE || s->src > t) return;
    bool told = cue_has_addressee(clause_lemma(d, t));
    uint32_t from = told && t + 1 < e && d->upos[t + 1] == UPOS_PRON ? t + 2 : t + 1;
    if ((!told && !is_finite(d, t)) || (told && from == t + 1) || from + 1 >= e) return;
    if (!(begins_phrase(d, from) || d->upos[from] == UPOS_NUM)) return;
    for (uint32_t i = from; i < e && !finite; i++) {
        if (d->tok_flags[i] & TOK_QUOTED || quote_is_mark(d, i) || clause_is(d, i, ",") ||
            clause_is(d, i, ":") || clause_is(d, i, ";") || subordinates(d, i))
            if (!clause_is(d, i, "of")) return;
        finite = noun && (is_finite(d, i) || d->xpos[i] == XPOS_MD) &&
                 (d->upos[i] == UPOS_VERB || d->upos[i] == UPOS_AUX);
        noun |= d->upos[i] == UPOS_NOUN || d->upos[i] == UPOS_PROPN || d->upos[i] == UPOS_PRON ||
                d->upos[i] == UPOS_NUM;
    }
    if (!finite) return;
    s->frame = FRAME_CLAUSE, s->n_part = 0;
    quote_add_part(k, s, from, end);
}

/* "Reports that ...": what stands behind is the content to the end of its clause, where the tree
 * broke it. */
void aside_that_clause(struct quoter *k, struct said *s, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t e = clause_sent_e(d, t);
    if (!is_finite(d, t) || s->src == NONE || s->src > t || t + 3 >= e) return;
    if (!clause_is(d, t + 1, "that") || d->tok_flags[t + 1] & TOK_QUOTED) return;
    if (begins_phrase(d, t + 2) == (d->upos[t + 2] == UPOS_NUM)) return;
    bool whole = s->frame == FRAME_CLAUSE && s->n_part == 1 && s->part[0].b == d->tok_b[t + 1];
    uint32_t next = whole ? doc_tok_at(d, s->part[0].e) : t + 1;
    if (whole && (next >= e || d->upos[next] == UPOS_PUNCT || d->upos[next] == UPOS_CCONJ ||
                  d->upos[next] == UPOS_SCONJ))
        return;
    for (uint32_t i = next; i < e; i++)
        if (quote_is_mark(d, i)) return;
    s->frame = FRAME_CLAUSE, s->n_part = 0;
    quote_add_part(k, s, t + 1, e);
}

/* "Said that A died and that B was hurt": the second clause is said too. */
void aside_and_that(const struct quoter *k, struct said *s) {
    const struct doc *d = k->d;
    if (s->frame != FRAME_CLAUSE || !s->n_part || s->cue == NONE) return;
    uint32_t last = doc_tok_at(d, s->part[0].e), e = clause_sent_e(d, s->cue), j = last;
    if (last >= e || s->part[0].b < d->tok_b[s->cue]) return;
    if (clause_is(d, j, ",")) j++;
    if (j + 2 >= e || d->upos[j] != UPOS_CCONJ || !clause_is(d, j + 1, "that")) return;
    while (e > j && quote_is_punct(d, e - 1) && !quote_is_mark(d, e - 1)) e--;
    s->part[0].e = d->tok_e[e - 1], s->n_part = 1;
}

/* "Told them: We were protected by a stranger. Remember his name.": speech without marks behind a
 * colon goes on to the end of its paragraph. */
void aside_colon(const struct quoter *k, struct said *s, uint32_t t) {
    enum { TAIL = 8 };
    const struct doc *d = k->d;
    uint32_t e = clause_sent_e(d, t), c = t + 1;
    if (!is_finite(d, t) || s->src == NONE || s->src > t) return;
    while (c < e && c < t + TAIL && !clause_is(d, c, ":")) {
        if (d->upos[c] == UPOS_VERB || quote_is_mark(d, c) || clause_is(d, c, ",")) return;
        c++;
    }
    if (c >= e || !clause_is(d, c, ":") || c + 1 >= d->n_tok || quote_is_mark(d, c + 1)) return;
    uint32_t para = d->sent_para[d->tok_sent[t]];
    if (d->sent_para[d->tok_sent[c + 1]] != para || !(d->tok_flags[c + 1] & TOK_TITLE)) return;
    if (d->upos[c + 1] == UPOS_PROPN) return;
    s->frame = FRAME_CLAUSE, s->n_part = 1;
    s->part[0] = (struct tspan){d->tok_b[c + 1], d->para[para].span.e};
}

/* "One of the guards, John Hale, says ...": everything before the verb where it is one phrase and
 * what names it. */
void aside_all_before(const struct quoter *k, struct said *s, uint32_t t) {
    enum { SPEAKER = 16 };
    const struct doc *d = k->d;
    uint32_t b = clause_sent_b(d, t), commas = 0, head = NONE;
    for (uint32_t i = b; i < t; i++)
        if (clause_is(d, i, ":")) b = i + 1;
    if (s->src != NONE || !is_finite(d, t) || t <= b + 2 || t - b > SPEAKER) return;
    if (!clause_is(d, t - 1, ",") || !(begins_phrase(d, b) || d->upos[b] == UPOS_NUM)) return;
    for (uint32_t i = b; i < t; i++) {
        commas += clause_is(d, i, ",");
        if (d->upos[i] == UPOS_VERB || d->upos[i] == UPOS_AUX || d->tok_flags[i] & TOK_QUOTED)
            return;
        bool noun = d->upos[i] == UPOS_NOUN || d->upos[i] == UPOS_PROPN || d->upos[i] == UPOS_NUM;
        if (noun && head == NONE) head = i;
    }
    if (commas != 2 || head == NONE) return;
    s->src = head, s->src_b = b, s->src_e = t - 1;
}

/* "Mahmoud Rubay, an official of the movement, in turn, expressed the opinion that ...": a name
 * that begins the sentence and has no verb of its own, where the tree gives the verb no subject. */
void aside_name_before(const struct quoter *k, struct said *s, uint32_t t) {
    enum { SPEAKER = 28 };
    const struct doc *d = k->d;
    const struct mentions *v = &k->m->mentions;
    uint32_t b = clause_sent_b(d, t), i = mention_first_at(v, b), name = NONE, comma = NONE, n = 0;
    if (s->src != NONE || !is_finite(d, t) || t - b > SPEAKER || !clause_is(d, t - 1, ",")) return;
    for (; i < v->n && v->v[i].tok_b == b; i++)
        if (v->v[i].kind == MENTION_NAME && v->v[i].type >= ENTITY_PERSON &&
            v->v[i].type <= ENTITY_MEDIA)
            name = i;
    if (name == NONE) return;
    for (uint32_t j = v->v[name].tok_e; j < t; j++) {
        if (is_finite(d, j) || d->xpos[j] == XPOS_MD || d->tok_flags[j] & TOK_QUOTED) return;
        if (clause_is(d, j, ",") && n++ < 2) comma = j;
    }
    s->src = v->v[name].head, s->src_b = b, s->src_e = comma;
}
