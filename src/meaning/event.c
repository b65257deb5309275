#include "base/base.h"

#include "meaning/meaning.h"

#include "meaning/fact.h"
#include "meaning/role.h"

const char *event_type_name(enum event_type t) {
#define EVENT_NAME_(id, name) name,
    static const char *const names[N_EVENT_TYPE] = {EVENT_TYPES(EVENT_NAME_)};
#undef EVENT_NAME_
    return names[t];
}

const char *event_role_name(enum event_role r) {
    static const char *const name[N_EVENT_ROLE] = {
        "perpetrator", "victim",  "target",    "weapon",      "actor",
        "recipient",   "speaker", "addressee", "beneficiary", "organizer"};
    return name[r];
}

const char *modality_name(enum modality m) {
    static const char *const name[] = {"asserted", "reported",     "possible", "planned",
                                       "denied",   "hypothetical", "ordered"};
    return name[m];
}

const char *event_tense_name(enum event_tense t) {
    static const char *const name[] = {NULL, "past", "present", "future"};
    return name[t];
}

bool event_is_violent(enum event_type t) {
    return t <= EVENT_CLASH || t == EVENT_DEATH || t == EVENT_INJURY || t == EVENT_SABOTAGE;
}

/* ---- finding the triggers */

struct finding {
    const struct event_lexicon *lex;
    const struct doc *d;
    struct meaning *m;
    VEC(struct event) v;                   /* in d->a */
    VEC(const struct trigger_rule *) rule; /* scratch */
    struct arena *scratch;
};

static bool is_noun(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
}

static void put_event(struct finding *f, uint32_t t, const struct trigger_hit *hit) {
    const struct doc *d = f->d;
    uint32_t id = f->v.n;
    struct event *e = vec_push(d->a, &f->v);
    *e = (struct event){.type = hit->rule ? hit->rule->type : EVENT_OTHER,
                        .sent = d->tok_sent[t],
                        .trig_b = hit->b,
                        .trig_e = hit->e,
                        .head = t,
                        .trigger = doc_toks_span(d, hit->b, hit->e),
                        .lemma = token_lemma(d, t),
                        .time = NONE,
                        .place = NONE};
    if (hit->rule) e->cameo = hit->rule->cameo, e->plover = hit->rule->plover;
    if (hit->rule && hit->rule->n_word > 1) {
        const struct trigger_rule *r = hit->rule;
        struct str words = r->word[0];
        for (uint32_t i = 1; i < r->n_word; i++)
            words = arena_printf(d->a, "%.*s %.*s", STR_ARG(words), STR_ARG(r->word[i]));
        e->lemma = words;
    }
    *vec_push(f->scratch, &f->rule) = hit->rule;
    for (uint32_t k = hit->b; k < hit->e; k++) f->m->events.of_tok[k] = id;
    if (hit->extra != NONE) f->m->events.of_tok[hit->extra] = id;
}

/* A word of a name of several, of no place: "Asia Justice Watch". */
static bool bit_of_name(const struct finding *f, uint32_t t) {
    const struct mentions *ms = &f->m->mentions;
    uint32_t b = f->d->sent_tok[f->d->tok_sent[t]], from = t > b + 8 ? t - 8 : b;
    for (uint32_t i = mention_first_at(ms, from); i < ms->n && ms->v[i].tok_b <= t; i++) {
        const struct mention *q = &ms->v[i];
        bool name = q->kind == MENTION_NAME && q->core_e > q->core_b + 1;
        bool some = q->type != ENTITY_OTHER && q->type != ENTITY_PLACE;
        if (name && some && q->core_b <= t && t < q->core_e) return true;
    }
    return false;
}

/* A verb that only carries an event noun: the noun is the event. */
static bool carries_noun(const struct finding *f, uint32_t t) {
    const struct doc *d = f->d;
    if (!fact_is_light(f->lex, d, t)) return false;
    struct trigger_hit hit;
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        enum deprel r = (enum deprel)d->deprel[c];
        if (r != DEP_OBJ && r != DEP_NSUBJ_PASS && r != DEP_OBL) continue;
        if (is_noun(d, c) && trigger_at(f->lex, d, f->m, c, &hit) && hit.rule) return true;
    }
    return false;
}

