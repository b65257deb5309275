#include "base/base.h"

#include "ingest/source.h"

/* The whole input is one report. */
static att_status read_whole(struct att_source *s, struct str *out, att_error *err) {
    att_status st = stream_fill(&s->in, s->item_limit + 1, s->name.p, err);
    if (st) return st;
    size_t n = s->in.have.n - s->in.from;
    if (n > s->item_limit)
        return status_set(err, ATT_ELIMIT, s->item_limit,
                          "%s: larger than the limit of %zu bytes for one report", s->name.p,
                          s->item_limit);
    *out = (struct str){n ? s->in.have.p + s->in.from : "", (uint32_t)n};
    return ATT_OK;
}

static att_status take_whole(struct att_source *s, struct att_report *r, struct str *bytes,
                             att_error *err) {
    if (s->line++) return ATT_END;
    struct str all;
    att_status st = read_whole(s, &all, err);
    if (st == ATT_OK) *bytes = arena_str(&r->a, all);
    s->in.consumed += s->in.have.n - s->in.from;
    s->in.from = s->in.have.n;
    s->in.at_end = true;
    return st;
}

att_status rd_text_next(struct att_source *s, struct att_report *r, att_error *err) {
    struct str bytes;
    att_status st = take_whole(s, r, &bytes, err);
    if (st) return st;
    st = text_check(bytes, s->name.p, err);
    if (st) return st;
    r->text = bytes;
    return ATT_OK;
}

att_status rd_html_next(struct att_source *s, struct att_report *r, att_error *err) {
    struct str bytes;
    att_status st = take_whole(s, r, &bytes, err);
    if (st) return st;
    st = text_check(bytes, s->name.p, err);
    if (st) return st;
    return html_extract(s, r, bytes, err);
}
