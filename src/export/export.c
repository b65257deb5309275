#include "base/base.h"

#include "export/export.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"

#include <stdio.h>

const struct export_format *export_format_find(const char *name) {
    for (const struct export_format *f = export_formats; f->name; f++)
        if (!strcmp(f->name, name)) return f;
    return NULL;
}

att_status export_no_format(const char *command, const char *name, att_error *err) {
    char list[200] = "";
    for (const struct export_format *f = export_formats; f->name; f++) {
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "", f->name);
    }
    return status_set(err, ATT_EUSAGE, 0, "%s: --format %s: not one of %s", command, name, list);
}

/* ---- tables */

static void read_countries(struct tables *t, struct arena *a) {
    struct tsv s;
    uint32_t n = 0;
    struct str states = embed_find("data/actors/states.tsv");
    map_init(&t->country, a, 512);
    t->countries = arena_array(a, struct country_row, states.n / 8 + 1);
    tsv_init(&s, states);
    while (tsv_next(&s)) {
        t->countries[n] = (struct country_row){
            .iso3 = tsv_cell(&s, 0), .iso2 = tsv_cell(&s, 1), .name = tsv_cell(&s, 2)};
        map_put(&t->country, tsv_cell(&s, 0), n++);
    }
    tsv_init(&s, embed_find("data/codebooks/countries.tsv"));
    while (tsv_next(&s)) {
        uint32_t i = map_get(&t->country, tsv_cell(&s, 0));
        if (i == NONE) continue;
        struct country_row *r = &t->countries[i];
        r->number = tsv_cell(&s, 1), r->acled_region = tsv_cell(&s, 2);
        r->ucdp_region = tsv_cell(&s, 3), r->gtd_region = tsv_cell(&s, 4);
        r->gw = tsv_cell(&s, 5);
    }
    tsv_init(&s, embed_find("data/codebooks/gtd_countries.tsv"));
    while (tsv_next(&s)) {
        uint32_t i = map_get(&t->country, tsv_cell(&s, 1));
        if (i == NONE) continue;
        t->countries[i].gtd = tsv_cell(&s, 0), t->countries[i].gtd_name = tsv_cell(&s, 2);
    }
}

static void read_actors(struct tables *t, struct arena *a) {
    struct tsv s;
    uint32_t n = 0;
    map_init(&t->actor, a, 32);
    t->actors = arena_array(a, struct actor_row, 64);
    tsv_init(&s, embed_find("data/codebooks/acled_actors.tsv"));
    while (n < 64 && tsv_next(&s)) {
        t->actors[n] = (struct actor_row){tsv_cell(&s, 0), tsv_cell(&s, 1), tsv_cell(&s, 2)};
        map_put(&t->actor, tsv_cell(&s, 0), n++);
    }
}

static void read_pairs(struct tables *t, struct arena *a) {
    struct tsv s;
    uint32_t n = 0;
    map_init(&t->pair, a, 64);
    t->disorder = arena_array(a, struct str, 64);
    t->told = arena_array(a, struct str, 64);
    tsv_init(&s, embed_find("data/codebooks/acled.tsv"));
    while (n < 64 && tsv_next(&s)) {
        t->disorder[n] = tsv_cell(&s, 2);
        t->told[n] = tsv_cell(&s, 3);
        map_put(&t->pair, words_of(a, tsv_cell(&s, 0), STR("\t"), tsv_cell(&s, 1)), n++);
    }
}

static void read_cameo(struct tables *t, struct arena *a) {
    struct tsv s;
    uint32_t n = 0;
    map_init(&t->cameo, a, 512);
    t->cameos = arena_array(a, struct cameo_names, 512);
    tsv_init(&s, embed_find("data/codebooks/cameo.tsv"));
    while (n < 512 && tsv_next(&s)) {
        t->cameos[n] = (struct cameo_names){tsv_cell(&s, 4), tsv_cell(&s, 3)};
        map_put(&t->cameo, tsv_cell(&s, 0), n++);
    }
}

void export_tables(struct tables *t, struct arena *a) {
    read_countries(t, a);
    read_actors(t, a);
    read_pairs(t, a);
    read_cameo(t, a);
    vague_open(&t->vague, a);
}

/* ---- what the formats share */

const struct country_row *export_country(const struct tables *t, struct str iso3) {
    uint32_t i = iso3.n ? map_get(&t->country, iso3) : NONE;
    return i == NONE ? NULL : &t->countries[i];
}

const struct cameo_names *export_cameo(const struct tables *t, struct str code) {
    uint32_t i = code.n ? map_get(&t->cameo, code) : NONE;
    return i == NONE ? NULL : &t->cameos[i];
}

struct str export_country_name(const struct tables *t, struct str iso3) {
    const struct country_row *r = export_country(t, iso3);
    return r ? r->name : iso3;
}

struct str export_degrees(struct arena *a, int64_t v) {
    char digits[NUM_DIGITS];
    return arena_str(a, num_format_fixed(digits, v, 6));
}