static bool longer_noun_rule(const struct finding *f, uint32_t t, const struct trigger_hit *hit) {
    return hit->rule && hit->rule->pos == 'n' && hit->b < t && f->m->events.of_tok[hit->b] != NONE;
}

/* The rules of nouns end at their last word, those of verbs begin at their first: a noun of two
 * words takes its first one from an event of its own ("bomb attack" is one). */
static void find_in_sentence(struct finding *f, uint32_t sent) {
    const struct doc *d = f->d;
    for (uint32_t t = d->sent_tok[sent]; t < d->sent_tok[sent + 1]; t++) {
        struct trigger_hit hit;
        if (f->m->events.of_tok[t] != NONE || d->tok_flags[t] & TOK_PUNCT) continue;
        if (!trigger_at(f->lex, d, f->m, t, &hit)) continue;
        if (!hit.rule && (carries_noun(f, t) || bit_of_name(f, t))) continue;
        if (longer_noun_rule(f, t, &hit)) {
            uint32_t old = f->m->events.of_tok[hit.b];
            if (old + 1 == f->v.n && f->v.v[old].trig_b >= hit.b) f->v.n--, f->rule.n--;
        }
        put_event(f, t, &hit);
    }
}

static bool is_from_afar(uint8_t type) {
    return type == EVENT_AIR_STRIKE || type == EVENT_DRONE_STRIKE || type == EVENT_SHELLING ||
           type == EVENT_BOMBING;
}

/* The subject of a harm: "the strikes hit a camp". */
static bool does_harm(const struct finding *f, uint32_t t) {
    uint32_t h = f->d->deprel[t] == DEP_NSUBJ ? f->d->head[t] : NONE;
    uint32_t v = h == NONE ? NONE : f->m->events.of_tok[h];
    return v != NONE && event_is_violent((enum event_type)f->v.v[v].type);
}

/* "the strike" after "a drone strike", or "the strikes hit" after shelling, is that one and no
 * stoppage of work. */
static void know_strikes(struct finding *f) {
    uint32_t named = NONE, afar = NONE;
    for (uint32_t i = 0; i < f->v.n; i++) {
        struct event *e = &f->v.v[i];
        if (is_from_afar(e->type)) afar = i;
        if (!is_noun(f->d, e->head) || !str_eq(token_lemma(f->d, e->head), STR("strike"))) continue;
        bool attack = e->type == EVENT_ATTACK; /* of which kind is not told */
        if (e->type != EVENT_PROTEST && !attack) {
            named = i;
            continue;
        }
        uint32_t det = child_with(f->d, e->head, DEP_DET);
        bool known =
            e->trig_e - e->trig_b == 1 && det != NONE && !str_eq(f->d->tok_low[det], STR("a"));
        uint32_t from = named == NONE && (attack || does_harm(f, e->head)) ? afar : named;
        if (from == NONE || !known) {
            if (attack) named = i;
            continue;
        }
        e->type = f->v.v[from].type;
        e->cameo = f->v.v[from].cameo, e->plover = f->v.v[from].plover;
        f->rule.v[i] = f->rule.v[from];
    }
}

/* ---- time and place */

static uint32_t top_of(const struct doc *d, uint32_t b, uint32_t e) {
    for (uint32_t t = b; t < e; t++)
        if (d->head[t] == NONE || d->head[t] < b || d->head[t] >= e) return t;
    return b;
}

