#include "base/base.h"

#include "world/actors.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "world/phrases.h"

/* One name of an actor. */
struct actor_alias {
    struct str text, key; /* as written, and folded */
    uint32_t actor;
    bool acronym; /* counts only where it is written in capitals ("IS", "US") */
};

struct actors {
    struct arena *a;
    VEC(struct actor) actor;
    VEC(struct actor_alias) alias;
    VEC(uint32_t) alias_next; /* [alias.n] next alias with the same key, or NONE */
    VEC(struct actor_term) term;
    VEC(struct actor_agent) agent;
    VEC(struct str) alpha2;  /* [n_state] of actors 0..n_state */
    struct phrases names;    /* key -> alias */
    struct phrases demonyms; /* key -> actor */
    struct phrases metonyms; /* key -> actor */
    struct phrases agents;   /* key -> agent */
    struct map ids;          /* id -> actor */
    struct map surnames;     /* last name of leaders -> actor, NONE where several states have it */
    struct petrarch petrarch;
};

const char *actor_kind_name(enum actor_kind k) {
    static const char *const name[N_ACTOR_KIND] = {
        "state", "government", "military", "police",  "intelligence", "armed_group", "party",
        "igo",   "ngo",        "media",    "company", "person",       "population",  "user"};
    return k < N_ACTOR_KIND ? name[k] : "?";
}

enum actor_kind actor_kind_find(struct str name) {
    for (int k = 0; k < N_ACTOR_KIND; k++)
        if (str_eq_c(name, actor_kind_name((enum actor_kind)k))) return (enum actor_kind)k;
    return N_ACTOR_KIND;
}

static void copy_code(char into[4], struct str s) {
    memset(into, 0, 4);
    memcpy(into, s.p, ATT_MIN(s.n, 3u));
}

static struct str short_str(const char s[4]) {
    return str_c(s);
}

/* ---- building */

static void add_alias(struct actors *as, uint32_t actor, struct str text) {
    text = str_trim(text);
    struct str key = namekey(as->a, text);
    if (!key.n || key.n > NAMEKEY_MAX) return;
    /* users' dictionaries are in capitals throughout: there only the shortest names are acronyms */
    bool acronym = namekey_is_acronym(text) && (!as->actor.v[actor].user || key.n <= 3);
    struct actor_alias al = {text, key, actor, acronym};
    uint32_t i = as->alias.n;
    bool added;
    uint32_t head = phrases_add(&as->names, key, i, &added);
    uint32_t next = NONE;
    if (!added && as->actor.v[actor].user) {
        map_put(&as->names.value, key, i);
        next = head;
    } else if (!added) {
        while (as->alias.v[head].actor != actor && as->alias_next.v[head] != NONE)
            head = as->alias_next.v[head];
        if (as->alias.v[head].actor == actor) return;
        as->alias_next.v[head] = i;
    }
    *vec_push(as->a, &as->alias) = al;
    *vec_push(as->a, &as->alias_next) = next;
}

static void add_aliases(struct actors *as, uint32_t actor, struct str list) {
    struct str one;
    while (str_next(&list, ';', &one)) add_alias(as, actor, one);
}

/* A new actor whose aliases follow until close_actor(). */
static uint32_t open_actor(struct actors *as, struct actor of) {
    of.term_b = as->term.n;
    *vec_push(as->a, &as->actor) = of;
    map_put(&as->ids, of.id, as->actor.n - 1);
    add_alias(as, as->actor.n - 1, of.name);
    return as->actor.n - 1;
}

static void close_actor(struct actors *as, uint32_t actor) {
    as->actor.v[actor].term_e = as->term.n;
}

static void put_phrases(struct actors *as, struct phrases *ph, struct str list, uint32_t value) {
    struct str one;
    while (str_next(&list, ';', &one)) {
        struct str key = namekey(as->a, str_trim(one));
        if (key.n) phrases_add(ph, key, value, NULL);
    }
}

