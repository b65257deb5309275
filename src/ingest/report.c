#include "base/base.h"

#include "ingest/report.h"

#include <stdarg.h>
#include <stdio.h>

const char *report_kind_name(enum report_kind kind) {
    static const char *const name[] = {"text", "html", "feed", "warc", "jsonl"};
    return name[kind];
}

const char *duplicate_kind_name(enum duplicate_kind kind) {
    static const char *const name[] = {NULL, "exact", "near"};
    return name[kind];
}

void report_note(struct att_report *r, const char *fmt, ...) {
    char line[400];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    r->note = r->note.n ? arena_printf(&r->a, "%.*s; %s", STR_ARG(r->note), line)
                        : arena_str(&r->a, str_c(line));
}

const char *meta_field_name(enum meta_field field) {
    static const char *const name[N_META_FIELDS] = {"title",   "byline", "outlet",  "published",
                                                    "updated", "url",    "language"};
    return name[field];
}

const char *meta_from_name(enum meta_from from) {
    static const char *const name[] = {"json-ld", "opengraph", "meta", "title", "heading", "time",
                                       "element", "visible",   "link", "html",  "feed",    "mail"};
    return name[from];
}

static att_span map_back(att_span s, const struct omap *map) {
    return omap_source(map, (struct tspan){(uint32_t)s.b, (uint32_t)s.e});
}

void report_map_back(struct att_report *r, const struct omap *map) {
    for (uint32_t i = 0; map && i < r->candidate.n; i++)
        r->candidate.v[i].source = map_back(r->candidate.v[i].source, map);
    for (uint32_t i = 0; map && i < r->notice.n; i++)
        r->notice.v[i].source = map_back(r->notice.v[i].source, map);
}

static struct str host_of(struct str url) {
    uint32_t b = str_find_str(url, STR("://"), 0);
    if (b == NONE) return STR_NULL;
    uint32_t e = str_find(url, '/', b + 3);
    struct str host = str_cut(url, b + 3, e == NONE ? url.n : e);
    return str_starts(host, STR("www.")) ? str_cut(host, 4, host.n) : host;
}

void report_outlet_of_url(struct att_report *r) {
    struct str host = host_of(r->url.text);
    if (!r->outlet.text.n && host.n) r->outlet = (struct meta_value){host, META_URL};
}
