#include "base/base.h"

#include "ingest/meta.h"
#include "ingest/source.h"

const struct page_knowledge *source_knowledge(struct att_source *s) {
    if (!s->pages) {
        struct page_knowledge *k = arena_new(&s->a, struct page_knowledge);
        knowledge_open(k, &s->a);
        s->pages = k;
    }
    return s->pages;
}

att_status html_extract(struct att_source *s, struct att_report *r, struct str html,
                        att_error *err) {
    struct dom d;
    struct page_hints hints = {0};
    const struct page_knowledge *k = source_knowledge(s);
    dom_parse(&d, html, &r->a);
    meta_run(r, &d, k, &hints);
    maintext_run(r, &d, k, &hints);
    if (!r->text.n) return status_set(err, ATT_EINPUT, 0, "%s: no text on the page", r->place.p);
    if (d.too_deep != NONE)
        report_note(r, "html: nesting deeper than %d at byte %u", DOM_DEPTH, d.too_deep);
    if (d.full) report_note(r, "html: more than %d nodes; the rest is not read", DOM_NODES);
    return ATT_OK;
}
