#include "base/base.h"

#include "meaning/fact.h"

#include "world/lexicon.h"

enum { FACT_STEPS = 12 };

struct telling {
    const struct event_lexicon *lex;
    const struct doc *d;
    const struct meaning *m;
    uint8_t modality;
    bool negative, tense_set;
    bool violent, named; /* the event's type */
    bool would;          /* "said it would": the future as it was told */
    uint8_t tense;
    uint32_t cue; /* token, or NONE */
};

/* The stronger of two ways of telling: what is denied is no plan, what is a condition is no report.
 */
static unsigned strength(uint8_t modality) {
    static const uint8_t rank[] = {0, 1, 2, 3, 6, 5, 4};
    return rank[modality];
}

static void tell(struct telling *x, uint8_t effect, uint32_t cue) {
    static const uint8_t modality[] = {
        [EFFECT_NONE] = MODALITY_ASSERTED,     [EFFECT_REPORTED] = MODALITY_REPORTED,
        [EFFECT_POSSIBLE] = MODALITY_POSSIBLE, [EFFECT_PLANNED] = MODALITY_PLANNED,
        [EFFECT_DENIED] = MODALITY_DENIED,     [EFFECT_HYPOTHETICAL] = MODALITY_HYPOTHETICAL,
        [EFFECT_ORDERED] = MODALITY_ORDERED,   [EFFECT_NEGATIVE] = MODALITY_ASSERTED,
        [EFFECT_FACT] = MODALITY_ASSERTED,     [EFFECT_LIGHT] = MODALITY_ASSERTED};
    if (effect == EFFECT_NEGATIVE) {
        x->negative = !x->negative;
        if (x->cue == NONE || x->modality == MODALITY_ASSERTED || x->modality == MODALITY_REPORTED)
            x->cue = cue;
        return;
    }
    if (strength(modality[effect]) <= strength(x->modality)) return;
    x->modality = modality[effect];
    x->cue = cue;
}

static bool is_relation(const struct doc *d, uint32_t t, enum deprel r) {
    return (enum deprel)d->deprel[t] == r;
}

static void tense_of_modal(struct telling *x, struct str word) {
    if (x->tense_set) return;
    bool future = str_eq(word, STR("will")) || str_eq(word, STR("shall")) ||
                  str_eq(word, STR("'ll")) || str_eq(word, STR("wo"));
    x->tense = future ? TENSE_FUTURE : x->tense;
    x->tense_set = future;
}

static bool human_subject(const struct telling *x, uint32_t t) {
    uint32_t s = child_with(x->d, t, DEP_NSUBJ);
    return s != NONE && x->d->deprel[s] != DEP_NSUBJ_PASS && noun_is_human(x->lex, x->d, x->m, s);
}

/* Somebody who plans an act: "the minister will meet", not "the change will occur", "the firm will
 * own", which are forecasts. Violence ahead is never told as done. */
static bool planner(const struct telling *x, uint32_t t) {
    return x->violent || (x->named && human_subject(x, t));
}

