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

/* The first of several keys that holds a string. */
static struct str any_of(struct att_report *r, const json_t *o, const char *const *keys) {
    for (; *keys; keys++) {
        struct str s = text_of(r, o, *keys);
        if (s.n) return s;
    }
    return STR_NULL;
}

static void offer(struct meta_value *into, struct str text) {
    if (!into->text.n && text.n) *into = (struct meta_value){text, META_METADATA};
}

/* The value of the first entry of a list of objects: ninjs 3 "headlines", JSON Feed "authors". */
static struct str first_of(struct att_report *r, const json_t *o, const char *list,
                           const char *key) {
    return text_of(r, json_array_get(json_object_get(o, list), 0), key);
}

static void offer_date(struct att_report *r, struct meta_value *into, struct str raw) {
    if (raw.n) offer(into, date_read(&r->a, raw));
}

/* What ninjs and JSON Feed call the same things. */
static void take_news_fields(struct att_report *r, const json_t *o) {
    static const char *const title[] = {"headline", "title", NULL};
    static const char *const when[] = {
        "contentCreated", "contentcreated", "firstCreated",   "firstcreated",
        "date_published", "versionCreated", "versioncreated", NULL};
    static const char *const updated[] = {"date_modified", "versionCreated", "versioncreated",
                                          NULL};
    static const char *const by[] = {"by", NULL};
    offer(&r->title, first_of(r, o, "headlines", "value"));
    offer(&r->title, any_of(r, o, title));
    offer(&r->byline, any_of(r, o, by));
    offer(&r->byline, first_of(r, o, "authors", "name"));
    offer(&r->byline, text_of(r, json_object_get(o, "author"), "name"));
    offer(&r->outlet, first_of(r, o, "infosources", "name"));
    offer(&r->outlet, first_of(r, o, "infoSources", "name"));
    offer_date(r, &r->published, any_of(r, o, when));
    offer_date(r, &r->updated, any_of(r, o, updated));
    struct str uri = text_of(r, o, "uri");
    if (uri.n && !json_object_get(o, "id")) r->id = uri;
}

struct json_body {
    struct str text, html;
};

static void take_body(struct json_body *b, struct str value, bool html) {
    if (!value.n) return;
    if (html && !b->html.n) b->html = value;
    if (!html && !b->text.n) b->text = value;
}

static struct json_body body_of(struct att_report *r, const json_t *o) {
    struct json_body b = {text_of(r, o, "text"), text_of(r, o, "html")};
    take_body(&b, text_of(r, o, "body_text"), false);
    take_body(&b, text_of(r, o, "body_xhtml"), true);
    take_body(&b, text_of(r, o, "body_html"), true);
    take_body(&b, text_of(r, o, "content_text"), false);
    take_body(&b, text_of(r, o, "content_html"), true);
    const json_t *list = json_object_get(o, "bodies");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        struct str type = text_of(r, item, "contentType");
        if (!type.n) type = text_of(r, item, "contenttype");
        take_body(&b, text_of(r, item, "value"), str_find_str(type, STR("html"), 0) != NONE);
    }
    return b;
}

static void note_withdrawn(struct att_report *r, const json_t *o) {
    static const char *const keys[] = {"pubStatus", "pubstatus", NULL};
    struct str status = any_of(r, o, keys);
    if (str_eq_c(status, "canceled") || str_eq_c(status, "withheld"))
        report_note(r, "the publisher marks this item as %.*s", STR_ARG(status));
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
    take_news_fields(r, o);
    note_withdrawn(r, o);
    struct json_body b = body_of(r, o);
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
