#include "base/base.h"

#include "store/shelve.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/num.h"
#include "base/vec.h"
#include "store/link.h"
#include "world/calendar.h"

enum { SEARCH_LIMIT_MB = 256, CASE_LIMIT_MB = 2048 };

att_status shelve_clear(struct book *b, att_error *err) {
    return book_exec(
        b,
        "DELETE FROM digest; DELETE FROM made; DELETE FROM member; DELETE FROM casefile; "
        "DELETE FROM casebox; "
        "DELETE FROM caseday; INSERT INTO casetext (casetext) VALUES ('delete-all')",
        err);
}

int32_t shelve_day(struct str s) {
    uint32_t y, m, d;
    if (s.n < 10 || !num_parse_u32(str_cut(s, 0, 4), &y) || !num_parse_u32(str_cut(s, 5, 7), &m) ||
        !num_parse_u32(str_cut(s, 8, 10), &d) || !civil_valid((int32_t)y, m, d))
        return NO_DAY;
    return (int32_t)civil_days((int32_t)y, m, d);
}

/* A number as the text that is bound; STR_NULL where it is not known. */
static struct str number_text(struct arena *a, bool known, int64_t v) {
    return known ? arena_printf(a, "%lld", (long long)v) : STR_NULL;
}

/* ---- the index of words */

/* What of a case is found by its words. */
struct findable {
    const struct str *text; /* [n_text] */
    uint32_t n_text;
    const struct flat_node *place;
    const struct flat_node *const *claim; /* [n_claim] */
    uint32_t n_claim;
};

static void add_text(struct buf *out, struct str s) {
    if (!s.n) return;
    buf_str(out, s);
    buf_char(out, '\n');
}

/* Each name once. */
static void add_name(struct buf *out, struct map *seen, struct str s) {
    bool added = false;
    if (s.n) map_add(seen, s, 0, &added);
    if (added) add_text(out, s);
}

static void add_actors(struct buf *out, struct arena *a, const struct findable *f) {
    static const enum packed_key names[] = {KEY_entity, KEY_text, KEY_source, KEY_claimed_by};
    struct map seen;
    map_init(&seen, a, 32);
    for (uint32_t i = 0; i < f->n_claim; i++) {
        const struct flat_node *value = flat_get(f->claim[i], KEY_value);
        const struct flat_node *holder = flat_get(f->claim[i], KEY_holder);
        bool figure =
            flat_get(value, KEY_low) || flat_get(value, KEY_place) || flat_get(value, KEY_time);
        for (size_t k = 0; k < COUNT_OF(names); k++) {
            add_name(out, &seen, flat_get_str(holder, names[k]));
            if (!figure) add_name(out, &seen, flat_get_str(value, names[k]));
        }
    }
}

static void add_places(struct buf *out, struct arena *a, const struct findable *f) {
    static const enum packed_key names[] = {KEY_name, KEY_admin1, KEY_country};
    struct map seen;
    map_init(&seen, a, 8);
    for (size_t k = 0; k < COUNT_OF(names); k++)
        add_name(out, &seen, flat_get_str(f->place, names[k]));
    for (uint32_t i = 0; i < f->n_claim; i++) {
        const struct flat_node *value = flat_get(f->claim[i], KEY_value);
        add_name(out, &seen, flat_get_str(flat_get(value, KEY_place), KEY_name));
    }
}

static struct str buf_slice(const struct buf *b) {
    return (struct str){b->p ? b->p : "", (uint32_t)b->n};
}

/* Runs a statement on a row of the index: its number and its three texts. */
static att_status put_words(const struct shelf *at, const struct findable *f, const char *sql,
                            att_error *err) {
    struct shelf_room *r = at->room;
    struct buf *texts[] = {&r->text, &r->actor, &r->place};
    att_status st = ATT_OK;
    for (size_t i = 0; i < COUNT_OF(texts); i++) buf_reset(texts[i]);
    for (uint32_t i = 0; i < f->n_text; i++) add_text(&r->text, f->text[i]);
    add_actors(&r->actor, at->a, f);
    add_places(&r->place, at->a, f);
    for (size_t i = 0; i < COUNT_OF(texts) && !st; i++) st = buf_status(texts[i], at->b->path, err);
    struct str value[] = {number_text(at->a, true, (int64_t)at->number), buf_slice(&r->text),
                          buf_slice(&r->actor), buf_slice(&r->place)};
    return st ? st : book_put(at->b, sql, value, COUNT_OF(value), err);
}

/* ---- putting */

static att_status put_members(const struct shelf *at, const struct member *m, uint32_t n,
                              att_error *err) {
    struct str number = number_text(at->a, true, (int64_t)at->number);
    att_status st = ATT_OK;
    for (uint32_t i = 0; i < n && !st; i++) {
        char own[CASE_ID];
        compose_id(at->a, &m[i], own);
        struct str value[] = {str_c(own), m[i].key, m[i].incident, number};
        st = book_put(at->b,
                      "INSERT INTO member (own, key, incident, casefile) VALUES (?1, ?2, ?3, ?4)",
                      value, COUNT_OF(value), err);
    }
    return st;
}

/* Its place as a point of the R*Tree, its days as an interval of another. */
static att_status put_frame(const struct shelf *at, const struct str *row, att_error *err) {
    att_status st = ATT_OK;
    if (row[4].p) {
        struct str box[] = {row[0], row[4], row[4], row[5], row[5]};
        st = book_put(at->b,
                      "INSERT INTO casebox (number, south, north, west, east) "
                      "VALUES (?1, ?2, ?3, ?4, ?5)",
                      box, COUNT_OF(box), err);
    }
    struct str days[] = {row[0], row[2], row[3]};
    if (!st && row[2].p)
        st = book_put(at->b, "INSERT INTO caseday (number, first, last) VALUES (?1, ?2, ?3)", days,
                      COUNT_OF(days), err);
    return st;
}

