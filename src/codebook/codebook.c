#include "base/base.h"

#include "codebook/scheme.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"

enum { NEIGHBOURS = 32 };

/* ---- the tables */

static const char *keep(struct arena *a, struct str s) {
    return s.n ? arena_str(a, s).p : NULL;
}

static void read_cameo(struct codebook *cb, struct arena *a) {
    struct tsv t;
    map_init(&cb->cameo_of, a, 512);
    tsv_init(&t, embed_find("data/codebooks/cameo.tsv"));
    while (tsv_next(&t)) {
        struct cameo_row *r = vec_push(a, &cb->cameo);
        struct str contexts = tsv_cell(&t, 7), part;
        r->code = keep(a, tsv_cell(&t, 0));
        r->plover_event = keep(a, tsv_cell(&t, 5));
        r->plover_mode = keep(a, tsv_cell(&t, 6));
        while (r->n_context < CODE_CONTEXTS && str_next(&contexts, ';', &part))
            if (str_trim(part).n) r->context[r->n_context++] = keep(a, str_trim(part));
        map_put(&cb->cameo_of, tsv_cell(&t, 0), cb->cameo.n - 1);
    }
}

static void read_weapons(struct codebook *cb, struct arena *a) {
    struct tsv t;
    map_init(&cb->weapon_of, a, 256);
    tsv_init(&t, embed_find("data/codebooks/weapons.tsv"));
    while (tsv_next(&t)) {
        struct weapon_row *r = vec_push(a, &cb->weapon);
        struct str modes = tsv_cell(&t, 0), mode, words = tsv_cell(&t, 3), word;
        uint32_t gtd = 0;
        if (str_next(&modes, ' ', &mode)) r->plover_mode = keep(a, mode);
        if (num_parse_u32(tsv_cell(&t, 1), &gtd)) r->gtd = (uint8_t)gtd;
        r->acled_sub = keep(a, tsv_cell(&t, 2));
        while (str_next(&words, ',', &word))
            map_add(&cb->weapon_of, str_trim(word), cb->weapon.n - 1, NULL);
    }
}

static void read_plover(struct codebook *cb, struct arena *a) {
    struct tsv t;
    tsv_init(&t, embed_find("data/codebooks/plover.tsv"));
    while (tsv_next(&t)) {
        struct plover_row *r = vec_push(a, &cb->plover);
        struct str score = tsv_cell(&t, 3);
        bool minus = score.n && score.p[0] == '-';
        uint32_t quad = 0, tenths = 0;
        num_parse_u32(tsv_cell(&t, 2), &quad);
        num_parse_u32(str_cut(score, minus, score.n), &tenths);
        r->event = keep(a, tsv_cell(&t, 0));
        r->mode = keep(a, tsv_cell(&t, 1));
        r->quad = (uint8_t)quad;
        r->tenths = (int16_t)(minus ? -(int)tenths : (int)tenths);
        r->needs_recipient = tsv_cell(&t, 4).n != 0;
    }
}

static void read_contexts(struct codebook *cb, struct arena *a) {
    struct tsv t;
    map_init(&cb->context_of, a, 512);
    tsv_init(&t, embed_find("data/codebooks/contexts.tsv"));
    while (tsv_next(&t)) {
        struct str words = tsv_cell(&t, 1), word;
        *vec_push(a, &cb->context) = keep(a, tsv_cell(&t, 0));
        while (str_next(&words, ',', &word))
            map_add(&cb->context_of, str_trim(word), cb->context.n - 1, NULL);
    }
}

static void read_acled(struct codebook *cb, struct arena *a) {
    struct tsv t;
    map_init(&cb->acled_of, a, 64);
    tsv_init(&t, embed_find("data/codebooks/acled.tsv"));
    while (tsv_next(&t) && cb->n_acled < COUNT_OF(cb->acled)) {
        cb->acled[cb->n_acled].event = keep(a, tsv_cell(&t, 0));
        cb->acled[cb->n_acled].sub = keep(a, tsv_cell(&t, 1));
        map_put(&cb->acled_of, tsv_cell(&t, 1), cb->n_acled++);
    }
}

