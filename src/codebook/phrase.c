#include "base/base.h"

#include "codebook/phrase.h"

#include "language/tags.h"
#include "world/namekey.h"

enum { NAME_TOKENS = 10, CODE_BYTES = 24, GAP = 3 };

static void names_init(struct names *m, struct arena *a, uint32_t expected) {
    map_init(&m->of, a, expected);
    map_init(&m->first, a, expected);
}

static struct str first_word(struct str key) {
    uint32_t space = str_find(key, ' ', 0);
    return space == NONE ? key : str_cut(key, 0, space);
}

static void add_name(struct names *m, struct arena *a, struct str name, uint32_t value) {
    struct str key = namekey(a, name), first = first_word(key);
    uint32_t words = 1;
    if (!key.n) return;
    map_add(&m->of, key, value, NULL);
    for (uint32_t i = 0; i < key.n; i++) words += key.p[i] == ' ';
    if (map_add(&m->first, first, words, NULL) < words) map_put(&m->first, first, words);
}

/* "AUTHORITY" has the plural "AUTHORITIES", whatever the dictionary leaves to the reader. */
static void add_plural_in_ies(struct phrasebook *pb, struct arena *a, struct str noun, uint32_t i) {
    if (noun.n < 4 || (noun.p[noun.n - 1] | 32) != 'y') return;
    add_name(&pb->agent, a, arena_printf(a, "%.*sies", (int)noun.n - 1, noun.p), i);
}

void phrasebook_open(struct phrasebook *pb, const struct petrarch *p, struct arena *a) {
    pb->p = p;
    names_init(&pb->actor, a, p->actor.n + p->synonym.n);
    names_init(&pb->agent, a, 2 * p->agent.n);
    names_init(&pb->discard, a, p->discard.n);
    for (uint32_t i = 0; i < p->actor.n; i++) {
        const struct petrarch_actor *x = &p->actor.v[i];
        add_name(&pb->actor, a, x->name, i);
        for (uint32_t k = x->name_b; k < x->name_e; k++)
            add_name(&pb->actor, a, p->synonym.v[k], i);
    }
    for (uint32_t i = 0; i < p->agent.n; i++) {
        add_name(&pb->agent, a, p->agent.v[i].noun, i);
        if (p->agent.v[i].plural.n) add_name(&pb->agent, a, p->agent.v[i].plural, i);
        add_plural_in_ies(pb, a, p->agent.v[i].noun, i);
    }
    for (uint32_t i = 0; i < p->discard.n; i++) {
        struct str s = p->discard.v[i].text;
        bool report = s.n && s.p[0] == '+';
        uint32_t bracket = str_find(s, '[', 0);
        s = str_cut(s, report, bracket == NONE ? s.n : bracket);
        add_name(&pb->discard, a, s, report ? 2 : 1);
    }
}

/* [petrarch phrase/longest] the longest name of `m` at token t, at most to e: its value, and how
 * many tokens. */
static uint32_t longest(const struct names *m, const struct str *key, uint32_t t, uint32_t e,
                        uint32_t *len) {
    char name[NAMEKEY_MAX];
    uint32_t n = 0, found = NONE, words = map_get(&m->first, first_word(key[t]));
    *len = 0;
    if (!key[t].n || words == NONE) return NONE;
    for (uint32_t i = t; i < e && i < t + NAME_TOKENS && words; i++) {
        if (!key[i].n) continue; /* "U.S." in pieces, a comma: a name goes on behind it */
        words--;
        if (n + key[i].n + 1 > sizeof name) break;
        if (n) name[n++] = ' ';
        memcpy(name + n, key[i].p, key[i].n);
        n += key[i].n;
        uint32_t v = map_get(&m->of, (struct str){name, n});
        if (v != NONE) found = v, *len = i - t + 1;
    }
    return found;
}

/* [petrarch discard/sentence] and, with a '+', [petrarch discard/report] */
uint32_t phrases_discard(const struct phrasebook *pb, const struct str *key, uint32_t b,
                         uint32_t e) {
    uint32_t most = 0, len;
    for (uint32_t t = b; t < e && pb->discard.of.n; t++) {
        uint32_t v = longest(&pb->discard, key, t, e, &len);
        if (v != NONE) most = ATT_MAX(most, v);
    }
    return most;
}