/* The event a phrase at t belongs to: the first one above it, or the noun that verb carries. */
static uint32_t event_above(const struct finding *f, uint32_t t) {
    const struct doc *d = f->d;
    uint32_t other = NONE;
    for (int i = 0; i < 8 && t != NONE; i++, t = d->head[t]) {
        uint32_t v = f->m->events.of_tok[t];
        if (v != NONE && f->v.v[v].type != EVENT_OTHER) return v;
        if (v != NONE && other == NONE) other = v;
        if (v == NONE && !fact_is_light(f->lex, d, t)) continue;
        for (uint32_t k = d->child_b[t]; k < d->child_b[t + 1]; k++) {
            uint32_t c = d->child[k], w = f->m->events.of_tok[c];
            enum deprel r = (enum deprel)d->deprel[c];
            bool carried = r == DEP_OBJ || r == DEP_NSUBJ_PASS || r == DEP_NSUBJ;
            if (carried && w != NONE && f->v.v[w].type != EVENT_OTHER) return w;
        }
        if (v != NONE && d->upos[t] == UPOS_VERB) break;
    }
    return other;
}

static void attach_times(struct finding *f) {
    for (uint32_t i = 0; i < f->m->times.n; i++) {
        const struct timex *x = &f->m->times.v[i];
        if (x->tok_b >= x->tok_e || x->type == TIMEX_SET) continue;
        uint32_t v = event_above(f, top_of(f->d, x->tok_b, x->tok_e));
        if (v == NONE) continue;
        uint32_t had = f->v.v[v].time;
        bool lasts = had != NONE && f->m->times.v[had].type == TIMEX_DURATION;
        if (had == NONE || (lasts && x->type != TIMEX_DURATION)) f->v.v[v].time = i;
    }
}

/* "the Baghdad market", "the Kabul blast", but no "U.S. drone" and no "Asia director". */
static bool places_by_name(const struct finding *f, uint32_t t) {
    const struct doc *d = f->d;
    uint32_t h = d->head[t];
    if (d->deprel[t] != DEP_COMPOUND || h == NONE || bit_of_name(f, t)) return false;
    if (f->m->events.of_tok[h] != NONE) return true;
    return !noun_is_human(f->lex, d, f->m, h) && !noun_is_weapon(f->lex, d, f->m, h);
}

static bool is_place_case(struct str prep, bool compound) {
    static const char *const in[] = {"in",     "at",     "near", "outside",    "inside", "around",
                                     "within", "across", "on",   "throughout", "along",  "over"};
    for (size_t i = 0; i < COUNT_OF(in); i++)
        if (str_eq_c(prep, in[i])) return true;
    return compound && !prep.n;
}

static void attach_places(struct finding *f) {
    const struct doc *d = f->d;
    for (uint32_t i = 0; i < f->m->mentions.n; i++) {
        const struct mention *q = &f->m->mentions.v[i];
        if (q->entity == NONE || q->place_adjective || q->kind == MENTION_PRONOUN) continue;
        if (q->entity >= f->m->entities.n) continue;
        uint32_t p = f->m->places.of_entity[q->entity];
        if (p == NONE || f->m->places.v[p].legal_notice) continue;
        if (!is_place_case(token_case(d, q->head), places_by_name(f, q->head))) continue;
        uint32_t v = event_above(f, q->head);
        if (v != NONE && f->v.v[v].place == NONE) f->v.v[v].place = p;
    }
}

/* An event inside another one's clause happens where and when that one does, unless told. */
static void inherit(struct finding *f) {
    for (uint32_t i = 0; i < f->v.n; i++) {
        struct event *e = &f->v.v[i];
        uint32_t t = e->head;
        for (int k = 0; k < 3 && f->d->head[t] != NONE; k++) {
            enum deprel r;
            uint32_t up = governor(f->lex, f->d, t, &r);
            r = deprel_plain(r);
            if (up == NONE || r == DEP_CCOMP || r == DEP_ACL || r == DEP_PARATAXIS) break;
            t = up;
            uint32_t v = f->m->events.of_tok[t];
            if (v == NONE) continue;
            if (f->v.v[v].type >= EVENT_STATEMENT && f->v.v[v].type != EVENT_OTHER) break;
            if (e->time == NONE) e->time = f->v.v[v].time;
            if (e->place == NONE) e->place = f->v.v[v].place;
        }
    }
}

/* ---- main and background */