static att_status put_rows(const struct shelf *at, const struct composed *made, att_error *err) {
    const struct flat_node *date = made->head.date;
    int32_t first = shelve_day(flat_get_str(date, KEY_from));
    int32_t last = shelve_day(flat_get_str(date, KEY_to));
    bool dated = first != NO_DAY && last != NO_DAY && first <= last;
    struct str row[] = {number_text(at->a, true, (int64_t)at->number),
                        made->head.id,
                        number_text(at->a, dated, first),
                        number_text(at->a, dated, last),
                        number_text(at->a, made->located, made->lat),
                        number_text(at->a, made->located, made->lon),
                        buf_slice(&at->room->line),
                        buf_slice(&at->room->json)};
    att_status st = book_put(at->b,
                             "INSERT INTO casefile (number, id, first, last, lat, lon, line, json) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                             row, COUNT_OF(row), err);
    return st ? st : put_frame(at, row, err);
}

att_status shelve_case(const struct shelf *at, const struct composed *made, const struct member *m,
                       uint32_t n, att_error *err) {
    struct findable f = {made->text, made->n_text, made->head.place, made->claim, made->n_claim};
    buf_reset(&at->room->line);
    tell_head(&at->room->line, &made->head);
    att_status st = buf_status(&at->room->line, at->b->path, err);
    if (!st) st = put_rows(at, made, err);
    if (!st) st = put_members(at, m, n, err);
    return st ? st
              : put_words(at, &f,
                          "INSERT INTO casetext (rowid, text, actor, place) "
                          "VALUES (CAST(?1 AS INTEGER), ?2, ?3, ?4)",
                          err);
}

/* ---- taking away */

/* An index without texts of its own is told what to forget. */
struct forgetting {
    const struct shelf *at;
    struct flat file;
    VEC(struct str) text;
};

static att_status take_text(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct forgetting *k = ctx;
    (void)err;
    *vec_push(k->at->a, &k->text) = arena_str(k->at->a, book_column(s, 0));
    return ATT_OK;
}

static att_status take_texts(struct forgetting *k, att_error *err) {
    struct map seen;
    att_status st = ATT_OK;
    map_init(&seen, k->at->a, 16);
    FLAT_EACH(o, flat_get(k->file.node, KEY_incidents)) {
        struct str key = flat_get_str(o, KEY_key);
        struct book_query q = {"SELECT text FROM source WHERE key = ?1", &key, 1};
        bool added;
        map_add(&seen, key, 0, &added);
        if (added && !st) st = book_all(k->at->b, &q, take_text, k, err);
    }
    return st;
}

static att_status take_file(void *ctx, sqlite3_stmt *s, att_error *err) {
    struct forgetting *k = ctx;
    struct str json = arena_str(k->at->a, book_column(s, 0));
    if (flat_parse(&k->file, k->at->a, json, NULL))
        return status_set(err, ATT_EINPUT, 0, "%s: a case is no JSON", k->at->b->path);
    return ATT_OK;
}

static att_status forget_words(const struct shelf *at, struct str number, att_error *err) {
    struct forgetting k = {.at = at};
    struct book_query q = {"SELECT json FROM casefile WHERE number = CAST(?1 AS INTEGER)", &number,
                           1};
    att_status st = book_all(at->b, &q, take_file, &k, err);
    if (st || !k.file.n) return st;
    st = take_texts(&k, err);
    if (st) return st;
    const struct flat_node *claims = flat_get(k.file.node, KEY_claims);
    const struct flat_node **claim =
        arena_array(at->a, const struct flat_node *, flat_size(claims) + 1);
    struct findable f = {k.text.v, k.text.n, flat_get(k.file.node, KEY_place), claim, 0};
    FLAT_EACH(c, claims)
    claim[f.n_claim++] = c;
    return put_words(at, &f,
                     "INSERT INTO casetext (casetext, rowid, text, actor, place) "
                     "VALUES ('delete', CAST(?1 AS INTEGER), ?2, ?3, ?4)",
                     err);
}

att_status shelve_remove(const struct shelf *at, att_error *err) {
    static const char *const rows[] = {"DELETE FROM member WHERE casefile = CAST(?1 AS INTEGER)",
                                       "DELETE FROM casebox WHERE number = CAST(?1 AS INTEGER)",
                                       "DELETE FROM caseday WHERE number = CAST(?1 AS INTEGER)",
                                       "DELETE FROM made WHERE number = CAST(?1 AS INTEGER)",
                                       "DELETE FROM digest WHERE number = CAST(?1 AS INTEGER)",
                                       "DELETE FROM casefile WHERE number = CAST(?1 AS INTEGER)"};
    struct str number = number_text(at->a, true, (int64_t)at->number);
    att_status st = forget_words(at, number, err);
    for (size_t i = 0; i < COUNT_OF(rows) && !st; i++)
        st = book_put(at->b, rows[i], &number, 1, err);
    return st;
}

/* ---- room */

void shelf_room_init(struct shelf_room *r, const att_sys *sys) {
    struct buf *texts[] = {&r->text, &r->actor, &r->place, &r->line};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        buf_init(texts[i], sys, (size_t)SEARCH_LIMIT_MB << 20);
    buf_init(&r->json, sys, (size_t)CASE_LIMIT_MB << 20);
}

static void each_buf(struct shelf_room *r, void (*act)(struct buf *b)) {
    struct buf *all[] = {&r->text, &r->actor, &r->place, &r->line, &r->json};
    for (size_t i = 0; i < COUNT_OF(all); i++) act(all[i]);
}

void shelf_room_release(struct shelf_room *r) {
    each_buf(r, buf_release);
}
