#include "base/base.h"

#include "meaning/trigger.h"

#include "world/lexicon.h"

enum { PARTICIPLE_STEPS = 6 };

const struct cue *trigger_cue(const struct event_lexicon *lex, enum cue_kind kind,
                              struct str word) {
    uint32_t i = map_get(&lex->cue_of[kind], word);
    return i == NONE ? NULL : &lex->cue.v[i];
}

/* ---- looking at tokens */

struct str token_lemma(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_PROPN || !d->lemma[t].n ? d->tok_low[t] : d->lemma[t];
}

uint32_t child_with(const struct doc *d, uint32_t t, enum deprel r) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        if (d->deprel[d->child[i]] == r ||
            (int)deprel_plain((enum deprel)d->deprel[d->child[i]]) == (int)r)
            return d->child[i];
    return NONE;
}

struct str token_case(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (d->deprel[c] == DEP_CASE && d->xpos[c] != XPOS_POS) return d->tok_low[c];
    }
    return (struct str){"", 0};
}

/* The expressions are in order. */
bool token_in_time(const struct meaning *m, uint32_t t) {
    uint32_t lo = 0, hi = m->times.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (m->times.v[mid].tok_e <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->times.n && m->times.v[lo].tok_b <= t;
}

static uint32_t noun_class(const struct event_lexicon *lex, const struct doc *d, uint32_t t) {
    return lexicon_noun_class(lex->world->lexicon, token_lemma(d, t));
}

/* "it", said of a militia or an army. */
static bool stands_for_human(const struct meaning *m, uint32_t mention) {
    uint32_t e = m->mentions.v[mention].entity;
    if (e >= m->entities.n) return false;
    enum entity_type type = (enum entity_type)m->entities.v[e].type;
    return (type >= ENTITY_PERSON && type <= ENTITY_MEDIA) || type == ENTITY_POPULATION;
}

bool noun_is_human(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                   uint32_t t) {
    uint32_t at = mention_of_head(&m->mentions, t);
    if (at != NONE) {
        enum entity_type type = (enum entity_type)m->mentions.v[at].type;
        if (type >= ENTITY_PERSON && type <= ENTITY_MEDIA) return true;
        if (type == ENTITY_POPULATION) return true;
        if (type == ENTITY_PLACE && m->mentions.v[at].kind == MENTION_NAME) return true;
        if (type != ENTITY_OTHER) return false;
        if (d->upos[t] == UPOS_PRON && stands_for_human(m, at)) return true;
    }
    if (d->upos[t] == UPOS_PRON || d->upos[t] == UPOS_DET)
        return !str_eq(d->tok_low[t], STR("it")) && d->xpos[t] != XPOS_WDT && d->xpos[t] != XPOS_DT;
    if (d->upos[t] == UPOS_NUM) return true;
    uint32_t c = noun_class(lex, d, t);
    if (c & (LEXC_WEAPON | LEXC_FACILITY)) return false;
    const struct lex_word *w = lexicon_find(lex->world->lexicon, token_lemma(d, t));
    if (w && w->noun_file[0] == LEX_NOUN_QUANTITY && d->upos[t] == UPOS_NOUN) return true;
    return (c &
            (LEXC_PERSON | LEXC_GROUP | LEXC_GOVERNMENT | LEXC_MILITARY | LEXC_POLICE | LEXC_MEDIA |
             LEXC_ORGANIZATION | LEXC_POPULATION | LEXC_PEOPLE | LEXC_OFFICE | LEXC_RANK)) != 0;
}

bool noun_is_person(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                    uint32_t t) {
    uint32_t at = mention_of_head(&m->mentions, t);
    if (at != NONE) {
        enum entity_type type = (enum entity_type)m->mentions.v[at].type;
        if (type == ENTITY_PERSON || type == ENTITY_POPULATION) return true;
        if (type != ENTITY_OTHER) return false;
    }
    if (d->upos[t] == UPOS_PRON || d->upos[t] == UPOS_NUM) return noun_is_human(lex, d, m, t);
    uint32_t c = noun_class(lex, d, t);
    if (c & (LEXC_WEAPON | LEXC_FACILITY | LEXC_ORGANIZATION | LEXC_MEDIA | LEXC_GOVERNMENT))
        return false;
    return (c & (LEXC_PERSON | LEXC_POPULATION | LEXC_PEOPLE | LEXC_OFFICE | LEXC_RANK)) != 0;
}

bool noun_is_weapon(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                    uint32_t t) {
    uint32_t at = mention_of_head(&m->mentions, t);
    if (at != NONE && m->mentions.v[at].type == ENTITY_WEAPON) return true;
    if (d->upos[t] != UPOS_NOUN && d->upos[t] != UPOS_PROPN) return false;
    return (noun_class(lex, d, t) & LEXC_WEAPON) != 0;
}

static bool reports(const struct event_lexicon *lex, const struct doc *d, uint32_t t) {
    const struct cue *k = trigger_cue(lex, CUE_VERB, token_lemma(d, t));
    return d->upos[t] == UPOS_VERB && k && k->effect == EFFECT_REPORTED;
}

/* What the verb at `say` reports, where it stands before t; else `say`. */
static uint32_t content_before(const struct doc *d, uint32_t say, uint32_t t) {
    uint32_t c = child_with(d, say, DEP_CCOMP);
    if (say > t && d->deprel[say] == DEP_PARATAXIS) c = d->head[say];
    return c != NONE && c < t && d->upos[c] == UPOS_VERB ? c : say;
}

/* ", killing ten": the verb of the clause that the participle closes, wherever the tree hangs it:
 * on the last noun or adverb of that clause, or on the verb that reports it. Else NONE. */
static uint32_t closed_clause(const struct event_lexicon *lex, const struct doc *d, uint32_t t) {
    enum deprel r = (enum deprel)d->deprel[t];
    if (d->xpos[t] != XPOS_VBG || (r != DEP_ADVCL && r != DEP_ACL)) return NONE;
    if (t == d->sent_tok[d->tok_sent[t]] || !str_eq(d->tok_low[t - 1], STR(","))) return NONE;
    uint32_t h = d->head[t];
    for (int i = 0; i < PARTICIPLE_STEPS && h != NONE && d->upos[h] != UPOS_VERB; i++)
        h = d->head[h];
    if (h == NONE || d->upos[h] != UPOS_VERB || reports(lex, d, t)) return NONE;
    if (reports(lex, d, h)) h = content_before(d, h, t);
    return h < t ? h : NONE;
}

uint32_t governor(const struct event_lexicon *lex, const struct doc *d, uint32_t t,
                  enum deprel *r) {
    uint32_t h = closed_clause(lex, d, t);
    *r = h == NONE ? (enum deprel)d->deprel[t] : DEP_ADVCL;
    if (h != NONE) return h;
    h = d->head[t];
    if (h == NONE || *r != DEP_ACL_RELCL || d->head[h] == NONE) return h;
    if (!(lexicon_class(lex->world->lexicon, d->tok_low[h]) & LEXC_CALENDAR)) return h;
    *r = DEP_CCOMP;
    return d->head[h];
}

bool misread_verb(const struct doc *d, uint32_t t) {
    if (d->deprel[t] != DEP_AMOD || d->upos[t] != UPOS_VERB || d->head[t] == NONE) return false;
    if (d->head[t] < t || t == d->sent_tok[d->tok_sent[t]]) return false;
    if (d->xpos[t] != XPOS_VBN && d->xpos[t] != XPOS_VBD) return false;
    uint32_t before = d->upos[t - 1];
    return before == UPOS_AUX || before == UPOS_NOUN || before == UPOS_PROPN || before == UPOS_PRON;
}

/* ---- conditions */

static uint32_t object_of(const struct doc *d, uint32_t t) {
    uint32_t o = child_with(d, t, DEP_OBJ);
    if (o == NONE) o = child_with(d, t, DEP_NSUBJ_PASS);
    if (o != NONE) return o;
    bool participle = (d->deprel[t] == DEP_ACL && d->xpos[t] == XPOS_VBN) || misread_verb(d, t);
    return participle && d->head[t] != NONE ? d->head[t] : NONE;
}

uint32_t reduced_subject(const struct doc *d, uint32_t s) {
    bool participle = d->upos[s] == UPOS_VERB && d->xpos[s] == XPOS_VBN;
    uint32_t noun = participle ? child_with(d, s, DEP_NSUBJ) : NONE;
    return noun != NONE && noun < s ? noun : s;
}

static uint32_t subject_of(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (d->deprel[c] == DEP_NSUBJ || d->deprel[c] == DEP_OBL_AGENT)
            return reduced_subject(d, c);
        if (d->deprel[c] == DEP_OBL && str_eq(token_case(d, c), STR("by"))) return c;
    }
    bool shared = d->deprel[t] == DEP_XCOMP || d->deprel[t] == DEP_CONJ;
    uint32_t up = shared ? d->head[t] : NONE;
    return up == NONE ? NONE : child_with(d, up, DEP_NSUBJ);
}