/* Auxiliaries, adverbs, markers and determiners below t. */
static void tell_child(struct telling *x, uint32_t t, uint32_t c) {
    const struct doc *d = x->d;
    struct str low = d->tok_low[c], lemma = token_lemma(d, c);
    const struct cue *k = NULL;
    enum deprel r = (enum deprel)d->deprel[c];
    if (trigger_cue(x->lex, CUE_NEGATION, low) && c + 1 < d->n_tok &&
        (r == DEP_ADVMOD || r == DEP_DET || r == DEP_NSUBJ || r == DEP_NSUBJ_PASS ||
         r == DEP_MARK || r == DEP_CASE || r == DEP_OBJ)) {
        bool only =
            str_eq(d->tok_low[c + 1], STR("only")) || str_eq(d->tok_low[c + 1], STR("just"));
        if (!only) tell(x, EFFECT_NEGATIVE, c);
        return;
    }
    if ((r == DEP_AUX || r == DEP_AUX_PASS) && !token_in_time(x->m, c)) {
        k = trigger_cue(x->lex, CUE_MODAL, low);
        tense_of_modal(x, low);
        if (str_eq(low, STR("would")) || str_eq(low, STR("'d"))) x->would = true;
    } else if (r == DEP_MARK || r == DEP_CASE) {
        k = trigger_cue(x->lex, CUE_MARK, low);
    } else if (r == DEP_ADVMOD) {
        k = trigger_cue(x->lex, CUE_ADVERB, low);
        if (!k) k = trigger_cue(x->lex, CUE_MARK, low);
    } else if (r == DEP_AMOD || r == DEP_COMPOUND) {
        k = trigger_cue(x->lex, CUE_ADJ, d->upos[t] == UPOS_NOUN ? low : lemma);
    }
    bool forecast = k && k->effect == EFFECT_PLANNED && r == DEP_AUX && !planner(x, t);
    if (k && !forecast) tell(x, k->effect, c);
}

/* "no group has claimed": the subject's or object's determiner; "according to the army". */
static void tell_argument(struct telling *x, uint32_t c) {
    const struct doc *d = x->d;
    enum deprel r = (enum deprel)d->deprel[c];
    if (r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || (r == DEP_OBJ && x->named)) {
        uint32_t det = child_with(d, c, DEP_DET);
        bool no = det != NONE && trigger_cue(x->lex, CUE_NEGATION, d->tok_low[det]);
        if (no) tell(x, EFFECT_NEGATIVE, det);
        return;
    }
    if (r != DEP_OBL && r != DEP_ADVMOD && r != DEP_PARATAXIS) return;
    struct str prep = token_case(d, c);
    if (str_eq(prep, STR("according"))) tell(x, EFFECT_REPORTED, child_with(d, c, DEP_CASE));
}

/* "would attack if": a clause with a condition below it. */
static bool has_condition(const struct telling *x, uint32_t t) {
    const struct doc *d = x->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        if (!is_relation(d, d->child[i], DEP_ADVCL)) continue;
        uint32_t mark = child_with(d, d->child[i], DEP_MARK);
        const struct cue *k = mark == NONE ? NULL : trigger_cue(x->lex, CUE_MARK, d->tok_low[mark]);
        if (k && k->effect == EFFECT_HYPOTHETICAL) return true;
    }
    return false;
}

/* What stands at t itself; `from` is the child it was reached from, or NONE: its own determiner has
 * been read. */
static void tell_own(struct telling *x, uint32_t t, uint32_t from) {
    const struct doc *d = x->d;
    if (x->cue == NONE && has_condition(x, t)) {
        uint32_t aux = child_with(d, t, DEP_AUX);
        if (aux != NONE && d->xpos[aux] == XPOS_MD) tell(x, EFFECT_HYPOTHETICAL, aux);
    }
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        tell_child(x, t, d->child[i]);
        if (d->child[i] != from) tell_argument(x, d->child[i]);
    }
}

static bool has_auxiliary(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        enum deprel r = (enum deprel)d->deprel[d->child[i]];
        if (r == DEP_AUX || r == DEP_NSUBJ || r == DEP_NSUBJ_PASS) return true;
    }
    return false;
}

/* "rule out", "call off": a verb with its particle. */
static const struct cue *cue_with_particle(const struct telling *x, uint32_t t, struct str lemma) {
    uint32_t p = child_with(x->d, t, DEP_COMPOUND_PRT);
    if (p == NONE && t + 1 < x->d->n_tok && x->d->xpos[t + 1] == XPOS_RP) p = t + 1;
    if (p == NONE) return NULL;
    char both[32];
    struct str low = x->d->tok_low[p];
    if (lemma.n + low.n + 1 > sizeof both) return NULL;
    memcpy(both, lemma.p, lemma.n);
    both[lemma.n] = ' ';
    memcpy(both + lemma.n + 1, low.p, low.n);
    return trigger_cue(x->lex, CUE_VERB, (struct str){both, lemma.n + low.n + 1});
}

