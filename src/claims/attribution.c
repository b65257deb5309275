#include "base/base.h"

#include "claims/quote.h"

#include "world/lexicon.h"

/* ---- adverbs, nouns */

static void adverb_cue(struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    struct said s = {.frame = FRAME_ADVERB, .cue = t, .cue_b = t, .cue_e = t + 1, .src = NONE};
    uint32_t h = quote_clause_of(d, t);
    if (h == NONE || d->deprel[t] != DEP_ADVMOD) return;
    quote_parts_of(k, &s, h, t);
    if (s.n_part) *vec_push(k->a, &k->said) = s;
}

/* "Said in a statement that ...": where the verb's words stand. */
static bool carries_speech(const struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t p = clause_child(d, t, DEP_CASE), h = d->head[t];
    if (p == NONE || h == NONE || h > t) return false;
    if (!clause_is(d, p, "in") && !clause_is(d, p, "by") && !clause_is(d, p, "via")) return false;
    return clause_is_verb(d, h) && lex_cue(k->lex, clause_lemma(d, h)) & CUE_SAY;
}

static void noun_cue(struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    if (carries_speech(k, t)) return;
    uint32_t poss = clause_child(d, t, DEP_NMOD_POSS), c = clause_child(d, t, DEP_ACL);
    if (c == NONE) c = clause_child(d, t, DEP_CCOMP);
    uint32_t rel = c == NONE ? clause_child(d, t, DEP_ACL_RELCL) : NONE;
    if (rel != NONE && d->child_b[rel] < d->child_b[rel + 1]) {
        uint32_t first = d->child[d->child_b[rel]];
        if (clause_is(d, first, "that") && poss != NONE) c = rel;
    }
    if (c == NONE || c < t) return;
    for (uint32_t i = k->said.n; i-- > 0 && k->said.n - i <= 4;) /* "expressed the opinion that" */
        if (k->said.v[i].cue_b <= t && t < k->said.v[i].cue_e) return;
    uint32_t mark = clause_child(d, c, DEP_MARK);
    bool that = mark != NONE && (clause_is(d, mark, "that") || clause_is(d, mark, "to"));
    if (!that && c != rel) return;
    struct said s = {.frame = FRAME_NOUN, .cue = t, .cue_b = t, .cue_e = t + 1, .src = NONE};
    if (poss != NONE) {
        quote_set_source(k, &s, poss);
        if (s.src_e > s.src_b + 1 && clause_is(d, s.src_e - 1, "'s")) s.src_e--, s.cue_b = s.src_e;
    } else {
        uint32_t by = clause_child_plain(d, t, DEP_NMOD);
        uint32_t p = by == NONE ? NONE : clause_child(d, by, DEP_CASE);
        if (p != NONE &&
            (clause_is(d, p, "by") || clause_is(d, p, "from") || clause_is(d, p, "of")))
            quote_set_source(k, &s, by);
    }
    quote_parts_of(k, &s, c, NONE);
    if (s.n_part) *vec_push(k->a, &k->said) = s;
}

/* ---- colons: turns of a transcript, headlines */

static bool all_caps(const struct doc *d, uint32_t b, uint32_t e) {
    bool any = false;
    for (uint32_t t = b; t < e; t++) {
        if (d->tok_flags[t] & TOK_PUNCT) continue;
        if (!(d->tok_flags[t] & TOK_UPPER)) return false;
        any = true;
    }
    return any;
}

enum { TURN_WORDS = 8 };
enum { SPEAKERS = LEXC_OFFICE | LEXC_RANK | LEXC_GOVERNMENT | LEXC_POLICE | LEXC_MILITARY };