struct str export_join(struct arena *a, const struct str *v, uint32_t n, const char *sep) {
    size_t room = 1, between = strlen(sep);
    for (uint32_t i = 0; i < n; i++) room += v[i].n + between;
    char *to = arena_alloc_raw(a, room);
    uint32_t used = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool seen = !v[i].n;
        for (uint32_t k = 0; k < i && !seen; k++) seen = str_eq(v[k], v[i]);
        if (seen) continue;
        if (used) memcpy(to + used, sep, between), used += (uint32_t)between;
        memcpy(to + used, v[i].p, v[i].n);
        used += v[i].n;
    }
    to[used] = 0;
    return (struct str){to, used};
}

struct str export_outlets(const struct casedata *k, const char *sep) {
    struct str *v = arena_array(k->a, struct str, k->source.n + 1);
    for (uint32_t i = 0; i < k->source.n; i++) v[i] = k->source.v[i].outlet;
    return export_join(k->a, v, k->source.n, sep);
}

struct str export_parties(const struct casedata *k, enum party_role role, const char *sep,
                          struct basis *why) {
    uint32_t n = k->party[role].n, *claim = arena_array(k->a, uint32_t, k->claim.n + 1), m = 0;
    struct str *v = arena_array(k->a, struct str, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct party *p = &k->party[role].v[i];
        v[i] = p->name;
        for (uint32_t c = 0; c < p->claim.n && m < k->claim.n; c++) claim[m++] = p->claim.v[c];
    }
    if (why) *why = (struct basis){claim, m};
    return export_join(k->a, v, n, sep);
}

/* ---- differences */

/* Slots on which reports may differ, as bits. */
enum {
    DISPUTED = 1u << SLOT_OCCURRED | 1u << SLOT_PERPETRATOR | 1u << SLOT_RESPONSIBILITY |
               1u << SLOT_KILLED | 1u << SLOT_WOUNDED | 1u << SLOT_HOSPITALIZED |
               1u << SLOT_MISSING | 1u << SLOT_DETAINED | 1u << SLOT_KIDNAPPED |
               1u << SLOT_WEAPON_COUNT
};

/* The words of a position: "3", "at least 7", "staged", "nobody". */
static struct str position_words(struct arena *a, const struct told *t) {
    bool denies = str_eq_c(t->stance, "denies");
    struct str no = denies ? STR("not ") : STR("");
    if (!t->figure) return words_of(a, no, t->nobody ? STR("nobody") : t->value);
    struct str low = words_number(a, t->low);
    if (t->low == t->high) return words_of(a, no, low);
    if (t->high == UINT64_MAX) return words_of(a, no, STR("at least "), low);
    return words_of(a, no, low, STR(" to "), words_number(a, t->high));
}

/* What is said of the slot of claim `from`, into part[*n]; false where all say the same. */
struct differing {
    struct str *part, *seen; /* [n], [claim.n] */
    uint32_t n, *claim, n_claim;
};

static void add_part(struct differing *d, struct str s) {
    d->part[d->n++] = s;
}

static void add_slot(const struct casedata *k, uint32_t from, struct differing *d) {
    uint32_t slot = k->claim.v[from].slot, n_seen = 0, before = d->n, claims = d->n_claim;
    if (d->n) add_part(d, STR(". "));
    add_part(d, str_c(claim_slot_name((enum claim_slot)slot)));
    for (uint32_t i = from; i < k->claim.n; i++) {
        const struct told *t = &k->claim.v[i];
        if (t->slot != slot || t->partial || t->attackers) continue;
        struct str words = position_words(k->a, t);
        uint32_t at = 0;
        while (at < n_seen && !str_eq(d->seen[at], words)) at++;
        if (at < n_seen) continue;
        const struct str part[] = {n_seen ? STR("; ") : STR(": "), words, STR(" ("), t->holder,
                                   STR(")")};
        for (size_t p = 0; p < COUNT_OF(part); p++) add_part(d, part[p]);
        d->seen[n_seen++] = words;
        d->claim[d->n_claim++] = i;
    }
    if (n_seen < 2) d->n = before, d->n_claim = claims;
}

struct str export_differences(const struct casedata *k, struct basis *why) {
    uint32_t left = DISPUTED, room = k->claim.n + 1;
    struct differing d = {.part = arena_array_raw(k->a, struct str, 7 * (size_t)room),
                          .seen = arena_array_raw(k->a, struct str, room),
                          .claim = arena_array_raw(k->a, uint32_t, room)};
    for (uint32_t i = 0; i < k->claim.n; i++) {
        uint32_t slot = k->claim.v[i].slot;
        if (!(left >> slot & 1)) continue;
        left &= ~(1u << slot);
        add_slot(k, i, &d);
    }
    if (why) *why = (struct basis){d.claim, d.n_claim};
    return d.n ? words_join(k->a, d.part, d.n) : STR_NULL;
}