static const struct cue *cue_of_word(const struct telling *x, uint32_t t) {
    const struct doc *d = x->d;
    struct str lemma = token_lemma(d, t);
    uint32_t u = d->upos[t];
    if (u == UPOS_VERB || u == UPOS_AUX) {
        const struct cue *k = cue_with_particle(x, t, lemma);
        return k ? k : trigger_cue(x->lex, CUE_VERB, lemma);
    }
    if (u == UPOS_NOUN || u == UPOS_PROPN) {
        const struct cue *k = trigger_cue(x->lex, CUE_NOUN, lemma);
        bool set_phrase = d->xpos[t] == XPOS_NN && str_eq(token_case(d, t), STR("in"));
        return k && k->in_phrase && !set_phrase ? NULL : k;
    }
    const struct cue *k = trigger_cue(x->lex, CUE_ADJ, lemma);
    return k ? k : trigger_cue(x->lex, CUE_VERB, lemma);
}

/* "said" in the middle or at the end of its content hangs below it. */
static void tell_parenthesis(struct telling *x, uint32_t t) {
    const struct doc *d = x->d;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (!is_relation(d, c, DEP_PARATAXIS)) continue;
        const struct cue *k = cue_of_word(x, c);
        if (k && (k->effect == EFFECT_REPORTED || k->effect == EFFECT_POSSIBLE))
            tell(x, k->effect, c);
    }
}

/* "the first model to be built", "the only one to leave": what the noun is told apart by happened.
 */
static bool is_ranked(const struct telling *x, uint32_t noun) {
    const struct doc *d = x->d;
    for (uint32_t i = d->child_b[noun]; i < d->child_b[noun + 1]; i++) {
        uint32_t c = d->child[i];
        if (c > noun || (d->deprel[c] != DEP_AMOD && d->deprel[c] != DEP_NUMMOD)) continue;
        if (d->xpos[c] == XPOS_JJS || trigger_cue(x->lex, CUE_RANK, d->tok_low[c])) return true;
    }
    return trigger_cue(x->lex, CUE_RANK, d->tok_low[noun]) != NULL;
}

/* "a deal to be signed in May", "tankers to refuel the jets": what is arranged, or what a thing is
 * for. */
static bool is_made_for(const struct telling *x, uint32_t t, uint32_t noun) {
    if (x->violent) return false;
    if (child_with(x->d, t, DEP_AUX_PASS) != NONE) return true;
    const struct lex_word *w = lexicon_find(x->lex->world->lexicon, token_lemma(x->d, noun));
    return w && w->noun_file[0] == LEX_NOUN_ARTIFACT;
}

/* What the purpose clause, the condition or the infinitive of a noun says of t. */
static void tell_relation(struct telling *x, uint32_t t, uint32_t up) {
    const struct doc *d = x->d;
    uint32_t mark = child_with(d, t, DEP_MARK);
    bool infinitive = mark != NONE && str_eq(d->tok_low[mark], STR("to"));
    if (!infinitive) return;
    const struct cue *k = cue_of_word(x, up);
    bool raised = k && k->on_clause && child_with(d, up, DEP_OBJ) == NONE;
    if (is_relation(d, t, DEP_ADVCL) && raised) { /* "is believed to have been killed" */
        tell(x, k->effect, up);
        return;
    }
    if (is_relation(d, t, DEP_ADVCL) && x->violent) tell(x, EFFECT_PLANNED, mark);
    bool noun = d->upos[up] == UPOS_NOUN || d->upos[up] == UPOS_PROPN;
    bool ranked = is_relation(d, t, DEP_ACL) && (is_ranked(x, up) || is_made_for(x, t, up));
    if (is_relation(d, t, DEP_ACL) && noun && !ranked &&
        !trigger_cue(x->lex, CUE_NOUN, token_lemma(d, up)))
        tell(x, x->violent ? EFFECT_PLANNED : EFFECT_POSSIBLE, mark);
    bool plain = is_relation(d, t, DEP_XCOMP) || is_relation(d, t, DEP_CCOMP) ||
                 is_relation(d, t, DEP_CSUBJ);
    bool result = !x->violent && d->xpos[up] == XPOS_VBD; /* "fell to reach its lowest level" */
    if (plain && !result && !cue_of_word(x, up)) tell(x, EFFECT_POSSIBLE, mark);
}

