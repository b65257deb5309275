#include "base/base.h"

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

static att_status take_object(struct att_source *s, struct att_report *r, const json_t *o,
                              att_error *err) {
    const char *place = r->place.p;
    if (!json_is_object(o)) return status_set(err, ATT_EINPUT, 0, "%s: not a JSON object", place);
    r->id = id_of(r, o, r->id);
    given(r, o, "title", &r->title);
    given(r, o, "byline", &r->byline);
    given(r, o, "source", &r->outlet);
    given(r, o, "url", &r->url);
    given(r, o, "published", &r->published);
    given(r, o, "language", &r->language);
    struct str text = text_of(r, o, "text"), html = text_of(r, o, "html");
    if (!text.p && !html.p)
        return status_set(err, ATT_EINPUT, 0, "%s: neither \"text\" nor \"html\" is a string",
                          place);
    att_status st = text_check(text.p ? text : html, place, err);
    if (st) return st;
    if (!text.p) return html_extract(s, r, html, err);
    r->text = text;
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
    if (!o)
        return status_set(err, ATT_EINPUT, (uint64_t)ATT_MAX(bad.position, 0),
                          "%s: not JSON: %s at byte %d of the line", r->place.p, bad.text,
                          bad.position);
    s->held = o;
    s->held_free = free_json;
    return take_object(s, r, o, err);
}