static void read_states(struct actors *as) {
    struct tsv t;
    tsv_init(&t, embed_find("data/actors/states.tsv"));
    while (tsv_next(&t)) {
        struct actor s = {.id = tsv_cell(&t, 0), .name = tsv_cell(&t, 2), .kind = ACTOR_STATE};
        copy_code(s.country, s.id);
        s.code = s.id;
        uint32_t i = open_actor(as, s);
        add_aliases(as, i, tsv_cell(&t, 6));
        close_actor(as, i);
        *vec_push(as->a, &as->alpha2) = tsv_cell(&t, 1);
        put_phrases(as, &as->demonyms, tsv_cell(&t, 7), i);
        put_phrases(as, &as->metonyms, tsv_cell(&t, 5), i);
        put_phrases(as, &as->metonyms, tsv_cell(&t, 8), i);
    }
}

static void read_agents(struct actors *as) {
    struct tsv t;
    tsv_init(&t, embed_find("data/actors/agents.tsv"));
    while (tsv_next(&t)) {
        struct str list = tsv_cell(&t, 3), one;
        while (str_next(&list, ';', &one)) {
            struct actor_agent *g = vec_push(as->a, &as->agent);
            g->key = namekey(as->a, str_trim(one));
            copy_code(g->sector, tsv_cell(&t, 0));
            g->role = tsv_cell(&t, 1);
            g->weak = str_eq_c(tsv_cell(&t, 2), "weak");
            g->head = true;
            phrases_add(&as->agents, g->key, as->agent.n - 1, NULL);
        }
    }
}

static struct str make_id(struct actors *as, const char *kind, struct str name) {
    struct str key = namekey(as->a, name);
    char *p = arena_alloc(as->a, key.n + 1);
    for (uint32_t i = 0; i < key.n; i++) p[i] = key.p[i] == ' ' ? '-' : key.p[i];
    return arena_printf(as->a, "%s/%.*s", kind, (int)key.n, p);
}

/* "IRQ" and "GOV" give "IRQGOV"; without a country the role stands alone. */
static struct str join_code(struct actors *as, struct str country, struct str role) {
    return arena_printf(as->a, "%.*s%.*s", STR_ARG(country), STR_ARG(role));
}

/* kind, country, sector, code, name, further names */
static void read_organizations(struct actors *as, struct str text) {
    struct tsv t;
    tsv_init(&t, text);
    while (tsv_next(&t)) {
        enum actor_kind kind = actor_kind_find(tsv_cell(&t, 0));
        if (kind == N_ACTOR_KIND || !tsv_cell(&t, 4).n) continue;
        struct actor o = {.name = tsv_cell(&t, 4), .kind = (uint8_t)kind};
        o.id = make_id(as, actor_kind_name(kind), o.name);
        copy_code(o.country, tsv_cell(&t, 1));
        copy_code(o.sector, tsv_cell(&t, 2));
        o.code = tsv_cell(&t, 3);
        if (!o.code.n) o.code = join_code(as, short_str(o.country), short_str(o.sector));
        if (map_get(&as->ids, o.id) != NONE) continue;
        uint32_t i = open_actor(as, o);
        add_aliases(as, i, tsv_cell(&t, 5));
        close_actor(as, i);
    }
}

static uint32_t year_day(struct str year, uint32_t month_day) {
    uint32_t y;
    return num_parse_u32(year, &y) ? y * 10000 + month_day : 0;
}

/* country, office, from, to, name, further names; rows of one name stand together. */
static void read_leaders(struct actors *as) {
    struct tsv t;
    uint32_t last = NONE;
    tsv_init(&t, embed_find("data/actors/leaders.tsv"));
    while (tsv_next(&t)) {
        struct actor p = {.name = tsv_cell(&t, 4), .kind = ACTOR_PERSON};
        copy_code(p.country, tsv_cell(&t, 0));
        copy_code(p.sector, STR("GOV"));
        p.id = make_id(as, "person", p.name);
        p.code = join_code(as, tsv_cell(&t, 0), STR("GOV"));
        if (last == NONE || !str_eq(as->actor.v[last].id, p.id)) last = open_actor(as, p);
        add_aliases(as, last, tsv_cell(&t, 5));
        struct actor_term *term = vec_push(as->a, &as->term);
        *term = (struct actor_term){.office = tsv_cell(&t, 1), .code = p.code};
        copy_code(term->country, tsv_cell(&t, 0));
        copy_code(term->sector, STR("GOV"));
        term->from = year_day(tsv_cell(&t, 2), 101);
        term->to = year_day(tsv_cell(&t, 3), 1231);
        close_actor(as, last);
    }
}