static bool class_holds(const struct event_lexicon *lex, const struct doc *d,
                        const struct meaning *m, const struct trigger_condition *c, uint32_t t) {
    if (c->class_ == CLASS_NONE) return t == NONE;
    if (t == NONE) return false;
    if (c->class_ == CLASS_HUMAN) return noun_is_human(lex, d, m, t);
    if (c->class_ == CLASS_WEAPON) return noun_is_weapon(lex, d, m, t);
    if (c->class_ == CLASS_THING) return !noun_is_human(lex, d, m, t);
    if (map_get(c->list, token_lemma(d, t)) != NONE || map_get(c->list, d->tok_low[t]) != NONE)
        return true;
    if (d->upos[t] != UPOS_PROPN) return false;
    char into[96];
    return map_get(c->list, lexicon_noun_lemma(lex->world->lexicon, d->tok_low[t], into)) != NONE;
}

/* Any of the children (and the words that follow closely, and compounds of the object). */
static bool any_holds(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                      const struct trigger_condition *c, uint32_t t) {
    uint32_t end = ATT_MIN(d->sent_tok[d->tok_sent[t] + 1], t + 9);
    for (uint32_t i = t + 1; i < end; i++)
        if (class_holds(lex, d, m, c, i)) return true;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++)
        if (class_holds(lex, d, m, c, d->child[i])) return true;
    return false;
}