/* The words [b, e) of a title name somebody who can speak: a name, an office, a force. */
static bool names_speaker(const struct quoter *k, uint32_t b, uint32_t e) {
    uint32_t cls = lexicon_noun_class(k->w->lexicon, clause_lemma(k->d, e - 1));
    if (cls & SPEAKERS && !(cls & LEXC_MEDIA)) return true;
    for (uint32_t i = 0; i < k->m->mentions.n && k->m->mentions.v[i].tok_b < e; i++) {
        const struct mention *m = &k->m->mentions.v[i];
        if (m->tok_b >= b && m->tok_e <= e && m->kind == MENTION_NAME && m->type != ENTITY_PLACE)
            return true;
        if (m->tok_b == b && m->tok_e == e && m->type >= ENTITY_PERSON && m->type <= ENTITY_MEDIA)
            return true;
    }
    return false;
}

/* The mention that covers token t and is a name, or NONE. */
static uint32_t name_at(const struct mentions *v, uint32_t t) {
    uint32_t after = mention_first_at(v, t + 1);
    for (uint32_t i = after; i-- > 0 && after - i < 8;)
        if (v->v[i].tok_e > t && v->v[i].kind == MENTION_NAME) return i;
    return NONE;
}

/* "Lotte Brandt, 44, a clerk: I was in the kitchen", "Our reporter, who is there: “Gunfire”": a
 * name before a colon, and speech behind it. */
static void spoken_by(struct quoter *k, uint32_t sent) {
    enum { NAME_WORDS = 14 };
    const struct doc *d = k->d;
    uint32_t b = d->sent_tok[sent], e = d->sent_tok[sent + 1], c = b, head = NONE;
    bool relative = false;
    for (; c < e && c < b + NAME_WORDS && !clause_is(d, c, ":"); c++) {
        relative |= d->xpos[c] == XPOS_WP;
        if (quote_is_mark(d, c) || (!relative && d->upos[c] == UPOS_VERB)) return;
        if (d->upos[c] == UPOS_PROPN && head == NONE) head = c;
    }
    if (c + 1 >= e || c == b || !clause_is(d, c, ":") || head == NONE) return;
    uint32_t m = name_at(&k->m->mentions, head);
    if (m == NONE || k->m->entities.v[k->m->mentions.v[m].entity].type != ENTITY_PERSON) return;
    bool marks = quote_is_mark(d, c + 1), self = lex_cue(k->lex, d->tok_low[c + 1]) & CUE_SELF;
    if (!marks && !self) return;
    struct said s = {.frame = FRAME_COLON, .cue = c, .cue_b = c, .cue_e = c + 1};
    s.src = k->m->mentions.v[m].head, s.src_b = b, s.src_e = c;
    while (s.src_b < s.src && d->upos[s.src_b] == UPOS_NUM) s.src_b++;
    if (!marks)
        s.part[s.n_part++] = (struct tspan){d->tok_b[c + 1], d->para[d->sent_para[sent]].span.e};
    *vec_push(k->a, &k->said) = s;
}

/* "Police: Nine people were arrested": the words [b, c) before a colon are an office or a force,
 * and a clause stands behind it. */
static bool is_speaker_label(const struct quoter *k, uint32_t b, uint32_t c, uint32_t e) {
    enum { LABEL = 5 };
    const struct doc *d = k->d;
    uint32_t cls = lexicon_noun_class(k->w->lexicon, d->tok_low[c - 1]);
    if (c - b > LABEL || c + 2 >= e || !(cls & SPEAKERS) || cls & LEXC_MEDIA) return false;
    if (!(d->tok_flags[c + 1] & (TOK_TITLE | TOK_DIGIT)) && !quote_is_mark(d, c + 1)) return false;
    for (uint32_t t = b; t < c; t++)
        if (d->upos[t] == UPOS_VERB || d->upos[t] == UPOS_AUX || quote_is_punct(d, t)) return false;
    bool clause = false;
    for (uint32_t t = c + 1; t < e && !clause; t++)
        clause = d->upos[t] == UPOS_VERB || d->upos[t] == UPOS_AUX;
    return clause;
}