/* Last names of leaders; a name of leaders of two states says nothing. */
static void index_surnames(struct actors *as) {
    map_init(&as->surnames, as->a, 1024);
    for (uint32_t i = 0; i < as->alias.n; i++) {
        const struct actor_alias *al = &as->alias.v[i];
        const struct actor *a = &as->actor.v[al->actor];
        if (a->kind != ACTOR_PERSON || !a->country[0]) continue;
        uint32_t from = al->key.n;
        while (from > 0 && al->key.p[from - 1] != ' ') from--;
        struct str last = str_cut(al->key, from, al->key.n);
        if (last.n < 4) continue;
        bool added;
        uint32_t old = map_add(&as->surnames, last, al->actor, &added);
        if (!added && old != NONE && memcmp(as->actor.v[old].country, a->country, 4) != 0)
            map_put(&as->surnames, last, NONE);
    }
}

/* ---- users' dictionaries */

/* The sector at the end of a CAMEO code: "AFGGOVMIL" is MIL, "USA" none. */
static struct str code_sector(struct str code) {
    return code.n >= 6 ? str_cut(code, 3, 6) : STR("");
}

static uint32_t state_of_code(const struct actors *as, struct str code) {
    return code.n >= 3 ? map_get(&as->ids, str_cut(code, 0, 3)) : NONE;
}

static void add_user_term(struct actors *as, struct actor *u, const struct petrarch_code *c) {
    struct actor_term *t = vec_push(as->a, &as->term);
    *t = (struct actor_term){.office = STR(""), .code = c->code, .from = c->from, .to = c->to};
    if (state_of_code(as, c->code) != NONE) copy_code(t->country, str_cut(c->code, 0, 3));
    copy_code(t->sector, code_sector(c->code));
    u->code = c->code;
    memcpy(u->country, t->country, 4);
    memcpy(u->sector, t->sector, 4);
}

static void add_user_actors(struct actors *as) {
    const struct petrarch *p = &as->petrarch;
    for (uint32_t i = 0; i < p->actor.n; i++) {
        const struct petrarch_actor *pa = &p->actor.v[i];
        struct actor u = {.name = pa->name, .kind = ACTOR_USER, .user = true};
        u.id = make_id(as, "user", pa->name);
        uint32_t at = open_actor(as, u);
        for (uint32_t k = pa->name_b; k < pa->name_e; k++) add_alias(as, at, p->synonym.v[k]);
        for (uint32_t k = pa->code_b; k < pa->code_e; k++)
            add_user_term(as, &as->actor.v[at], &p->code.v[k]);
        close_actor(as, at);
    }
}

static void add_user_agents(struct actors *as) {
    const struct petrarch *p = &as->petrarch;
    for (uint32_t i = 0; i < p->agent.n; i++) {
        const struct petrarch_agent *pa = &p->agent.v[i];
        const struct str form[2] = {pa->noun, pa->plural};
        for (int k = 0; k < 2; k++) {
            struct actor_agent g = {.key = namekey(as->a, form[k]), .role = pa->code, .head = true};
            if (!g.key.n) continue;
            copy_code(g.sector, str_cut(pa->code, 0, 3));
            *vec_push(as->a, &as->agent) = g;
            phrases_put(&as->agents, g.key, as->agent.n - 1);
        }
    }
}

static att_status read_user(struct actors *as, const att_options *opt, att_error *err) {
    for (size_t i = 0; opt && i < opt->n_actors; i++) {
        att_status st = petrarch_read(&as->petrarch, opt->actors[i], as->a, opt, err);
        if (st) return st;
    }
    return ATT_OK;
}

static bool is_organization_file(struct str name) {
    return str_starts(name, STR("data/actors/")) && !str_eq_c(name, "data/actors/states.tsv") &&
           !str_eq_c(name, "data/actors/agents.tsv") && !str_eq_c(name, "data/actors/leaders.tsv");
}