/* An argument: a child noun, or a noun below it by "of" or as a compound. */
static bool argument_holds(const struct event_lexicon *lex, const struct doc *d,
                           const struct meaning *m, const struct trigger_condition *c, uint32_t t) {
    if (misread_verb(d, t) && class_holds(lex, d, m, c, d->head[t])) return true;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t k = d->child[i];
        if (d->deprel[k] == DEP_PUNCT || d->deprel[k] == DEP_NSUBJ) continue;
        if (class_holds(lex, d, m, c, k)) return true;
        for (uint32_t j = d->child_b[k]; j < d->child_b[k + 1]; j++) {
            uint32_t r = d->deprel[d->child[j]];
            if (r != DEP_COMPOUND && r != DEP_NMOD && r != DEP_AMOD && r != DEP_CONJ) continue;
            if (class_holds(lex, d, m, c, d->child[j])) return true;
        }
    }
    return false;
}

static bool condition_holds(const struct event_lexicon *lex, const struct doc *d,
                            const struct meaning *m, const struct trigger_condition *c,
                            const struct trigger_hit *hit) {
    uint32_t b = hit->b, e = hit->e, h = hit->rule->pos == 'n' ? e - 1 : b;
    uint32_t sent = d->tok_sent[b], first = d->sent_tok[sent], end = d->sent_tok[sent + 1];
    switch ((enum trigger_where)c->where) {
    case WHERE_OBJECT: return class_holds(lex, d, m, c, object_of(d, h));
    case WHERE_SUBJECT: return class_holds(lex, d, m, c, subject_of(d, h));
    case WHERE_PREVIOUS: return class_holds(lex, d, m, c, b > first ? b - 1 : NONE);
    case WHERE_NEXT: return class_holds(lex, d, m, c, e < end ? e : NONE);
    case WHERE_ANY: return any_holds(lex, d, m, c, e - 1);
    case WHERE_ARGUMENT: return argument_holds(lex, d, m, c, h);
    case WHERE_CLAUSE: break;
    }
    uint32_t x = child_with(d, h, DEP_XCOMP);
    if (x == NONE) x = child_with(d, h, DEP_CCOMP);
    return class_holds(lex, d, m, c, x);
}

/* ---- matching */

static bool word_is(const struct doc *d, uint32_t t, struct str word) {
    return str_eq(token_lemma(d, t), word) || str_eq(d->tok_low[t], word);
}

/* The words of a noun rule stand right before the head. */
static bool match_noun(const struct doc *d, uint32_t t, const struct trigger_rule *r,
                       struct trigger_hit *hit) {
    uint32_t first = d->sent_tok[d->tok_sent[t]], n = r->n_word - 1u;
    if (t < first + n) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!word_is(d, t - n + i, r->word[i])) return false;
    *hit = (struct trigger_hit){r, t - n, t + 1, NONE};
    return true;
}

/* The further words of a verb rule follow in order, with few words between. */
static bool match_verb(const struct doc *d, uint32_t t, const struct trigger_rule *r,
                       struct trigger_hit *hit) {
    uint32_t end = d->sent_tok[d->tok_sent[t] + 1], at = t;
    for (uint32_t i = 1; i < r->n_word; i++) {
        uint32_t to = ATT_MIN(end, at + 2 + TRIGGER_GAP), k = at + 1;
        while (k < to && !word_is(d, k, r->word[i])) k++;
        if (k == to) return false;
        at = k;
    }
    bool joined = at - t + 1 == r->n_word;
    *hit = (struct trigger_hit){r, t, joined ? at + 1 : t + 1, joined ? NONE : at};
    return true;
}