/* "Statement of the Interior Ministry:", alone in its paragraph: the paragraph below it is theirs.
 */
static void statement_heading(struct quoter *k, uint32_t sent) {
    enum { HEADING = 12 };
    const struct doc *d = k->d;
    uint32_t b = d->sent_tok[sent], e = d->sent_tok[sent + 1], p = d->sent_para[sent], doc = NONE;
    if (e < b + 3 || e - b > HEADING || !clause_is(d, e - 1, ":")) return;
    if (d->para[p].sent_b != sent || d->para[p].sent_e != sent + 1 || sent + 1 >= d->n_sent) return;
    for (uint32_t t = b; t + 1 < e; t++) {
        if (d->upos[t] == UPOS_VERB || d->upos[t] == UPOS_AUX || quote_is_punct(d, t)) return;
        uint32_t both = CUE_DOC | CUE_NOUN;
        if (doc == NONE && (lex_cue(k->lex, clause_lemma(d, t)) & both) == both) doc = t;
    }
    if (doc == NONE || doc_sent_zone(d, sent + 1) != ZONE_BODY) return;
    uint32_t who = clause_child(d, doc, DEP_NMOD_POSS);
    if (who == NONE) who = clause_child_plain(d, doc, DEP_NMOD);
    struct said s = {.frame = FRAME_COLON, .cue = e - 1, .cue_b = e - 1, .cue_e = e, .src = NONE};
    if (who == NONE || who < b || who >= e) return;
    quote_set_source(k, &s, who);
    if (!names_speaker(k, s.src_b, s.src + 1)) return;
    s.part[s.n_part++] = d->para[d->sent_para[sent + 1]].span;
    *vec_push(k->a, &k->said) = s;
}

/* "KELLY: Did you ..." at the start of a paragraph; "Minister: ..." in a title. */
static void colon_cue(struct quoter *k, uint32_t sent) {
    const struct doc *d = k->d;
    uint32_t b = d->sent_tok[sent], e = d->sent_tok[sent + 1], p = d->sent_para[sent];
    uint32_t c = b;
    while (c < e && c < b + TURN_WORDS && !clause_is(d, c, ":")) c++;
    if (c >= e || c == b || !clause_is(d, c, ":")) return;
    if (c == b + 1 && lex_cue(k->lex, d->tok_low[b]) & CUE_LABEL) return;
    bool turn = all_caps(d, b, c) && !(d->tok_flags[b] & TOK_CASELESS);
    bool opens = !sent || d->sent_para[sent - 1] != p;
    bool title = doc_sent_zone(d, sent) == ZONE_TITLE && opens;
    if (!turn && !title && !(opens && is_speaker_label(k, b, c, e))) {
        spoken_by(k, sent);
        return;
    }
    struct said s = {
        .frame = turn ? FRAME_TURN : FRAME_COLON, .cue = c, .cue_b = c, .cue_e = c + 1};
    s.src = c - 1, s.src_b = b, s.src_e = c;
    uint32_t last = turn || !title ? d->para[p].span.e : d->sent[sent].e;
    if (!turn && !names_speaker(k, b, c)) return;
    if (c + 1 >= d->n_tok || d->tok_b[c + 1] >= last) return;
    s.part[s.n_part++] = (struct tspan){d->tok_b[c + 1], last};
    *vec_push(k->a, &k->said) = s;
}