att_status actors_open(const struct actors **out, struct arena *a, const att_options *opt,
                       att_error *err) {
    struct actors *as = arena_new(a, struct actors);
    as->a = a;
    phrases_init(&as->names, a, 8192);
    phrases_init(&as->demonyms, a, 1024);
    phrases_init(&as->metonyms, a, 512);
    phrases_init(&as->agents, a, 2048);
    map_init(&as->ids, a, 4096);
    att_status st = read_user(as, opt, err);
    if (st) return st;
    read_states(as);
    add_user_actors(as);
    size_t n;
    const struct embed_file *f = embed_files(&n);
    for (size_t i = 0; i < n; i++)
        if (is_organization_file(str_c(f[i].name))) read_organizations(as, embed_find(f[i].name));
    read_leaders(as);
    index_surnames(as);
    read_agents(as);
    add_user_agents(as);
    *out = as;
    return ATT_OK;
}

/* ---- look-up */

uint32_t actors_count(const struct actors *as) {
    return as->actor.n;
}
const struct actor *actors_get(const struct actors *as, uint32_t i) {
    return &as->actor.v[i];
}

const struct actor_term *actors_terms(const struct actors *as, const struct actor *of,
                                      uint32_t *n) {
    *n = of->term_e - of->term_b;
    return as->term.v + of->term_b;
}

/* The folded form as a key: hyphens as spaces, points dropped. Copies only where it must. */
static struct str find_key(char into[NAMEKEY_MAX], struct str folded) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < folded.n && n < NAMEKEY_MAX; i++) {
        char c = ascii_lower(folded.p[i]);
        bool letter =
            ascii_is_lower(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 || c == '&';
        if (letter)
            into[n++] = c;
        else if (c != '.' && c != '\'' && n && into[n - 1] != ' ')
            into[n++] = ' ';
    }
    while (n && into[n - 1] == ' ') n--;
    return (struct str){into, n};
}

uint32_t actors_find(const struct actors *as, struct str folded) {
    char buf[NAMEKEY_MAX];
    uint32_t al = map_get(&as->names.value, find_key(buf, folded));
    return al == NONE ? NONE : as->alias.v[al].actor;
}

static bool all_upper(const bool *upper, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!upper[i]) return false;
    return true;
}

static uint32_t match_at(const struct actors *as, const struct str *key, const bool *upper,
                         uint32_t n, uint32_t *len) {
    struct phrase_walk w;
    uint32_t found = NONE;
    phrase_walk_begin(&w, &as->names, key, n);
    while (phrase_walk_next(&w, key, n)) {
        uint32_t al = map_get(&as->names.value, phrase_walk_text(&w));
        for (; al != NONE; al = as->alias_next.v[al]) {
            if (as->alias.v[al].acronym && upper && !all_upper(upper, w.tok)) continue;
            found = as->alias.v[al].actor;
            *len = w.tok;
            break;
        }
    }
    return found;
}

uint32_t actors_match(const struct actors *as, const struct str *key, const bool *upper, uint32_t n,
                      uint32_t *len) {
    uint32_t found = match_at(as, key, upper, n, len);
    if (found != NONE || n < 2 || !str_eq_c(key[0], "the")) return found;
    found = match_at(as, key + 1, upper ? upper + 1 : NULL, n - 1, len);
    if (found != NONE) ++*len;
    return found;
}

const struct actor_term *actors_term_at(const struct actors *as, const struct actor *of,
                                        uint32_t day) {
    for (uint32_t i = of->term_b; i < of->term_e; i++) {
        const struct actor_term *t = &as->term.v[i];
        if (!day || ((!t->from || t->from <= day) && (!t->to || day <= t->to))) return t;
    }
    return NULL;
}

uint32_t actors_demonym(const struct actors *as, const struct str *key, uint32_t n, uint32_t *len) {
    return phrases_match(&as->demonyms, key, n, len);
}

uint32_t actors_metonym(const struct actors *as, const struct str *key, uint32_t n, uint32_t *len) {
    return phrases_match(&as->metonyms, key, n, len);
}

const struct actor_agent *actors_agent(const struct actors *as, const struct str *key, uint32_t n,
                                       uint32_t *len) {
    uint32_t g = phrases_match(&as->agents, key, n, len);
    return g == NONE ? NULL : &as->agent.v[g];
}

uint32_t actors_state(const struct actors *as, struct str alpha3) {
    uint32_t i = map_get(&as->ids, alpha3);
    return i != NONE && as->actor.v[i].kind == ACTOR_STATE ? i : NONE;
}

