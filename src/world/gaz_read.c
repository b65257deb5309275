#include "base/base.h"

#include "world/gaz_read.h"

#include "base/map.h"
#include "base/num.h"
#include "base/sys.h"
#include "base/utf8.h"
#include "world/actors.h"
#include "world/gaz_table.h"

#include <zlib.h>

#define GAZ_FILE_LIMIT ((size_t)4 << 30)
#define GAZ_TEXT_LIMIT ((size_t)UINT32_MAX - 1)
enum { GAZ_COLUMNS = 19, GAZ_ALT_NAMES = 64 };

struct reader {
    struct gaz_reading *r;
    struct arena *a, *tmp;
    struct gaz_builder b;
    struct map admin1;       /* "CC.code" -> place of the area itself */
    VEC(struct str) area_of; /* [n_place] "CC.code" or "" */
    struct str text;
    struct str *block;
    uint32_t line;
};

/* Where each column stands in a row of 19 or of 13. */
struct columns {
    uint8_t id, name, ascii, alternates, lat, lon, fclass, fcode, cc, admin1, population;
};
static const struct columns dump = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 14};
static const struct columns small = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11};

static void bad_line(struct reader *r, const char *why) {
    r->r->n_bad++;
    if (!r->r->opt || !r->r->opt->warn) return;
    att_error e;
    status_set(&e, ATT_EINPUT, 0, "%s:%u: %s", r->r->path, r->line, why);
    r->r->opt->warn(r->r->opt->warn_ctx, &e);
}

static enum gaz_kind kind_of(struct str fclass, struct str fcode) {
    char c = fclass.n ? fclass.p[0] : 0;
    if (c == 'A' && str_starts(fcode, STR("PCL"))) return GAZ_COUNTRY;
    if (c == 'A' && str_starts(fcode, STR("ADM1"))) return GAZ_ADMIN1;
    if (c == 'A') return GAZ_ADMIN2;
    if (c == 'P' && str_eq_c(fcode, "PPLX")) return GAZ_DISTRICT;
    if (c == 'P') return GAZ_CITY;
    if (c == 'S' || c == 'R') return GAZ_FACILITY;
    if (c == 'H') return GAZ_WATER;
    return GAZ_REGION;
}

/* Names that English text may use: in Latin letters, capitalised, no airport code. */
static bool usable_name(struct str s) {
    uint32_t cp;
    if (s.n < 3 || s.n > 60 || !utf8_decode(s.p, s.n, &cp) || !utf8_is_upper(cp)) return false;
    if (s.n <= 4 && namekey_is_acronym(s)) return false;
    for (uint32_t i = 0; i < s.n;) {
        unsigned len = utf8_decode(s.p + i, s.n - i, &cp);
        if (!len || (cp > 0x24f && (cp < 0x1e00 || cp > 0x1eff) && (cp < 0x2b0 || cp > 0x36f) &&
                     (cp < 0x2010 || cp > 0x201f)))
            return false;
        i += len;
    }
    return true;
}

static void add_names(struct reader *r, uint32_t place, struct str ascii, struct str list) {
    struct str one;
    if (ascii.n) gaz_build_name(&r->b, place, ascii, GAZ_NAME_MAIN);
    for (uint32_t n = 0; n < GAZ_ALT_NAMES && str_next(&list, ',', &one);) {
        if (!usable_name(one)) continue;
        gaz_build_name(&r->b, place, one, 0);
        n++;
    }
}

