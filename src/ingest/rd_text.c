#include "base/base.h"

#include "ingest/charset.h"
#include "ingest/mail.h"
#include "ingest/source.h"

att_status source_take_all(struct att_source *s, struct str *out, att_error *err) {
    att_status st = stream_fill(&s->in, s->item_limit + 1, s->name.p, err);
    size_t n = s->in.have.n - s->in.from;
    *out = (struct str){n ? s->in.have.p + s->in.from : "", (uint32_t)n};
    s->in.consumed += n;
    s->in.from = s->in.have.n;
    s->in.at_end = true;
    if (st == ATT_OK && s->in.broken) {
        s->in.broken = false;
        if (err) *err = s->in.why;
        st = s->in.why.status;
    }
    if (st) return st;
    if (n > s->item_limit)
        return status_set(err, ATT_ELIMIT, s->item_limit,
                          "%s: larger than the limit of %zu bytes for one report", s->name.p,
                          s->item_limit);
    return ATT_OK;
}

static att_status take_whole(struct att_source *s, struct att_report *r, struct str *bytes,
                             att_error *err) {
    if (s->line++) return ATT_END;
    struct str all;
    att_status st = source_take_all(s, &all, err);
    if (st == ATT_OK) st = text_check(all, s->name.p, err);
    if (st == ATT_OK) *bytes = arena_str(&r->a, all);
    return st;
}

/* UTF-8 of the bytes; errors get the place before them. */
static att_status convert(struct att_report *r, struct str bytes, struct str named, bool any,
                          struct charset_text *t, att_error *err) {
    att_status st = charset_convert(&r->a, bytes, named, any, t, err);
    if (st) status_prefix(err, r->place.p);
    if (st == ATT_OK && t->name.n)
        report_note(r, "charset: read as %.*s%s", STR_ARG(t->name),
                    t->guessed ? ", which the bytes suggest" : "");
    return st;
}

att_status take_text(struct att_report *r, struct str bytes, struct str named, att_error *err) {
    struct charset_text t;
    att_status st = convert(r, bytes, named, false, &t, err);
    if (st) return st;
    r->text = t.text;
    r->omap = t.map;
    return text_check(t.text, r->place.p, err);
}

att_status take_html(struct att_source *s, struct att_report *r, struct str bytes, struct str named,
                     att_error *err) {
    struct charset_text t;
    att_status st = convert(r, bytes, named.n ? named : charset_named(bytes), true, &t, err);
    if (st) return st;
    st = html_extract(s, r, t.text, err);
    if (st == ATT_OK && t.map) {
        r->omap = omap_join(&r->a, r->omap, t.map);
        report_map_back(r, t.map);
    }
    return st;
}

att_status rd_text_next(struct att_source *s, struct att_report *r, att_error *err) {
    struct str bytes;
    att_status st = take_whole(s, r, &bytes, err);
    if (st) return st;
    return !r->conllu && mail_is(bytes) ? mail_take(s, r, bytes, err)
                                        : take_text(r, bytes, STR_NULL, err);
}

att_status rd_html_next(struct att_source *s, struct att_report *r, att_error *err) {
    struct str bytes;
    att_status st = take_whole(s, r, &bytes, err);
    return st ? st : take_html(s, r, bytes, STR_NULL, err);
}