uint32_t actors_state_alpha2(const struct actors *as, struct str alpha2) {
    for (uint32_t i = 0; i < as->alpha2.n; i++)
        if (str_eq(as->alpha2.v[i], alpha2)) return i;
    return NONE;
}

/* What is gathered while the words of a noun phrase are read. */
struct gather {
    const struct actors *as;
    uint32_t state, metonym, known;
    const struct actor_agent *strong, *weak;
};

/* Takes the longest thing known at the front of the keys; how many tokens it has. */
static uint32_t gather_one(struct gather *g, const struct str *key, const bool *upper, uint32_t n) {
    const struct actors *as = g->as;
    uint32_t name_n = 0, dem_n = 0, agent_n = 0, met_n = 0;
    uint32_t name = actors_match(as, key, upper, n, &name_n);
    uint32_t dem = actors_demonym(as, key, n, &dem_n);
    uint32_t met = actors_metonym(as, key, n, &met_n);
    const struct actor_agent *ag = actors_agent(as, key, n, &agent_n);
    if (dem != NONE && dem_n >= name_n && dem_n >= agent_n) {
        if (g->state == NONE) g->state = dem;
        return dem_n;
    }
    if (name != NONE && name_n >= agent_n) {
        const struct actor *a = &as->actor.v[name];
        if (a->kind == ACTOR_STATE) {
            if (g->state == NONE) g->state = name;
        } else if (g->known == NONE) {
            g->known = name;
        }
        return name_n;
    }
    if (ag) {
        const struct actor_agent **slot = ag->weak ? &g->weak : &g->strong;
        if (!*slot) *slot = ag;
        return agent_n;
    }
    if (met != NONE && g->metonym == NONE) g->metonym = met;
    return met != NONE ? met_n : 1;
}

static void set_code(struct actor_description *d, struct str code) {
    d->code[0] = 0;
    if (code.n < sizeof d->code) {
        memcpy(d->code, code.p, code.n);
        d->code[code.n] = 0;
    }
}

static void describe_by_words(const struct gather *g, struct actor_description *out) {
    const struct actor_agent *ag = g->strong ? g->strong : g->weak;
    uint32_t state = g->state != NONE ? g->state : g->metonym;
    char code[16] = "";
    if (state != NONE) memcpy(out->country, g->as->actor.v[state].country, 4);
    if (ag) memcpy(out->sector, ag->sector, 4);
    if (!ag && g->state == NONE && g->metonym != NONE) memcpy(out->sector, "GOV", 4);
    struct str role = ag ? ag->role : str_c(out->sector);
    uint32_t n = (uint32_t)strlen(out->country);
    memcpy(code, out->country, n);
    if (n + role.n < sizeof code) memcpy(code + n, role.p, role.n);
    set_code(out, str_c(code));
}

bool actors_describe(const struct actors *as, const struct str *key, const bool *upper, uint32_t n,
                     struct actor_description *out) {
    struct gather g = {.as = as, .state = NONE, .metonym = NONE, .known = NONE};
    for (uint32_t i = 0; i < n;) i += gather_one(&g, key + i, upper ? upper + i : NULL, n - i);
    if (g.known == NONE && g.state == NONE && g.strong && n > 1 &&
        str_eq_c(short_str(g.strong->sector), "GOV")) {
        uint32_t a = map_get(&as->surnames, key[n - 1]); /* "President Museveni" */
        if (a != NONE) g.state = actors_state(as, short_str(as->actor.v[a].country));
    }
    *out = (struct actor_description){.actor = g.known};
    if (g.known == NONE) {
        describe_by_words(&g, out);
        if (g.state != NONE && !g.strong && !g.weak) out->actor = g.state;
        return out->country[0] || out->sector[0];
    }
    const struct actor *a = &as->actor.v[g.known];
    memcpy(out->country, a->country, 4);
    memcpy(out->sector, a->sector, 4);
    set_code(out, a->code);
    if (!out->country[0] && g.state != NONE) memcpy(out->country, as->actor.v[g.state].country, 4);
    return true;
}

const struct petrarch *actors_petrarch(const struct actors *as) {
    return &as->petrarch;
}