bool headline_verb(const struct doc *d, uint32_t t) {
    if (d->xpos[t] != XPOS_NNS || t + 1 >= d->sent_tok[d->tok_sent[t] + 1]) return false;
    return d->upos[t + 1] == UPOS_NUM && d->head[t + 1] == t;
}

static bool pos_fits(const struct doc *d, uint32_t t, char pos) {
    uint32_t u = d->upos[t];
    if (pos == 'x') return true;
    if (headline_verb(d, t)) return pos == 'v';
    if (pos == 'v' && u == UPOS_ADJ && child_with(d, t, DEP_AUX_PASS) != NONE) return true;
    if (pos == 'n') return u == UPOS_NOUN || u == UPOS_PROPN;
    if (u == UPOS_VERB) return true;
    return u == UPOS_ADJ && (d->xpos[t] == XPOS_VBN || d->xpos[t] == XPOS_VBG);
}

/* Rules of several words come before those of one, each in the order of the table. */
static bool try_rules(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                      uint32_t t, struct str word, bool several, struct trigger_hit *hit) {
    for (uint32_t i = map_get(&lex->by_word, word); i != NONE; i = lex->rule.v[i].next) {
        const struct trigger_rule *r = &lex->rule.v[i];
        if ((r->n_word > 1) != several || !pos_fits(d, t, r->pos)) continue;
        if (!(r->pos == 'n' ? match_noun(d, t, r, hit) : match_verb(d, t, r, hit))) continue;
        uint32_t k = r->cond_b;
        while (k < r->cond_e &&
               condition_holds(lex, d, m, &lex->cond.v[k], hit) != lex->cond.v[k].negated)
            k++;
        if (k == r->cond_e) return true;
    }
    return false;
}

static bool find_rule(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                      uint32_t t, struct str word, struct trigger_hit *hit) {
    return try_rules(lex, d, m, t, word, true, hit) || try_rules(lex, d, m, t, word, false, hit);
}

/* A noun that names an act or event by its first sense, or one that keeps a verb's arguments. */
static bool is_event_noun(const struct event_lexicon *lex, const struct doc *d, uint32_t t) {
    if (d->upos[t] != UPOS_NOUN || d->deprel[t] == DEP_COMPOUND) return false;
    const struct lex_word *w = lexicon_find(lex->world->lexicon, token_lemma(d, t));
    if (!w || w->isa & (LEX_PERSON | LEX_GROUP | LEX_TIME | LEX_FACILITY)) return false;
    return w->noun_file[0] == LEX_NOUN_EVENT ||
           (w->noun_file[0] == LEX_NOUN_ACT && w->isa & LEX_ACT);
}

static bool is_predicate(const struct doc *d, uint32_t t) {
    if (d->upos[t] == UPOS_VERB)
        return (d->deprel[t] != DEP_AMOD && d->deprel[t] != DEP_CASE) || misread_verb(d, t);
    if (d->upos[t] != UPOS_ADJ && d->upos[t] != UPOS_NOUN && d->upos[t] != UPOS_ADV) return false;
    return child_with(d, t, DEP_COP) != NONE;
}

bool trigger_at(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
                uint32_t t, struct trigger_hit *hit) {
    if (token_in_time(m, t)) return false;
    struct str lemma = token_lemma(d, t);
    bool found = find_rule(lex, d, m, t, lemma, hit);
    if (!found && !str_eq(lemma, d->tok_low[t]))
        found = find_rule(lex, d, m, t, d->tok_low[t], hit);
    if (!found && d->upos[t] == UPOS_PROPN) {
        char into[96];
        struct str noun = lexicon_noun_lemma(lex->world->lexicon, lemma, into);
        if (!str_eq(noun, lemma)) found = find_rule(lex, d, m, t, noun, hit);
    }
    bool verb_form =
        d->upos[t] == UPOS_VERB || (d->upos[t] == UPOS_ADJ && child_with(d, t, DEP_COP) != NONE);
    if (!found && verb_form && str_eq(lemma, d->tok_low[t])) {
        struct str verb = lexicon_irregular_verb(lex->world->lexicon, lemma);
        if (verb.p) found = find_rule(lex, d, m, t, verb, hit);
    }
    if (found) return !hit->rule->none;
    *hit = (struct trigger_hit){NULL, t, t + 1, NONE};
    return is_predicate(d, t) || is_event_noun(lex, d, t);
}
