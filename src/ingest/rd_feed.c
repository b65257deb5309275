#include "base/base.h"

#include "ingest/charset.h"
#include "ingest/date.h"
#include "ingest/pagetext.h"
#include "ingest/source.h"

#include <expat.h>
#include <jansson.h>
#include <stdlib.h>

/*
 * RSS 2.0, RSS 1.0, Atom, NewsML-G2, NITF through Expat; JSON Feed and ninjs through Jansson. The
 * document is read whole once; its items are handed out one by one. Of every item the bytes of its
 * body are remembered, so that its text leads back to the document.
 */
enum {
    FEED_MOST = 20 << 20, /* bytes of a feed */
    FEED_DEPTH = 128,
    ITEMS_MOST = 100000,
};

enum feed_field {
    FF_NONE,
    FF_TITLE,
    FF_LINK,
    FF_ID,
    FF_DATE,
    FF_UPDATED,
    FF_AUTHOR,
    FF_OUTLET,
    FF_STATUS,
    FF_LANGUAGE,
    FF_BODY,
    FF_SUMMARY,
    N_FF
};

/* Names of the fields in data/page/feed.tsv, and what they are of a report. */
static const struct {
    const char *name;
    enum meta_field field; /* N_META_FIELDS: none of the metadata */
} fields[N_FF] = {[FF_NONE] = {"none", N_META_FIELDS},
                  [FF_TITLE] = {"title", FIELD_TITLE},
                  [FF_LINK] = {"link", FIELD_URL},
                  [FF_ID] = {"id", N_META_FIELDS},
                  [FF_DATE] = {"published", FIELD_PUBLISHED},
                  [FF_UPDATED] = {"updated", FIELD_UPDATED},
                  [FF_AUTHOR] = {"author", FIELD_BYLINE},
                  [FF_OUTLET] = {"outlet", FIELD_OUTLET},
                  [FF_STATUS] = {"status", N_META_FIELDS},
                  [FF_LANGUAGE] = {"language", FIELD_LANGUAGE},
                  [FF_BODY] = {"body", N_META_FIELDS},
                  [FF_SUMMARY] = {"summary", N_META_FIELDS}};

struct feed_item {
    struct str field[N_FF];           /* decoded; the first of each that was found */
    VEC(struct meta_candidate) value; /* all of them; source: bytes of the document */
    struct omap *body_map;            /* of FF_BODY and FF_SUMMARY: to bytes of the document */
    struct omap *summary_map;
    struct tspan markup; /* a body that is markup of the document itself */
};

struct feed {
    struct arena a;
    const att_sys *sys;
    const struct page_knowledge *known;
    struct str bytes;       /* as received: the stream's */
    struct str doc;         /* UTF-8 */
    const struct omap *map; /* doc -> bytes as received */
    struct str title;       /* of the feed: the outlet */
    att_span title_at;      /* bytes of the document */
    VEC(struct feed_item) item;
    uint32_t next;
    json_t *json; /* instead of items */
    /* while parsing */
    XML_Parser parser;
    bool in_item;
    uint32_t depth, item_depth, field_depth, markup_depth;
    enum feed_field field;
    VEC(char) text;
    struct omap text_map;
    const char *failed;
};