/* "ordered his men to attack": the infinitive hangs on the verb as a purpose, or on its object. */
static bool tell_controlled(struct telling *x, uint32_t t, uint32_t up) {
    const struct doc *d = x->d;
    uint32_t mark = child_with(d, t, DEP_MARK), verb = up;
    if (mark == NONE || !str_eq(d->tok_low[mark], STR("to"))) return false;
    if (is_relation(d, t, DEP_ACL) && is_relation(d, up, DEP_OBJ))
        verb = d->head[up];
    else if (!is_relation(d, t, DEP_ADVCL) || child_with(d, up, DEP_OBJ) == NONE)
        return false;
    uint32_t o = verb == up ? child_with(d, up, DEP_OBJ) : NONE;
    const struct cue *noun = o == NONE || d->upos[o] != UPOS_NOUN
                                 ? NULL
                                 : trigger_cue(x->lex, CUE_NOUN, token_lemma(d, o));
    if (noun && noun->on_clause) { /* "rejected calls to break off talks" */
        tell(x, noun->effect, o);
        return true;
    }
    const struct cue *k = cue_of_word(x, verb);
    if (!k || !k->on_clause || (k->effect != EFFECT_ORDERED && k->effect != EFFECT_REPORTED))
        return false;
    if (verb != up && trigger_cue(x->lex, CUE_NOUN, token_lemma(d, up))) return false;
    tell(x, EFFECT_ORDERED, verb);
    return true;
}

/* "accused of shooting", "charged the man with shooting", "cleared of shooting": the verb whose
 * gerund t is; it hangs on the verb or on its object. NONE for none. */
static uint32_t gerund_of(const struct telling *x, uint32_t t, uint32_t up) {
    const struct doc *d = x->d;
    uint32_t mark = child_with(d, t, DEP_MARK);
    if (mark == NONE) mark = child_with(d, t, DEP_CASE);
    if (d->xpos[t] != XPOS_VBG || mark == NONE || d->xpos[mark] == XPOS_TO) return NONE;
    if (d->upos[up] == UPOS_VERB) return up;
    enum deprel r = deprel_plain((enum deprel)d->deprel[up]);
    bool argument = r == DEP_OBJ || r == DEP_NSUBJ || r == DEP_OBL;
    return argument ? d->head[up] : NONE;
}

static bool tell_gerund(struct telling *x, uint32_t t, uint32_t up) {
    uint32_t verb = gerund_of(x, t, up);
    const struct cue *k = verb == NONE ? NULL : cue_of_word(x, verb);
    if (!k || !k->on_gerund) return false;
    tell(x, k->effect, verb);
    if (k->effect != EFFECT_REPORTED) tell_own(x, verb, t);
    return true;
}

/* "the attack", "his killing": a happening that the words take as known. */
static bool is_given(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (d->deprel[c] == DEP_NMOD_POSS) return true;
        struct str low = d->tok_low[c];
        bool det = d->deprel[c] == DEP_DET;
        if (det && (str_eq(low, STR("the")) || str_eq(low, STR("this")) ||
                    str_eq(low, STR("that")) || str_eq(low, STR("these"))))
            return true;
    }
    return false;
}