/* "Train blast was an accident - minister": who says it stands behind the dash of a title. */
static void title_dash(struct quoter *k, uint32_t sent) {
    enum { HOLDER_WORDS = 4, TOLD_WORDS = 4 };
    const struct doc *d = k->d;
    uint32_t b = d->sent_tok[sent], e = d->sent_tok[sent + 1], c = e;
    if (doc_sent_zone(d, sent) != ZONE_TITLE || e - b < TOLD_WORDS + 2) return;
    while (c > b && e - c <= HOLDER_WORDS && !clause_is(d, c - 1, "-") &&
           !clause_is(d, c - 1, "–") && !clause_is(d, c - 1, "—"))
        c--;
    if (c == b || c == e || e - c > HOLDER_WORDS || c - 1 < b + TOLD_WORDS) return;
    if (d->tok_e[c - 2] == d->tok_b[c - 1]) return; /* a hyphen inside a word */
    uint32_t last = e - 1, cls = lexicon_noun_class(k->w->lexicon, clause_lemma(d, last));
    if (!(cls & SPEAKERS) || cls & LEXC_MEDIA) return;
    struct said s = {.frame = FRAME_COLON, .cue = c - 1, .cue_b = c - 1, .cue_e = c};
    s.src = last, s.src_b = c, s.src_e = e;
    quote_add_part(k, &s, b, c - 1);
    if (s.n_part) *vec_push(k->a, &k->said) = s;
}

/* ---- who told it first */

enum { SHORT = 16 }; /* words of a sentence that only says who told */

static bool stands_for_it(const struct doc *d, uint32_t t) {
    return t != NONE && (clause_is(d, t, "it") || clause_is(d, t, "this"));
}

/* The phrase [b, e) names a medium, an office or a person. */
static bool can_tell(const struct quoter *k, uint32_t head) {
    uint32_t b, e, i;
    phrase_of(k, head, &b, &e);
    for (i = mention_first_at(&k->m->mentions, b); i < k->m->mentions.n; i++) {
        const struct mention *m = &k->m->mentions.v[i];
        if (m->tok_b >= e) break;
        uint8_t type = k->m->entities.v[m->entity].type;
        if (m->kind != MENTION_PRONOUN && type >= ENTITY_PERSON && type <= ENTITY_MEDIA)
            return true;
    }
    for (i = b; i < e; i++)
        if (lexicon_noun_class(k->w->lexicon, k->d->tok_low[i]) & LEXC_MEDIA ||
            lex_cue(k->lex, k->d->tok_low[i]) & CUE_MEDIUM)
            return true;
    return false;
}

/* The verb of speech at t has "it" for what is told: who tells it, or NONE. Also in words that a
 * translation has turned ("first it told the channel X"). */
static uint32_t teller_of_it(const struct quoter *k, uint32_t t) {
    const struct doc *d = k->d;
    uint32_t s = clause_own_subject(d, t), o = clause_child(d, t, DEP_OBJ), h = d->head[t], who;
    if (clause_child(d, t, DEP_CCOMP) != NONE) return NONE;
    if (clause_passive(d, t)) {
        who = clause_child(d, t, DEP_OBL_AGENT);
        if (!stands_for_it(d, s)) return NONE;
    } else if (stands_for_it(d, s)) {
        who = o;
    } else if (stands_for_it(d, o)) {
        who = s != NONE || h == NONE ? s : clause_own_subject(d, h);
    } else {
        return NONE;
    }
    return who != NONE && can_tell(k, who) ? who : NONE;
}

/* "This was first reported by X", "X was the first to report it": what the sentence before tells,
 * or the one behind where a paragraph begins so, is told by X. */
static void first_told(struct quoter *k, uint32_t sent) {
    const struct doc *d = k->d;
    uint32_t b = d->sent_tok[sent], e = d->sent_tok[sent + 1], p = d->sent_para[sent], t,
             who = NONE;
    bool first = false;
    if (e - b > SHORT) return;
    for (t = b; t < e; t++) first |= clause_is(d, t, "first");
    for (t = b; first && t < e; t++) {
        if (!clause_is_verb(d, t) || !(lex_cue(k->lex, clause_lemma(d, t)) & CUE_SAY)) continue;
        if ((who = teller_of_it(k, t)) != NONE) break;
    }
    if (who == NONE) return;
    bool opens = sent == 0 || d->sent_para[sent - 1] != p;
    uint32_t told = opens ? sent + 1 : sent - 1;
    if (told >= d->n_sent || d->sent_para[told] != p) return;
    struct said s = {.frame = FRAME_FIRST, .cue = t, .cue_b = t, .cue_e = t + 1, .src = who};
    quote_set_source(k, &s, who);
    quote_add_part(k, &s, d->sent_tok[told], d->sent_tok[told + 1]);
    if (s.n_part) *vec_push(k->a, &k->said) = s;
}

