#include "base/base.h"

#include "ingest/date.h"
#include "ingest/source.h"

#include <jansson.h>

/* The next line without its newline, within the item limit. A longer line is skipped whole. */
static att_status next_line(struct att_source *s, struct str *line, att_error *err) {
    struct byte_stream *in = &s->in;
    size_t seen = 0;
    bool too_long = false;
    s->line++;
    for (;;) {
        char *at = in->have.n > in->from
                       ? memchr(in->have.p + in->from + seen, '\n', in->have.n - in->from - seen)
                       : NULL;
        size_t n = in->have.n - in->from;
        if (at || in->at_end) {
            size_t len = at ? (size_t)(at - (in->have.p + in->from)) : n;
            if (!at && !n && !too_long) return ATT_END;
            *line = (struct str){n ? in->have.p + in->from : "", (uint32_t)len};
            in->from += len + (at != NULL);
            in->consumed += len + (at != NULL);
            if (too_long || len > s->item_limit) break;
            return ATT_OK;
        }
        if (n > s->item_limit) {
            too_long = true;
            in->consumed += n;
            in->from = in->have.n;
        }
        seen = in->have.n - in->from;
        att_status st = stream_fill(in, seen + 1, s->name.p, err);
        if (st) return st;
    }
    return status_set(err, ATT_ELIMIT, in->consumed,
                      "%s:%llu: line longer than the limit of %zu bytes", s->name.p,
                      (unsigned long long)s->line, s->item_limit);
}

static struct str text_of(struct att_report *r, const json_t *o, const char *key) {
    const json_t *v = json_object_get(o, key);
    if (!json_is_string(v)) return STR_NULL;
    return arena_str(&r->a, (struct str){json_string_value(v), (uint32_t)json_string_length(v)});
}

static void given(struct att_report *r, const json_t *o, const char *key, struct meta_value *into) {
    struct str s = text_of(r, o, key);
    if (s.n) *into = (struct meta_value){s, META_GIVEN};
}

static struct str id_of(struct att_report *r, const json_t *o, struct str otherwise) {
    const json_t *v = json_object_get(o, "id");
    if (json_is_string(v)) return text_of(r, o, "id");
    if (json_is_integer(v)) return arena_printf(&r->a, "%lld", (long long)json_integer_value(v));
    return otherwise;
}

static void offer(struct meta_value *into, struct str text) {
    if (!into->text.n && text.n) *into = (struct meta_value){text, META_METADATA};
}

/* The string of one row of data/page/news_json.tsv: of the item, of an object of it, or of the
 * first entry of a list of it. */
static struct str text_at(struct att_report *r, const json_t *o, const struct json_name *at) {
    const json_t *in = at->list.n ? json_object_get(o, at->list.p) : o;
    if (json_is_array(in)) in = json_array_get(in, 0);
    return text_of(r, in, at->key.p);
}

/* The first string of a row of that field that is not empty, else an empty one, else STR_NULL. */
static struct str find_field(const struct page_knowledge *k, struct att_report *r, const json_t *o,
                             const char *field) {
    struct str s = STR_NULL;
    for (uint32_t i = 0; i < k->json.n && !s.n; i++) {
        if (!str_eq_c(k->json.v[i].field, field)) continue;
        struct str found = text_at(r, o, &k->json.v[i]);
        if (found.p) s = found;
    }
    return s;
}

static void offer_date(const struct page_knowledge *k, struct att_report *r,
                       struct meta_value *into, struct str raw) {
    if (raw.n) offer(into, date_read(&k->dates, &r->a, raw));
}

/* What ninjs and JSON Feed call the same things. */
static void take_news_fields(const struct page_knowledge *k, struct att_report *r,
                             const json_t *o) {
    offer(&r->title, find_field(k, r, o, "title"));
    offer(&r->byline, find_field(k, r, o, "byline"));
    offer(&r->outlet, find_field(k, r, o, "outlet"));
    offer_date(k, r, &r->published, find_field(k, r, o, "published"));
    offer_date(k, r, &r->updated, find_field(k, r, o, "updated"));
    struct str id = find_field(k, r, o, "id"), status = find_field(k, r, o, "status");
    if (id.n && !json_object_get(o, "id")) r->id = id;
    if (str_eq_c(status, "canceled") || str_eq_c(status, "withheld"))
        report_note(r, "the publisher marks this item as %.*s", STR_ARG(status));
}

struct json_body {
    struct str text, html;
};

static void take_body(struct json_body *b, struct str value, bool html) {
    if (!value.n) return;
    if (html && !b->html.n) b->html = value;
    if (!html && !b->text.n) b->text = value;
}

static struct json_body body_of(const struct page_knowledge *k, struct att_report *r,
                                const json_t *o) {
    struct json_body b = {find_field(k, r, o, "text"), find_field(k, r, o, "html")};
    const json_t *list = json_object_get(o, "bodies");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        struct str type = text_of(r, item, "contentType");
        if (!type.n) type = text_of(r, item, "contenttype");
        take_body(&b, text_of(r, item, "value"), str_find_str(type, STR("html"), 0) != NONE);
    }
    return b;
}

att_status take_json(struct att_source *s, struct att_report *r, const json_t *o, att_error *err) {
    const char *place = r->place.p;
    if (!json_is_object(o)) return status_set(err, ATT_EINPUT, 0, "%s: not a JSON object", place);
    r->id = id_of(r, o, r->id);
    given(r, o, "title", &r->title);
    given(r, o, "byline", &r->byline);
    given(r, o, "source", &r->outlet);
    given(r, o, "url", &r->url);
    given(r, o, "published", &r->published);
    given(r, o, "language", &r->language);
    const struct page_knowledge *k = source_knowledge(s);
    take_news_fields(k, r, o);
    struct json_body b = body_of(k, r, o);
    if (!b.text.p && !b.html.p)
        return status_set(err, ATT_EINPUT, 0, "%s: neither \"text\" nor \"html\" is a string",
                          place);
    att_status st = text_check(b.text.p ? b.text : b.html, place, err);
    if (st) return st;
    if (!b.text.p) return html_extract(s, r, b.html, err);
    r->text = b.text;
    return ATT_OK;
}

static void free_json(void *held) {
    json_decref(held);
}

att_status rd_jsonl_next(struct att_source *s, struct att_report *r, att_error *err) {
    struct str line;
    do {
        att_status st = next_line(s, &line, err);
        if (st) return st;
    } while (!str_trim(line).n);
    r->place = arena_printf(&r->a, "%.*s:%llu", STR_ARG(s->name), (unsigned long long)s->line);
    r->id = source_base_name(r->place);
    json_error_t bad;
    json_t *o = json_loadb(line.p, line.n, JSON_ALLOW_NUL, &bad);
    if (!o && !bad.text[0]) /* Jansson says nothing when it gets no memory */
        return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", r->place.p);
    if (!o)
        return status_set(err, ATT_EINPUT, (uint64_t)ATT_MAX(bad.position, 0),
                          "%s: not JSON: %s at byte %d of the line", r->place.p, bad.text,
                          bad.position);
    s->held = o;
    s->held_free = free_json;
    return take_json(s, r, o, err);
}