static bool governs_clause(enum deprel r) {
    return r == DEP_CCOMP || r == DEP_XCOMP || r == DEP_CSUBJ || r == DEP_CSUBJ_PASS ||
           r == DEP_ACL;
}

/* Not "delayed after an accident": a phrase that tells when or why is no object. */
static bool governs_object(const struct telling *x, uint32_t t, enum deprel r) {
    if (r == DEP_OBL && x->violent && is_given(x->d, t) &&
        child_with(x->d, x->d->head[t], DEP_OBJ) != NONE)
        return false; /* "ordered an inquiry into the massacre" */
    if (r == DEP_OBL) return !trigger_cue(x->lex, CUE_CIRCUMSTANCE, token_case(x->d, t));
    return r == DEP_OBJ || r == DEP_NMOD || r == DEP_NSUBJ_PASS || r == DEP_COMPOUND;
}

/* One step up. False when what stands above says nothing more about the event. */
static bool step(struct telling *x, uint32_t t, uint32_t up, enum deprel r) {
    const struct doc *d = x->d;
    if (tell_controlled(x, t, up) || tell_gerund(x, t, up)) return true;
    tell_relation(x, t, up);
    const struct cue *k = cue_of_word(x, up);
    bool reduced = r == DEP_ACL && d->xpos[t] == XPOS_VBN && child_with(d, t, DEP_MARK) == NONE;
    bool clause = governs_clause(r) && !reduced, object = governs_object(x, t, r);
    bool behind = k && k->on_preposition && r == DEP_OBL;
    if (r == DEP_NSUBJ && k && k->on_object && d->upos[up] != UPOS_VERB) object = true;
    if (r == DEP_CONJ) {
        uint32_t cc = child_with(d, t, DEP_CC);
        bool but = cc != NONE && str_eq(d->tok_low[cc], STR("but"));
        if (!but && !has_auxiliary(d, t) && d->xpos[t] == d->xpos[up]) tell_own(x, up, t);
        return true;
    }
    if (!k) return clause && r != DEP_ADVCL && r != DEP_ACL;
    if (!((clause && k->on_clause) || behind || (object && k->on_object)))
        return clause && r != DEP_ADVCL;
    if (k->effect == EFFECT_DENIED && object && !clause && !x->violent) return false;
    bool reported = k->effect == EFFECT_REPORTED;
    if (reported && x->modality == MODALITY_POSSIBLE && x->would && human_subject(x, t))
        x->modality = planner(x, t) ? MODALITY_PLANNED : MODALITY_REPORTED;
    bool told = reported && r == DEP_XCOMP && child_with(d, up, DEP_OBJ) != NONE;
    if (told && child_with(d, t, DEP_MARK) != NONE) tell(x, EFFECT_ORDERED, up);
    tell(x, k->effect, up);
    if (k->effect == EFFECT_FACT) return false;
    if (k->effect != EFFECT_REPORTED) tell_own(x, up, t);
    return true;
}

static void tense_own(struct telling *x, uint32_t t) {
    const struct doc *d = x->d;
    uint32_t p = d->xpos[t];
    if (d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN) p = XPOS_NN;
    bool past = p == XPOS_VBD, present = p == XPOS_VBZ || p == XPOS_VBP;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i], q = d->xpos[c];
        enum deprel r = (enum deprel)d->deprel[c];
        if (r != DEP_AUX && r != DEP_AUX_PASS && r != DEP_COP) continue;
        if (q == XPOS_VBD)
            past = true;
        else if (q == XPOS_VBZ || q == XPOS_VBP)
            present = true,
            past = past || (p == XPOS_VBN && str_eq(token_lemma(d, c), STR("have")));
    }
    if (x->tense_set) return;
    if (past || present) x->tense = past ? TENSE_PAST : TENSE_PRESENT, x->tense_set = true;
}

/* What denies or negates the verb above leaves a happening that is taken as known: "no group has
 * claimed the attack", "denied a role in the attack", "did not say who was behind the bombing".
 * A happening that is itself denied, or prevented, is not. */