static const char *local_name(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool says(const struct feed *f, const char *what, const char *name) {
    for (uint32_t i = 0; i < f->known->feed.n; i++)
        if (str_eq_c(f->known->feed.v[i].element, name) && str_eq_c(f->known->feed.v[i].what, what))
            return true;
    return false;
}

static const char *attr(const char **atts, const char *name) {
    for (; *atts; atts += 2)
        if (!strcmp(local_name(*atts), name)) return atts[1];
    return NULL;
}

static enum feed_field field_named(struct str what) {
    for (uint32_t i = 1; i < N_FF; i++)
        if (str_eq_c(what, fields[i].name)) return (enum feed_field)i;
    return FF_NONE;
}

/* Which field of an item the text of an element is. */
static enum feed_field field_of(const struct feed *f, const char *full) {
    const char *name = local_name(full);
    if (says(f, "none", full)) return FF_NONE;
    for (uint32_t i = 0; i < f->known->feed.n; i++) {
        const struct feed_name *row = &f->known->feed.v[i];
        enum feed_field field = row->attribute.n ? FF_NONE : field_named(row->what);
        if (field != FF_NONE && str_eq_c(row->element, name)) return field;
    }
    return FF_NONE;
}

static uint32_t byte_index(const struct feed *f) {
    return (uint32_t)XML_GetCurrentByteIndex(f->parser);
}

static void stop(struct feed *f, const char *why) {
    f->failed = why;
    XML_StopParser(f->parser, XML_FALSE);
}

static struct feed_item *current(struct feed *f) {
    return &f->item.v[f->item.n - 1];
}

/* Keeps a value of the current item, and as the item's own where it is the first of its field. */
static void set_field(struct feed *f, enum feed_field field, struct str value, att_span at) {
    struct feed_item *it = current(f);
    if (!value.n) return;
    value = arena_str(&f->a, value);
    if (!it->field[field].n) it->field[field] = value;
    if (fields[field].field == N_META_FIELDS || it->value.n == CANDIDATES_MOST) return;
    *vec_push(&f->a, &it->value) = (struct meta_candidate){
        .field = fields[field].field, .from = FROM_FEED, .text = value, .source = at};
}

/* Values that stand in attributes: Atom's links, NITF's dates, NewsML's status. Their place is the
 * start tag. */
static void read_attributes(struct feed *f, const char *name, const char **atts) {
    att_span tag = {byte_index(f), byte_index(f) + (uint64_t)XML_GetCurrentByteCount(f->parser)};
    for (uint32_t i = 0; *atts && i < f->known->feed.n; i++) {
        const struct feed_name *row = &f->known->feed.v[i];
        if (!row->attribute.n || !str_eq_c(row->element, name)) continue;
        const char *value = attr(atts, row->attribute.p), *rel = attr(atts, "rel");
        bool other = rel && !strcmp(name, "link") && strcmp(rel, "alternate");
        if (value && !other) set_field(f, field_named(row->what), str_c(value), tag);
    }
}

static bool holds_markup(const struct feed *f, const char *name, const char **atts) {
    const char *type = attr(atts, "type");
    if (!strcmp(name, "content") && type && !strcmp(type, "xhtml")) return true;
    return says(f, "markup", name);
}

static void begin_field(struct feed *f, enum feed_field field) {
    f->field = field;
    f->field_depth = f->depth;
    f->text.n = 0;
    omap_init(&f->text_map, &f->a);
}

static void XMLCALL on_start(void *ctx, const XML_Char *full, const XML_Char **atts) {
    struct feed *f = ctx;
    const char *name = local_name(full);
    if (++f->depth > FEED_DEPTH) {
        stop(f, "nested deeper than 128 elements");
        return;
    }
    if (!f->in_item && says(f, "item", name)) {
        if (f->item.n == ITEMS_MOST) {
            stop(f, "more than 100000 items");
            return;
        }
        vec_push(&f->a, &f->item);
        f->in_item = true;
        f->item_depth = f->depth;
    }
    if (!f->in_item) {
        if (f->depth <= 3 && !strcmp(name, "title") && !f->title.n) begin_field(f, FF_TITLE);
        return;
    }
    read_attributes(f, name, atts);
    if (!f->markup_depth && holds_markup(f, name, atts)) {
        f->markup_depth = f->depth;
        /* The markup begins behind this start tag. */
        uint32_t at = byte_index(f);
        uint32_t gt = str_find(f->doc, '>', at);
        current(f)->markup.b = gt == NONE ? f->doc.n : gt + 1;
    }
    enum feed_field field = field_of(f, full);
    if (field != FF_NONE && f->field == FF_NONE && !f->markup_depth) begin_field(f, field);
}

static void XMLCALL on_text(void *ctx, const XML_Char *s, int n) {
    struct feed *f = ctx;
    if (f->field == FF_NONE || n <= 0) return;
    for (int i = 0; i < n; i++) *vec_push(&f->a, &f->text) = s[i];
    omap_add(&f->text_map, (uint32_t)n, byte_index(f),
             (uint64_t)XML_GetCurrentByteCount(f->parser));
}

static void end_body(struct feed *f, struct str raw, enum feed_field field) {
    struct feed_item *it = current(f);
    if (raw.n <= it->field[field].n) return;
    it->field[field] = arena_str(&f->a, raw);
    struct omap *map = omap_join(&f->a, &f->text_map, NULL);
    if (field == FF_BODY)
        it->body_map = map;
    else
        it->summary_map = map;
}

static void end_field(struct feed *f) {
    struct str raw = {f->text.v, f->text.n}, value = str_trim(raw);
    enum feed_field field = f->field;
    f->field = FF_NONE;
    if (!value.n) return;
    uint32_t b = (uint32_t)(value.p - raw.p);
    att_span at = omap_source(&f->text_map, (struct tspan){b, b + value.n});
    if (!f->in_item) {
        f->title = arena_str(&f->a, value);
        f->title_at = at;
    } else if (field == FF_BODY || field == FF_SUMMARY) {
        end_body(f, raw, field);
    } else {
        set_field(f, field, value, at);
    }
}

static void XMLCALL on_end(void *ctx, const XML_Char *full) {
    struct feed *f = ctx;
    (void)full;
    if (f->field != FF_NONE && f->depth == f->field_depth) end_field(f);
    if (f->markup_depth == f->depth) {
        current(f)->markup.e = byte_index(f);
        f->markup_depth = 0;
    }
    if (f->in_item && f->depth == f->item_depth) f->in_item = false;
    f->depth--;
}

static void XMLCALL on_entity(void *ctx, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int n, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public_id,
                              const XML_Char *notation) {
    (void)name, (void)is_parameter, (void)value, (void)n, (void)base, (void)system, (void)public_id,
        (void)notation;
    stop(ctx, "it declares entities, which are not read");
}

/* ---- opening */

struct parse_call {
    struct feed *f;
    struct str bytes;
    const char *name;
    att_error *err;
};

static att_status parse_xml(void *ctx) {
    struct parse_call *c = ctx;
    struct feed *f = c->f;
    struct charset_text t;
    att_status st = charset_convert(&f->a, c->bytes, charset_named(c->bytes), true, &t, c->err);
    if (st) return st;
    f->doc = t.map ? t.text : arena_str(&f->a, t.text);
    f->map = t.map;
    XML_SetUserData(f->parser, f);
    XML_SetElementHandler(f->parser, on_start, on_end);
    XML_SetCharacterDataHandler(f->parser, on_text);
    XML_SetEntityDeclHandler(f->parser, on_entity);
    if (XML_Parse(f->parser, f->doc.p, (int)f->doc.n, 1) == XML_STATUS_OK) return ATT_OK;
    const char *why = f->failed ? f->failed : XML_ErrorString(XML_GetErrorCode(f->parser));
    return status_set(c->err, ATT_EINPUT, byte_index(f),
                      "%s: feed is damaged at line %lu, byte %u: %s", c->name,
                      (unsigned long)XML_GetCurrentLineNumber(f->parser), byte_index(f), why);
}

static void feed_free(void *reader) {
    struct feed *f = reader;
    const att_sys *sys = f->sys;
    if (f->parser) XML_ParserFree(f->parser);
    if (f->json) json_decref(f->json);
    arena_release(&f->a);
    sys->free(sys->ctx, f);
}

static att_status open_json(struct feed *f, struct str bytes, const char *name, att_error *err) {
    json_error_t bad;
    f->json = json_loadb(bytes.p, bytes.n, JSON_ALLOW_NUL, &bad);
    if (f->json) return ATT_OK;
    return status_set(err, ATT_EINPUT, (uint64_t)ATT_MAX(bad.position, 0),
                      "%s: not JSON: %s at line %d, byte %d", name, bad.text, bad.line,
                      bad.position);
}

static att_status open_feed(struct att_source *s, att_error *err) {
    struct str bytes;
    att_status st = source_take_all(s, &bytes, err);
    if (st) return st;
    if (bytes.n > FEED_MOST)
        return status_set(err, ATT_ELIMIT, FEED_MOST,
                          "%s: larger than the limit of %d bytes for a feed", s->name.p, FEED_MOST);
    struct feed *f = s->sys->alloc(s->sys->ctx, sizeof *f);
    if (!f) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", s->name.p);
    *f = (struct feed){.sys = s->sys, .bytes = bytes, .known = source_knowledge(s)};
    arena_init(&f->a, s->sys, (size_t)FEED_MOST * 16);
    s->reader = f;
    s->reader_free = feed_free;
    struct str head = str_trim(bytes);
    if (head.n && (head.p[0] == '{' || head.p[0] == '[')) return open_json(f, head, s->name.p, err);
    f->parser = XML_ParserCreate("UTF-8");
    if (!f->parser) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", s->name.p);
    struct parse_call call = {f, bytes, s->name.p, err};
    st = arena_try(&f->a, NULL, parse_xml, &call, err);
    /* Items before the damage are still read. */
    f->in_item = false;
    return st;
}

/* ---- items */

static void offer(struct att_report *r, struct meta_value *into, struct str text) {
    if (!into->text.n && text.n) *into = (struct meta_value){arena_str(&r->a, text), META_METADATA};
}

static void name_item(struct att_source *s, struct att_report *r, struct str id, uint32_t number) {
    r->place = arena_printf(&r->a, "%.*s:%u", STR_ARG(s->name), number);
    r->id = id.n ? arena_str(&r->a, id) : source_base_name(r->place);
}

static void keep_value(struct att_report *r, const struct feed *f, struct meta_candidate v) {
    if (r->candidate.n == CANDIDATES_MOST) return;
    v.text = arena_str(&r->a, v.text);
    if (v.field == FIELD_PUBLISHED || v.field == FIELD_UPDATED)
        v.date = date_read(&f->known->dates, &r->a, v.text);
    *vec_push(&r->a, &r->candidate) = v;
}

/* The values of the item, behind those that its body gave. */
static void keep_values(struct att_report *r, const struct feed *f, const struct feed_item *it) {
    for (uint32_t i = 0; i < it->value.n; i++) keep_value(r, f, it->value.v[i]);
    struct meta_candidate outlet = {
        .field = FIELD_OUTLET, .from = FROM_FEED, .text = f->title, .source = f->title_at};
    if (f->title.n) keep_value(r, f, outlet);
}

static void offer_date(struct att_report *r, const struct feed *f, struct meta_value *into,
                       struct str raw) {
    if (raw.n) offer(r, into, date_read(&f->known->dates, &r->a, raw));
}

/* The title of an item may be a piece of a page: without its tags, entities decoded. */
static struct str plain_title(struct att_report *r, const struct feed *f, struct str s) {
    char *out = arena_array(&r->a, char, s.n + 1);
    uint32_t n = 0, last = s.n;
    while (last && s.p[last - 1] != '>') last--;
    for (uint32_t i = 0; i < s.n; i++) {
        bool tag = i < last && s.p[i] == '<' && i + 1 < s.n &&
                   (ascii_is_alpha(s.p[i + 1]) || s.p[i + 1] == '/');
        uint32_t end = tag ? str_find(s, '>', i) : NONE;
        if (end == NONE)
            out[n++] = s.p[i];
        else
            i = end;
    }
    return page_text(f->known, &r->a, (struct str){out, n}, 0, n);
}

static void take_fields(struct att_report *r, const struct feed *f, const struct feed_item *it) {
    struct str updated = it->field[FF_UPDATED], status = it->field[FF_STATUS];
    offer(r, &r->title, plain_title(r, f, it->field[FF_TITLE]));
    offer(r, &r->url, it->field[FF_LINK]);
    struct str by = it->field[FF_AUTHOR];
    offer(r, &r->byline,
          str_trim(str_cut(by, page_starts(f->known->words, PAGE_BYLINE, by), by.n)));
    offer(r, &r->outlet, it->field[FF_OUTLET].n ? it->field[FF_OUTLET] : f->title);
    offer(r, &r->language, str_cut(it->field[FF_LANGUAGE], 0, 2));
    offer_date(r, f, &r->published, it->field[FF_DATE].n ? it->field[FF_DATE] : updated);
    offer_date(r, f, &r->updated, updated);
    if (str_find_str(status, STR("cancel"), 0) != NONE ||
        str_find_str(status, STR("withheld"), 0) != NONE)
        report_note(r, "the publisher marks this item as %.*s", STR_ARG(status));
}

static bool is_markup(struct str s) {
    for (uint32_t at = str_find(s, '<', 0); at != NONE; at = str_find(s, '<', at + 1))
        if (at + 1 < s.n && (ascii_is_alpha(s.p[at + 1]) || s.p[at + 1] == '/')) return true;
    return false;
}

/* One text of the item into r; `map` leads to the document. */
static att_status take_body(struct att_source *s, struct att_report *r, struct str body,
                            const struct omap *map, att_error *err) {
    att_status st = text_check(body, r->place.p, err);
    if (st) return st;
    body = arena_str(&r->a, body);
    r->omap = NULL;
    if (is_markup(body))
        st = html_extract(s, r, body, err);
    else
        r->text = body;
    r->omap = omap_join(&r->a, r->omap, map);
    report_map_back(r, map);
    return st;
}

/* The body, or where it holds no text (a picture, a frame) the summary. */
static att_status take_item(struct att_source *s, struct att_report *r, struct feed *f,
                            att_error *err) {
    const struct feed_item *it = &f->item.v[f->next++];
    name_item(s, r, it->field[FF_ID], f->next);
    take_fields(r, f, it);
    struct str body = it->field[FF_BODY], summary = it->field[FF_SUMMARY];
    const struct omap *map = it->body_map;
    struct omap markup;
    if (it->markup.e > it->markup.b) {
        body = tspan_cut(f->doc, it->markup);
        omap_init(&markup, &r->a);
        omap_add(&markup, body.n, it->markup.b, body.n);
        map = &markup;
    }
    att_status st = body.n ? take_body(s, r, body, map, err) : ATT_EINPUT;
    if (st == ATT_EINPUT && (summary.n || !body.n)) {
        r->candidate.n = r->notice.n = 0;
        st = take_body(s, r, summary, it->summary_map, err);
    }
    if (st) return st;
    keep_values(r, f, it);
    r->omap = omap_join(&r->a, r->omap, f->map);
    report_map_back(r, f->map);
    return ATT_OK;
}

static const json_t *json_item(const struct feed *f, uint32_t i) {
    if (json_is_array(f->json)) return json_array_get(f->json, i);
    const json_t *items = json_object_get(f->json, "items");
    if (json_is_array(items)) return json_array_get(items, i);
    return i ? NULL : f->json;
}

static att_status take_json_item(struct att_source *s, struct att_report *r, struct feed *f,
                                 att_error *err) {
    const json_t *o = json_item(f, f->next), *title = json_object_get(f->json, "title");
    if (!o) return ATT_END;
    name_item(s, r, STR_NULL, ++f->next);
    if (json_item(f, 1) && json_is_string(title))
        offer(r, &r->outlet,
              (struct str){json_string_value(title), (uint32_t)json_string_length(title)});
    return take_json(s, r, o, err);
}

/* Servers answer with a page where a feed was asked for. */
static bool is_page(const struct feed *f) {
    struct str head = str_cut(f->bytes, 0, 1024);
    for (uint32_t at = str_find(head, '<', 0); at != NONE; at = str_find(head, '<', at + 1))
        if (str_ieq_c(str_cut(head, at, at + 5), "<html")) return true;
    return false;
}

att_status rd_feed_next(struct att_source *s, struct att_report *r, att_error *err) {
    bool first = !s->line++;
    att_status st = first ? open_feed(s, err) : ATT_OK;
    struct feed *f = s->reader;
    if (first && f && !f->json && !f->item.n && (!st || st == ATT_EINPUT) && is_page(f)) {
        r->kind = REPORT_HTML;
        return take_html(s, r, arena_str(&r->a, f->bytes), STR_NULL, err);
    }
    if (st) return st;
    if (!f) return ATT_END;
    if (f->json) return take_json_item(s, r, f, err);
    return f->next < f->item.n ? take_item(s, r, f, err) : ATT_END;
}