static void read_cues(struct codebook *cb, struct arena *a) {
    struct tsv t;
    map_init(&cb->attempt, a, 16);
    map_init(&cb->mob, a, 16);
    map_init(&cb->hijack, a, 16);
    map_init(&cb->demonstrator, a, 16);
    tsv_init(&t, embed_find("data/codebooks/cues.tsv"));
    while (tsv_next(&t)) {
        struct str words = tsv_cell(&t, 1), word;
        struct str kind = tsv_cell(&t, 0);
        struct map *of = str_eq(kind, STR("mob"))            ? &cb->mob
                         : str_eq(kind, STR("hijack"))       ? &cb->hijack
                         : str_eq(kind, STR("demonstrator")) ? &cb->demonstrator
                                                             : &cb->attempt;
        while (str_next(&words, ',', &word)) map_add(of, str_trim(word), 1, NULL);
    }
}

static void read_gtd(struct codebook *cb, struct arena *a) {
    struct tsv t;
    uint32_t row = 0;
    map_init(&cb->gtd_target_of, a, 256);
    map_init(&cb->gtd_rank_of, a, 256);
    tsv_init(&t, embed_find("data/codebooks/gtd_targets.tsv"));
    for (; tsv_next(&t); row++) {
        struct str words = tsv_cell(&t, 2), word;
        uint32_t type = 0;
        num_parse_u32(tsv_cell(&t, 0), &type);
        while (str_next(&words, ',', &word)) {
            map_add(&cb->gtd_target_of, str_trim(word), type, NULL);
            map_add(&cb->gtd_rank_of, str_trim(word), row, NULL);
        }
    }
}

att_status codebook_open(const struct codebook **out, const struct world *w, struct arena *a,
                         const att_options *opt, att_error *err) {
    (void)err;
    struct codebook *cb = arena_new(a, struct codebook);
    cb->world = w;
    read_cameo(cb, a);
    read_weapons(cb, a);
    read_plover(cb, a);
    read_contexts(cb, a);
    read_acled(cb, a);
    read_cues(cb, a);
    read_gtd(cb, a);
    cb->dyads = opt && opt->cameo;
    cb->halves = opt && opt->cameo == ATT_CAMEO_HALVES;
    if (cb->dyads) cb->petrarch = petrarch_book_open(w, cb->halves, a);
    *out = cb;
    return ATT_OK;
}

/* ---- an event as the schemes look at it */

uint32_t coding_next(const struct coding *c, enum event_role role, uint32_t from) {
    for (uint32_t i = from; i < c->e->n_part; i++)
        if (c->e->part[i].role == role) return i;
    return NONE;
}

const struct entity *coding_entity(const struct coding *c, uint32_t participant) {
    if (participant == NONE) return NULL;
    uint32_t e = c->e->part[participant].entity;
    return e < c->m->entities.n ? &c->m->entities.v[e] : NULL;
}

static uint32_t weapon_word(const struct codebook *cb, const struct doc *d, uint32_t t) {
    uint32_t i = map_get(&cb->weapon_of, d->lemma[t]);
    if (i == NONE) i = map_get(&cb->weapon_of, d->tok_low[t]);
    if (i != NONE || d->tok_low[t].n < 4) return i;
    struct str s = d->tok_low[t];
    return s.p[s.n - 1] == 's' ? map_get(&cb->weapon_of, str_cut(s, 0, s.n - 1)) : NONE;
}

/* Two words of the text with one space, the second one by its lemma; 64 bytes are enough. */
static uint32_t weapon_pair(const struct codebook *cb, const struct doc *d, uint32_t t) {
    char key[64];
    struct str x = d->tok_low[t], y = d->lemma[t + 1];
    if (x.n + y.n + 1u > sizeof key) return NONE;
    memcpy(key, x.p, x.n);
    key[x.n] = ' ';
    memcpy(key + x.n + 1, y.p, y.n);
    return map_get(&cb->weapon_of, (struct str){key, x.n + 1 + y.n});
}