static uint32_t depth_of(const struct finding *f, uint32_t t) {
    uint32_t n = 0, up;
    enum deprel r;
    for (; (up = governor(f->lex, f->d, t, &r)) != NONE && n < 32; t = up) {
        n += r == DEP_CONJ ? 1 : r == DEP_ADVCL || r == DEP_ACL || r == DEP_ACL_RELCL ? 3 : 2;
    }
    return n;
}

/* What a sentence is rather about: the event of its content than "said", a named kind than another,
 * unless that one stands far below. In units of depth_of(). */
static uint32_t lightness(const struct event *e) {
    if (e->type == EVENT_STATEMENT) return 3;
    if (e->type != EVENT_OTHER || e->plover.n) return 0;
    return e->modality == MODALITY_PLANNED || e->modality == MODALITY_ORDERED ? 1 : 5;
}

static void mark_main(struct finding *f) {
    for (uint32_t i = 0; i < f->v.n;) {
        uint32_t sent = f->v.v[i].sent, best = i, best_score = UINT32_MAX;
        for (; i < f->v.n && f->v.v[i].sent == sent; i++) {
            uint32_t score = lightness(&f->v.v[i]) + depth_of(f, f->v.v[i].head);
            if (score < best_score) best = i, best_score = score;
        }
        f->v.v[best].main = true;
    }
}

static bool pluperfect(const struct doc *d, uint32_t t) {
    for (uint32_t i = d->child_b[t]; i < d->child_b[t + 1]; i++) {
        uint32_t c = d->child[i];
        if (d->deprel[c] == DEP_AUX && d->xpos[c] == XPOS_VBD &&
            str_eq(token_lemma(d, c), STR("have")))
            return d->xpos[t] == XPOS_VBN;
    }
    return false;
}

static int32_t day_number(struct day x) {
    return x.year * 372 + x.month * 31 + x.day;
}

static bool told_as_history(const struct finding *f, const struct event *e) {
    const struct doc *d = f->d;
    enum { NEWS_DAYS = 21 };
    if (pluperfect(d, e->head)) return true;
    if (e->time != NONE && f->m->published.day.year) {
        struct day from = f->m->times.v[e->time].to;
        if (from.year && day_number(f->m->published.day) - day_number(from) > NEWS_DAYS)
            return true;
    }
    uint32_t mark = child_with(d, e->head, DEP_MARK), up = d->head[e->head];
    struct str prep = mark != NONE ? d->tok_low[mark] : token_case(d, e->head);
    /* "after five days of fighting" */
    if (str_eq(prep, STR("of")) && up != NONE) prep = token_case(d, up);
    return str_eq(prep, STR("after")) || str_eq(prep, STR("following")) ||
           str_eq(prep, STR("since"));
}

static void cast_roles(struct finding *f, bool nouns) {
    for (uint32_t i = 0; i < f->v.n; i++)
        if (is_noun(f->d, f->v.v[i].head) == nouns) role_run(f->lex, f->d, f->m, i, f->rule.v[i]);
}

void event_run(const struct event_lexicon *lex, const struct doc *d, const struct world *w,
               struct meaning *m, struct arena *scratch) {
    (void)w;
    struct arena_mark mark = arena_mark(scratch);
    struct finding f = {.lex = lex, .d = d, .m = m, .scratch = scratch};
    m->events = (struct events){0};
    m->events.of_tok = arena_array(d->a, uint32_t, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++) m->events.of_tok[t] = NONE;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        enum zone z = doc_sent_zone(d, s);
        if (z == ZONE_BODY || z == ZONE_TITLE || z == ZONE_HEADING) find_in_sentence(&f, s);
    }
    know_strikes(&f);
    m->events.v = f.v.v;
    m->events.n = f.v.n;
    for (uint32_t i = 0; i < f.v.n; i++) fact_run(lex, d, m, &f.v.v[i]);
    attach_times(&f);
    attach_places(&f);
    inherit(&f);
    cast_roles(&f, true);
    cast_roles(&f, false);
    mark_main(&f);
    for (uint32_t i = 0; i < f.v.n; i++) f.v.v[i].background = told_as_history(&f, &f.v.v[i]);
    arena_rewind(scratch, mark);
}