/* [petrarch phrase/date] the code on that day: the first one whose dates hold it, else the one
 * without dates. A report without a day gets the latter, or the last one. */
static struct str code_at(const struct petrarch *p, const struct petrarch_actor *x, uint32_t day) {
    struct str open = STR(""), last = STR("");
    for (uint32_t i = x->code_b; i < x->code_e; i++) {
        const struct petrarch_code *c = &p->code.v[i];
        last = c->code;
        if (!c->from && !c->to) {
            open = c->code;
        } else if (day && (!c->from || day >= c->from) && (!c->to || day <= c->to)) {
            open = c->code;
            break;
        }
    }
    if (!open.n && !day) open = last;
    return open.n && (ascii_is_alpha(open.p[0]) || ascii_is_digit(open.p[0])) ? open : STR("");
}

/* A name of the dictionaries in the text, or a phrase while it is put together. */
struct hit {
    uint32_t b, e;
    struct str actor;                           /* "" = none */
    char before[CODE_BYTES], after[CODE_BYTES]; /* codes of agents */
    bool joined, comma;
    bool agent_first; /* "ambassadors of Arnor" */
    bool adjective;   /* "British activists" */
};

typedef VEC(struct hit) hits;

/* [petrarch phrase/agents] appends an agent's code unless the actor's code or those so far hold it.
 */
static void add_code(char *to, struct str code, struct str actor) {
    struct str so_far = str_c(to);
    if (str_find_str(so_far, code, 0) != NONE) return;
    for (uint32_t i = 0; i + code.n <= actor.n; i += 3)
        if (str_eq(str_cut(actor, i, i + code.n), code)) return;
    if (so_far.n + code.n >= CODE_BYTES) return;
    memcpy(to + so_far.n, code.p, code.n);
    to[so_far.n + code.n] = 0;
}

static bool find_hit(const struct phrasebook *pb, const struct str *key, uint32_t day, uint32_t t,
                     uint32_t e, struct hit *h) {
    uint32_t n_actor, n_agent, actor = longest(&pb->actor, key, t, e, &n_actor);
    uint32_t agent = longest(&pb->agent, key, t, e, &n_agent);
    *h = (struct hit){.b = t, .actor = STR("")};
    if (actor != NONE && n_actor >= n_agent) {
        h->e = t + n_actor;
        h->actor = code_at(pb->p, &pb->p->actor.v[actor], day);
        return h->actor.n != 0;
    }
    if (agent == NONE) return false;
    const struct petrarch_agent *g = &pb->p->agent.v[agent];
    h->e = t + n_agent;
    add_code(g->before ? h->before : h->after, g->code, STR(""));
    return true;
}

/* What stands between two hits. */
enum between { APART, SAME_PHRASE, OF_PHRASE, COMMA, JOINED };

static bool is_inner(const struct doc *d, uint32_t t) {
    uint8_t u = d->upos[t];
    return u == UPOS_ADJ || u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_NUM || u == UPOS_PART ||
           u == UPOS_ADV || u == UPOS_DET || str_eq_c(d->tok_low[t], "'s") ||
           str_eq_c(d->tok_low[t], "-");
}

static bool is_of(struct str w) {
    return str_eq_c(w, "of") || str_eq_c(w, "from") || str_eq_c(w, "in");
}

static enum between between(const struct doc *d, uint32_t b, uint32_t e) {
    enum between is = SAME_PHRASE;
    if (e > b + GAP + 2) return APART;
    for (uint32_t t = b; t < e; t++) {
        struct str w = d->tok_low[t];
        if (str_eq_c(w, ",") && is != JOINED)
            is = COMMA;
        else if (str_eq_c(w, ",") || str_eq_c(w, "and") || str_eq_c(w, "or") || str_eq_c(w, "&"))
            is = JOINED;
        else if (is == SAME_PHRASE && t == b && is_of(w))
            is = OF_PHRASE;
        else if (!is_inner(d, t))
            return APART;
        else if (is < COMMA && e > b + GAP + (is == OF_PHRASE))
            return APART;
    }
    return is;
}

static void take_agents(struct hit *to, const struct hit *from) {
    if (from->before[0]) add_code(to->before, str_c(from->before), to->actor);
    if (from->after[0]) add_code(to->after, str_c(from->after), to->actor);
}

static bool is_agent(const struct hit *h) {
    return h->before[0] || h->after[0];
}