const struct weapon_row *codebook_weapon(const struct codebook *cb, const struct doc *d,
                                         struct tspan span) {
    uint32_t b, e, best = NONE;
    doc_span_toks(d, span, &b, &e);
    for (uint32_t t = b; t + 1 < e; t++) {
        uint32_t i = weapon_pair(cb, d, t);
        if (i != NONE && (best == NONE || i < best)) best = i;
    }
    for (uint32_t t = b; best == NONE && t < e; t++) best = weapon_word(cb, d, t);
    return best == NONE ? NULL : &cb->weapon.v[best];
}

const struct weapon_row *coding_weapon(const struct coding *c) {
    for (uint32_t i = coding_next(c, ROLE_WEAPON, 0); i != NONE;
         i = coding_next(c, ROLE_WEAPON, i + 1)) {
        const struct weapon_row *r = codebook_weapon(c->cb, c->d, c->e->part[i].span);
        if (r) return r;
    }
    return codebook_weapon(c->cb, c->d, c->e->trigger);
}

const char *coding_sector(const struct coding *c, enum event_role role) {
    for (uint32_t i = coding_next(c, role, 0); i != NONE; i = coding_next(c, role, i + 1)) {
        const struct entity *e = coding_entity(c, i);
        if (!e) continue;
        if (e->sector[0]) return e->sector;
        if (e->type == ENTITY_MILITARY) return "MIL";
        if (e->type == ENTITY_POLICE) return "COP";
        if (e->type == ENTITY_GOVERNMENT) return "GOV";
    }
    return "";
}

void coding_neighbours(const struct coding *c, uint32_t *b, uint32_t *e) {
    const struct event *v = c->m->events.v;
    *b = *e = c->event;
    while (*b && c->event - *b < NEIGHBOURS && v[*b - 1].sent == c->e->sent) --*b;
    while (*e < c->m->events.n && *e - c->event < NEIGHBOURS && v[*e].sent == c->e->sent) ++*e;
}

bool coding_cue(const struct coding *c, enum event_role role, const struct map *cues) {
    for (uint32_t i = coding_next(c, role, 0); i != NONE; i = coding_next(c, role, i + 1))
        for (uint32_t t = c->e->part[i].tok_b; t < c->e->part[i].tok_e; t++)
            if (map_get(cues, c->d->lemma[t]) != NONE) return true;
    return false;
}

bool sector_is_state(const char *s) {
    return !strcmp(s, "MIL") || !strcmp(s, "COP") || !strcmp(s, "GOV") || !strcmp(s, "SPY");
}

bool sector_is_armed(const char *s) {
    return !strcmp(s, "MIL") || !strcmp(s, "COP") || !strcmp(s, "REB") || !strcmp(s, "UAF") ||
           !strcmp(s, "PRM");
}

void codebook_run(const struct codebook *cb, const struct doc *d, const struct world *w,
                  const struct meaning *m, const struct claims_found *c, const struct incidents *in,
                  struct coded *out, struct arena *scratch) {
    (void)w, (void)c;
    *out = (struct coded){0};
    out->of_event = arena_array(d->a, struct codes, m->events.n);
    for (uint32_t i = 0; i < m->events.n; i++) {
        struct coding x = {cb, d, m, in, &m->events.v[i], i};
        cameo_code(&x, &out->of_event[i]);
        plover_code(&x, &out->of_event[i]);
        acled_code(&x, &out->of_event[i]);
    }
    out->of_incident = arena_array(d->a, struct incident_codes, in->n);
    for (uint32_t i = 0; i < in->n; i++) {
        if (!event_is_violent((enum event_type)in->v[i].type)) continue;
        out->of_incident[i].ucdp = ucdp_violence_of(cb, d, m, &in->v[i]);
        out->of_incident[i].gtd = gtd_codes_of(cb, d, m, &in->v[i]);
    }
    if (cb->petrarch)
        petrarch_dyads(cb->petrarch, d, m, out, scratch);
    else if (cb->dyads)
        cameo_dyads(cb, d, m, out, scratch);
}
