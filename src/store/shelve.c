#include "base/base.h"

#include "store/shelve.h"

#include "base/buf.h"
#include "base/num.h"
#include "record/jansson_tree.h"
#include "store/link.h"
#include "store/tell.h"
#include "world/calendar.h"

enum { SEARCH_LIMIT_MB = 256, CASE_LIMIT_MB = 2048 };

att_status shelve_clear(struct book *b, att_error *err) {
    return book_exec(b,
                     "DELETE FROM digest; DELETE FROM member; DELETE FROM casefile; "
                     "DELETE FROM casebox; "
                     "DELETE FROM caseday; INSERT INTO casetext (casetext) VALUES ('delete-all')",
                     err);
}

int32_t shelve_day(struct str s) {
    uint32_t y, m, d;
    if (s.n < 10 || !num_parse_u32(str_cut(s, 0, 4), &y) || !num_parse_u32(str_cut(s, 5, 7), &m) ||
        !num_parse_u32(str_cut(s, 8, 10), &d) || !calendar_valid((int32_t)y, m, d))
        return NO_DAY;
    return (int32_t)calendar_days((int32_t)y, m, d);
}

static struct str text_at(const json_t *o, const char *key) {
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (struct str){json_string_value(v), (uint32_t)json_string_length(v)}
                             : STR_NULL;
}

/* A number as the text that is bound; STR_NULL where it is not known. */
static struct str number_text(struct arena *a, bool known, int64_t v) {
    return known ? arena_printf(a, "%lld", (long long)v) : STR_NULL;
}

static void add_text(struct buf *out, struct str s) {
    if (!s.n) return;
    buf_str(out, s);
    buf_c(out, "\n");
}

static void add_actors(struct buf *out, const json_t *claims) {
    static const char *const names[] = {"entity", "text", "source", "claimed_by"};
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *claim = json_array_get(claims, i);
        const json_t *value = json_object_get(claim, "value");
        bool figure = json_object_get(value, "low") || json_object_get(value, "place") ||
                      json_object_get(value, "time");
        for (size_t k = 0; k < COUNT_OF(names); k++) {
            add_text(out, text_at(json_object_get(claim, "holder"), names[k]));
            if (!figure) add_text(out, text_at(value, names[k]));
        }
    }
}

static void add_places(struct buf *out, const json_t *file) {
    static const char *const names[] = {"name", "admin1", "country"};
    const json_t *claims = json_object_get(file, "claims");
    for (size_t k = 0; k < COUNT_OF(names); k++)
        add_text(out, text_at(json_object_get(file, "place"), names[k]));
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *value = json_object_get(json_array_get(claims, i), "value");
        add_text(out, text_at(json_object_get(value, "place"), "name"));
    }
}

static struct str buf_slice(const struct buf *b) {
    return (struct str){b->p ? b->p : "", (uint32_t)b->n};
}

static att_status put_words(const struct shelf *at, const struct composed *made, struct str number,
                            att_error *err) {
    struct shelf_room *r = at->room;
    for (uint32_t i = 0; i < made->n_text; i++) add_text(&r->text, made->text[i]);
    add_actors(&r->actor, json_object_get(made->file, "claims"));
    add_places(&r->place, made->file);
    struct str value[] = {number, buf_slice(&r->text), buf_slice(&r->actor), buf_slice(&r->place)};
    att_status st = buf_status(&r->text, at->b->path, err);
    if (!st) st = buf_status(&r->actor, at->b->path, err);
    if (!st) st = buf_status(&r->place, at->b->path, err);
    return st ? st
              : book_put(at->b,
                         "INSERT INTO casetext (rowid, text, actor, place) "
                         "VALUES (CAST(?1 AS INTEGER), ?2, ?3, ?4)",
                         value, COUNT_OF(value), err);
}

static att_status put_members(const struct shelf *at, struct str number, att_error *err) {
    att_status st = ATT_OK;
    for (uint32_t i = 0; i < at->n && !st; i++) {
        char own[CASE_ID];
        compose_id(at->a, &at->m[i], own);
        struct str value[] = {str_c(own), at->m[i].key, at->m[i].incident, number};
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

static att_status put_rows(const struct shelf *at, const struct composed *made, struct str json,
                           struct str line, att_error *err) {
    const json_t *date = json_object_get(made->file, "date");
    int32_t first = shelve_day(text_at(date, "from")), last = shelve_day(text_at(date, "to"));
    bool dated = first != NO_DAY && last != NO_DAY && first <= last;
    struct str row[] = {number_text(at->a, true, (int64_t)at->number),
                        str_c(made->id),
                        number_text(at->a, dated, first),
                        number_text(at->a, dated, last),
                        number_text(at->a, made->located, made->lat),
                        number_text(at->a, made->located, made->lon),
                        line,
                        json};
    att_status st = book_put(at->b,
                             "INSERT INTO casefile (number, id, first, last, lat, lon, line, json) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                             row, COUNT_OF(row), err);
    if (!st) st = put_members(at, row[0], err);
    if (!st) st = put_frame(at, row, err);
    return st ? st : put_words(at, made, row[0], err);
}

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

att_status shelve_case(const struct shelf *at, const struct composed *made, att_error *err) {
    struct shelf_room *r = at->room;
    struct jsonw w;
    each_buf(r, buf_reset);
    jsonw_init(&w, &r->json);
    tell_line(&r->line, made->file);
    jansson_write(&w, made->file);
    att_status st = buf_status(&r->line, at->b->path, err);
    if (!st) st = buf_status(&r->json, at->b->path, err);
    return st ? st : put_rows(at, made, buf_slice(&r->json), buf_slice(&r->line), err);
}