/* [petrarch phrase/merged] "Arnor's foreign minister", "soldiers from Gondor", "MSF Arnor
 * diplomat": one phrase. */
static bool merge(struct hit *last, const struct hit *h, enum between how) {
    if (how != SAME_PHRASE && !(how == OF_PHRASE && !last->actor.n && h->actor.n)) return false;
    if (last->actor.n && h->actor.n && h->b > last->e + 1) return false;
    struct hit all = *last;
    if (!last->actor.n) {
        all.actor = h->actor;
        all.before[0] = all.after[0] = 0;
        take_agents(&all, last);
    }
    take_agents(&all, h);
    all.e = h->e;
    *last = all;
    return true;
}

/* A list goes on to an "and": commas alone join nothing. */
static void close_lists(hits *v) {
    bool closed = false;
    for (uint32_t i = v->n; i-- > 1;) {
        struct hit *h = &v->v[i];
        closed = h->joined && (closed || !h->comma);
        h->joined = closed;
    }
}

/* [petrarch phrase/shared] "ambassadors of Arnor, Osgiliath and Gondor", "Danish media and
 * government", "US and British activists": what one part says holds for the others. */
static void share(hits *v) {
    for (uint32_t i = 1; i < v->n; i++) {
        struct hit *l = &v->v[i - 1], *h = &v->v[i];
        if (!h->joined) continue;
        if (!h->actor.n && is_agent(h) && l->actor.n && is_agent(l))
            h->actor = l->actor;
        else if (h->actor.n && !is_agent(h) && l->actor.n && l->agent_first)
            take_agents(h, l), h->agent_first = true;
    }
    for (uint32_t i = v->n; i-- > 1;) {
        struct hit *l = &v->v[i - 1], *h = &v->v[i];
        if (h->joined && l->actor.n && !is_agent(l) && h->actor.n && is_agent(h) &&
            !h->agent_first && h->adjective)
            take_agents(l, h);
    }
}

static void find_hits(const struct phrasebook *pb, const struct doc *d, const struct str *key,
                      uint32_t day, const uint32_t range[2], hits *v, struct arena *a) {
    struct hit h;
    for (uint32_t t = range[0]; t < range[1];) {
        if (!key[t].n || !find_hit(pb, key, day, t, range[1], &h)) {
            t++;
            continue;
        }
        struct hit *last = v->n ? &v->v[v->n - 1] : NULL;
        enum between how = last ? between(d, last->e, h.b) : APART;
        h.adjective = h.actor.n && d->upos[h.e - 1] == UPOS_ADJ;
        if (last && (how == SAME_PHRASE || how == OF_PHRASE)) {
            bool first = !last->actor.n && h.actor.n;
            if (merge(last, &h, how)) {
                last->agent_first |= first;
                t = h.e;
                continue;
            }
        }
        h.joined = how == JOINED || how == COMMA;
        h.comma = how == COMMA;
        t = h.e;
        *vec_push(a, v) = h;
    }
}

/* [petrarch phrase/modifier] "military exercises": the agent only describes another noun. */
static bool is_modifier(const struct doc *d, uint32_t t) {
    return d->upos[t] == UPOS_ADJ || d->deprel[t] == DEP_AMOD ||
           (d->deprel[t] == DEP_COMPOUND && d->head[t] != NONE && d->head[t] > t &&
            d->upos[d->head[t]] == UPOS_NOUN);
}

void phrases_find(const struct phrasebook *pb, const struct doc *d, const struct str *key,
                  uint32_t day, const uint32_t range[2], coded_phrases *out, struct arena *a) {
    hits v = {0};
    find_hits(pb, d, key, day, range, &v, a);
    close_lists(&v);
    share(&v);
    out->n = 0;
    for (uint32_t i = 0; i < v.n; i++) {
        const struct hit *h = &v.v[i];
        if (!h->actor.n && is_modifier(d, h->e - 1)) continue;
        struct coded_phrase *c = vec_push(a, out);
        c->b = h->b;
        c->e = h->e;
        c->actor = h->actor.n != 0;
        c->joined = h->joined;
        c->code = arena_printf(d->a, "%s%.*s%s", h->before, c->actor ? (int)h->actor.n : 3,
                               c->actor ? h->actor.p : "---", h->after);
    }
}