/* "Kentucky" stands also for "State of Kentucky", as "Anbar" for "Anbar Governorate". */
static void add_row(struct reader *r, const struct str *cell, const struct columns *c) {
    int64_t lat, lon;
    struct gaz_place p = {.admin1 = NONE, .within = NONE};
    if (!num_parse_fixed(cell[c->lat], 5, &lat) || !num_parse_fixed(cell[c->lon], 5, &lon) ||
        lat < -9000000 || lat > 9000000 || lon < -18000000 || lon > 18000000) {
        bad_line(r, "latitude or longitude out of range");
        return;
    }
    if (!cell[c->name].n || (cell[c->id].n && !num_parse_u32(cell[c->id], &p.geonames))) {
        bad_line(r, "no name, or an id that is no number");
        return;
    }
    uint64_t people = 0;
    num_parse_u64(cell[c->population], &people);
    p.lat = (int32_t)lat, p.lon = (int32_t)lon;
    p.population = (uint32_t)ATT_MIN(people, (uint64_t)UINT32_MAX);
    p.kind = (uint8_t)kind_of(cell[c->fclass], cell[c->fcode]);
    if (str_eq_c(cell[c->fcode], "PPLC")) p.flags |= GAZ_CAPITAL;
    if (str_eq_c(cell[c->fcode], "PPLA")) p.flags |= GAZ_SEAT;
    if (str_eq_c(cell[c->fcode], "CONT")) p.flags |= GAZ_WIDE;
    uint32_t state = actors_state_alpha2(r->r->as, cell[c->cc]);
    if (state != NONE) memcpy(p.country, actors_get(r->r->as, state)->country, 4);
    uint32_t at = gaz_build_place(&r->b, p, cell[c->name]);
    add_names(r, at, cell[c->ascii], cell[c->alternates]);
    struct str area = STR("");
    if (cell[c->cc].n && cell[c->admin1].n)
        area = arena_printf(r->tmp, "%.*s.%.*s", STR_ARG(cell[c->cc]), STR_ARG(cell[c->admin1]));
    *vec_push(r->tmp, &r->area_of) = area;
    if (p.kind == GAZ_ADMIN1 && area.n) map_put(&r->admin1, area, at);
}

static void read_row(struct reader *r, struct str line) {
    struct str cell[GAZ_COLUMNS + 1], rest = line;
    uint32_t n = 0;
    while (n <= GAZ_COLUMNS && rest.p) {
        uint32_t tab = str_find(rest, '\t', 0);
        cell[n++] = str_cut(rest, 0, tab == NONE ? rest.n : tab);
        rest = tab == NONE ? STR_NULL : str_cut(rest, tab + 1, rest.n);
    }
    if (n == GAZ_COLUMNS)
        add_row(r, cell, &dump);
    else if (n == 13 || n == 12)
        add_row(r, cell, &small);
    else
        bad_line(r, "neither 19 columns (GeoNames) nor 13");
}

/* The built-in area of a city of the same name and country close by, or NONE. */
static uint32_t known_area(const struct gaz_table *t, struct str key, const struct gaz_place *p) {
    uint32_t b, e;
    if (!gaz_table_names(t, namekey_hash(NAMEKEY_SEED, key), &b, &e)) return NONE;
    for (; b < e; b++) {
        const struct gaz_place *q = &t->place[t->name[b].place];
        if (q->kind == GAZ_CITY && memcmp(q->country, p->country, 4) == 0 && q->admin1 != NONE &&
            gaz_distance_km(p, q) < 25)
            return q->admin1;
    }
    return NONE;
}

struct area_vote {
    uint32_t area, n;
};

/* A file of cities alone has bare codes for areas: most of their cities tell which area it is. */
static void name_areas(struct reader *r) {
    struct map vote; /* "CC.code" -> index into winner */
    VEC(struct area_vote) winner = {0};
    map_init(&vote, r->tmp, 4096);
    uint32_t n = r->b.place.n;
    for (uint32_t i = 0; i < n; i++) {
        if (!r->area_of.v[i].n || map_get(&r->admin1, r->area_of.v[i]) != NONE) continue;
        const struct gaz_place *p = &r->b.place.v[i];
        if (p->kind != GAZ_CITY || p->population < 15000) continue;
        uint32_t area = known_area(r->r->known, namekey(r->tmp, r->b.string.v[i]), p);
        if (area == NONE) continue;
        bool added;
        uint32_t k = map_add(&vote, r->area_of.v[i], winner.n, &added);
        if (added) vec_push(r->tmp, &winner)->area = area;
        if (winner.v[k].area == area)
            winner.v[k].n++;
        else if (winner.v[k].n > 0)
            winner.v[k].n--;
        else
            winner.v[k].area = area, winner.v[k].n = 1;
    }
    for (uint32_t k = 0; k < vote.n; k++) {
        const struct gaz_table *t = r->r->known;
        struct gaz_place area = t->place[winner.v[vote.v[k].value].area];
        struct str name = {t->string + area.name, area.name_n};
        area.admin1 = area.within = NONE;
        map_put(&r->admin1, vote.v[k].key, gaz_build_silent(&r->b, area, name));
        *vec_push(r->tmp, &r->area_of) = STR("");
    }
}