/* "The government accused its neighbour of firing a missile": what the accused did is on the word
 * of the accuser. */
static void accusation(struct quoter *k, uint32_t t) {
    enum { FAR = 14 };
    const struct doc *d = k->d;
    uint32_t e = clause_sent_e(d, t), of = t + 1;
    if (!(lex_word(k->lex, clause_lemma(d, t)) & WORD_BLAME) || clause_passive(d, t)) return;
    while (of + 2 < e && of < t + FAR && !clause_is(d, of, ",") &&
           !(clause_is(d, of, "of") && d->xpos[of + 1] == XPOS_VBG))
        of++;
    if (of + 2 >= e || !clause_is(d, of, "of") || d->xpos[of + 1] != XPOS_VBG) return;
    struct said s = {.frame = FRAME_CLAUSE, .cue = t, .cue_b = t, .cue_e = t + 1, .src = NONE};
    quote_set_source(k, &s, clause_subject(d, t));
    if (s.src == NONE || s.src >= t) return;
    for (uint32_t i = of; i < e; i++)
        if (clause_is(d, i, ",") || clause_is(d, i, ";")) e = i;
    quote_add_part(k, &s, t + 1, e);
    if (s.n_part) *vec_push(k->a, &k->said) = s;
}

/* "the so-called green zone": nobody speaks. */
static bool is_so_called(const struct doc *d, uint32_t t) {
    uint32_t b = clause_sent_b(d, t);
    if (!clause_is(d, t, "called") || t == b) return false;
    return clause_is(d, t - 1, "so") || (t > b + 1 && clause_is(d, t - 2, "so"));
}

/* "The Post, citing two officials, reported that ...": both have one content, and the source's
 * stands inside the reporter's. */
static void join_citations(struct quoter *k, uint32_t first) {
    const struct doc *d = k->d;
    for (uint32_t i = first; i < k->said.n; i++) {
        struct said *c = &k->said.v[i];
        for (uint32_t j = first; c->cites && j < k->said.n; j++) {
            struct said *r = &k->said.v[j];
            bool tells = r->frame == FRAME_CLAUSE || r->frame == FRAME_ASIDE;
            if (r->cites || !tells || r->src == NONE || r->src_b > c->cue_b || !r->n_part) continue;
            if (r->src_e > c->cue_b) r->src_e = c->cue_b;
            while (r->src_e > r->src_b + 1 && quote_is_punct(d, r->src_e - 1)) r->src_e--;
            c->n_part = r->n_part;
            memcpy(c->part, r->part, sizeof c->part);
            break;
        }
    }
}

/* "What the witness says: A farmer says ...": the token behind words that only head the sentence,
 * or its first. */
static uint32_t heading_end(const struct quoter *k, uint32_t sent) {
    const struct doc *d = k->d;
    uint32_t b = d->sent_tok[sent], e = d->sent_tok[sent + 1];
    bool speech = false;
    if (b >= e || !clause_is(d, b, "what")) return b;
    for (uint32_t t = b + 1; t + 1 < e && t < b + TURN_WORDS; t++) {
        speech |=
            lex_cue(k->lex, clause_lemma(d, t)) & (CUE_SAY | CUE_THINK) && d->upos[t] == UPOS_VERB;
        if (clause_is(d, t, ":")) return speech ? t + 1 : b;
    }
    return b;
}