static bool stays_true(const struct telling *x, uint32_t t, uint32_t up, enum deprel r) {
    const struct doc *d = x->d;
    if (!x->violent || !is_given(d, t)) return false;
    if (child_with(d, t, DEP_COP) != NONE && child_with(d, t, DEP_CASE) != NONE) return true;
    uint32_t v = r == DEP_NMOD ? x->m->events.of_tok[up] : NONE;
    if (v != NONE && x->m->events.v[v].type >= EVENT_STATEMENT &&
        x->m->events.v[v].type != EVENT_OTHER)
        return true; /* "ordered an inquiry into the massacre" */
    const struct cue *k = cue_of_word(x, up);
    return k && k->effect == EFFECT_DENIED && (r == DEP_OBL || r == DEP_NMOD);
}

/* "take place" */
static bool takes_place(const struct doc *d, uint32_t t) {
    uint32_t o = child_with(d, t, DEP_OBJ);
    return o != NONE && str_eq(token_lemma(d, t), STR("take")) &&
           str_eq(d->tok_low[o], STR("place"));
}

/* A light verb lends its modals to the event; its negation only where the event is not known and
 * has not been negated by its own "no". */
static void tell_light(struct telling *x, uint32_t t, uint32_t up) {
    bool negative = x->negative;
    uint32_t cue = x->cue;
    uint8_t modality = x->modality;
    tell_own(x, up, t);
    uint32_t det = child_with(x->d, t, DEP_DET);
    bool told = det != NONE && trigger_cue(x->lex, CUE_NEGATION, x->d->tok_low[det]);
    const struct cue *k = trigger_cue(x->lex, CUE_VERB, token_lemma(x->d, up));
    bool reached = k && (k->reaches || takes_place(x->d, up));
    if (told || (x->violent && is_given(x->d, t) && !reached)) {
        x->negative = negative;
        if (x->modality == modality) x->cue = cue;
    }
    tense_own(x, up);
}

void fact_run(const struct event_lexicon *lex, const struct doc *d, const struct meaning *m,
              struct event *e) {
    struct telling x = {.lex = lex,
                        .d = d,
                        .m = m,
                        .violent = event_is_violent((enum event_type)e->type),
                        .named = e->type != EVENT_OTHER,
                        .cue = NONE};
    uint32_t t = e->head;
    tell_own(&x, t, NONE);
    tense_own(&x, t);
    bool noun = d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
    for (int i = 0; i < FACT_STEPS && d->head[t] != NONE; i++) {
        enum deprel r;
        uint32_t up = governor(lex, d, t, &r);
        tell_parenthesis(&x, t);
        bool light = noun && i == 0 && fact_is_light(lex, d, up);
        if (noun && stays_true(&x, t, up, r)) break;
        if (light) tell_light(&x, t, up);
        if (!light && !step(&x, t, up, r)) break;
        if (!x.tense_set && !noun) tense_own(&x, up);
        t = up;
    }
    if (d->head[t] == NONE) tell_parenthesis(&x, t);
    e->modality = x.modality;
    e->negative = x.negative;
    e->tense = x.tense;
    e->cue = x.cue == NONE ? (struct tspan){0, 0} : doc_tok_span(d, x.cue);
}

bool fact_is_light(const struct event_lexicon *lex, const struct doc *d, uint32_t t) {
    const struct cue *k =
        d->upos[t] == UPOS_VERB ? trigger_cue(lex, CUE_VERB, token_lemma(d, t)) : NULL;
    return k && k->effect == EFFECT_LIGHT;
}

bool fact_is_undergone(const struct event_lexicon *lex, const struct doc *d, uint32_t t) {
    const struct cue *k = trigger_cue(lex, CUE_VERB, token_lemma(d, t));
    return k && k->effect == EFFECT_LIGHT && k->undergone;
}