static att_status read_all(void *ctx) {
    struct reader *r = ctx;
    struct str text = r->text, line;
    map_init(&r->admin1, r->tmp, 4096);
    r->b.a = r->tmp;
    while (str_next(&text, '\n', &line)) {
        r->line++;
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (!line.n || line.p[0] == '#') continue;
        if (r->line == 1 && str_starts(line, STR("geonameid"))) continue;
        if (utf8_check(line.p, line.n) != line.n) {
            bad_line(r, "not UTF-8");
            continue;
        }
        read_row(r, line);
    }
    name_areas(r);
    for (uint32_t i = 0; i < r->b.place.n; i++) {
        struct str area = r->area_of.v[i];
        uint32_t at = area.n ? map_get(&r->admin1, area) : NONE;
        if (at != i) r->b.place.v[i].admin1 = at;
    }
    size_t n;
    const void *block = gaz_build_finish(&r->b, &n);
    if (n > UINT32_MAX) return ATT_ELIMIT;
    char *copy = arena_alloc(r->a, n);
    memcpy(copy, block, n);
    *r->block = (struct str){copy, (uint32_t)n};
    return ATT_OK;
}

static att_status gunzip(const struct buf *in, struct buf *out, const char *path, att_error *err) {
    z_stream z = {0};

    if (inflateInit2(&z, 15 + 16) != Z_OK)
        return status_set(err, ATT_ENOMEM, 0, "%s: no memory to unpack", path);
    z.next_in = (Bytef *)in->p;
    z.avail_in = (uInt)ATT_MIN(in->n, GAZ_TEXT_LIMIT);
    int rc = Z_OK;
    while (rc == Z_OK) {
        char *p = buf_reserve(out, 1u << 16);
        if (!p) break;
        z.next_out = (Bytef *)p;
        z.avail_out = 1u << 16;
        rc = inflate(&z, Z_NO_FLUSH);
        out->n += (1u << 16) - z.avail_out;
        if (rc == Z_STREAM_END && z.avail_in) rc = inflateReset(&z); /* members one after another */
    }
    inflateEnd(&z);
    if (out->failed) return buf_status(out, path, err);
    if (rc != Z_STREAM_END)
        return status_set(err, ATT_EINPUT, z.total_in, "%s: damaged gzip data", path);
    return ATT_OK;
}

static att_status read_text(const att_sys *sys, const char *path, struct buf *text,
                            att_error *err) {
    struct buf packed;
    att_status st = sys_read_file(sys, path, GAZ_TEXT_LIMIT, text, err);
    if (st || text->n < 2 || memcmp(text->p, "\x1f\x8b", 2) != 0) return st;
    packed = *text;
    buf_init(text, sys, GAZ_TEXT_LIMIT);
    st = gunzip(&packed, text, path, err);
    buf_release(&packed);
    return st;
}

att_status gaz_read_file(struct gaz_reading *r, struct arena *a, struct str *block,
                         att_error *err) {
    const att_sys *sys = r->opt && r->opt->sys ? r->opt->sys : sys_default();
    struct buf text;
    buf_init(&text, sys, GAZ_TEXT_LIMIT);
    att_status st = read_text(sys, r->path, &text, err);
    if (!st) {
        struct arena tmp;
        arena_init(&tmp, sys, GAZ_FILE_LIMIT);
        struct reader reader = {.r = r, .a = a, .tmp = &tmp, .block = block};
        reader.text = (struct str){text.p, (uint32_t)text.n};
        st = arena_try(&tmp, a, read_all, &reader, err);
        arena_release(&tmp);
    }
    buf_release(&text);
    return st;
}