/* "14:05", "11.32am": hours and minutes. */
static bool is_clock(struct str w) {
    uint32_t h = 0, m;
    while (h < w.n && ascii_is_digit(w.p[h])) h++;
    if (!h || h > 2 || h == w.n || !strchr(":.", w.p[h])) return false;
    for (m = h + 1; m < w.n && ascii_is_digit(w.p[m]);) m++;
    struct str half = str_cut(w, m, w.n);
    return m == h + 3 && (!half.n || str_eq_c(half, "am") || str_eq_c(half, "pm"));
}

/* "14:05 GMT - ", "11.32am: ": the token behind the time that opens an entry of a live report, or
 * the first of the sentence. */
static uint32_t entry_end(const struct doc *d, uint32_t sent) {
    enum { WORDS = 3 };
    uint32_t b = d->sent_tok[sent], e = d->sent_tok[sent + 1], t = b + 1;
    if (sent && d->sent_para[sent - 1] == d->sent_para[sent]) return b;
    if (b >= e || !is_clock(d->tok_low[b])) return b;
    for (; t < e && t <= b + WORDS; t++)
        if (!(d->tok_flags[t] & TOK_UPPER) && !clause_is(d, t, "am") && !clause_is(d, t, "pm"))
            break;
    bool dash = t < e && (clause_is(d, t, ":") || clause_is(d, t, "-") || clause_is(d, t, "–") ||
                          clause_is(d, t, "—"));
    return dash && t + 1 < e ? t + 1 : b;
}

/* The label of a turn, or the heading of a sentence, up to token `end` is no part of what is said
 * behind it; what is told of in it is dropped. */
static void leave_label(struct quoter *k, uint32_t first, uint32_t end) {
    const struct doc *d = k->d;
    for (uint32_t i = first; i < k->said.n; i++) {
        struct said *s = &k->said.v[i];
        uint32_t n = 0;
        bool turn = s->frame == FRAME_TURN;
        for (uint32_t j = 0; j < s->n_part && (turn || s->cue >= end); j++) {
            struct tspan p = s->part[j];
            p.b = ATT_MAX(p.b, d->tok_b[end]);
            if (p.b < p.e) s->part[n++] = p;
        }
        if (!turn && s->src != NONE && s->src_b < end && s->src_e > end) {
            s->src_b = end;
            while (s->src < end || (s->src + 1 < s->src_e && d->upos[s->src] != UPOS_NOUN &&
                                    d->upos[s->src] != UPOS_PROPN))
                s->src++;
        }
        if (!turn && s->cue < end) s->frame = FRAME_NOUN;
        s->n_part = n;
    }
}

void cue_sentence(struct quoter *k, uint32_t sent) {
    const struct doc *d = k->d;
    uint32_t first = k->said.n;
    colon_cue(k, sent);
    bool turn = k->said.n > first && k->said.v[first].frame == FRAME_TURN;
    uint32_t label = turn ? k->said.v[first].cue + 1 : heading_end(k, sent);
    if (label == d->sent_tok[sent]) label = entry_end(d, sent);
    k->begin = label;
    title_dash(k, sent);
    statement_heading(k, sent);
    first_told(k, sent);
    for (uint32_t t = d->sent_tok[sent]; t < d->sent_tok[sent + 1]; t++) {
        if (clause_is_verb(d, t)) {
            if (!is_so_called(d, t)) cue_verb(k, t);
            accusation(k, t);
            preposition_cue(k, t);
            continue;
        }
        uint32_t bits = lex_cue(k->lex, clause_lemma(d, t));
        preposition_cue(k, t);
        if (bits & CUE_ADV && d->upos[t] == UPOS_ADV)
            adverb_cue(k, t);
        else if (bits & CUE_NOUN && d->upos[t] == UPOS_NOUN)
            noun_cue(k, t);
    }
    join_citations(k, first);
    if (label > d->sent_tok[sent] && label < d->n_tok) leave_label(k, first, label);
}
