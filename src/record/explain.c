/* One claim explained. */
#include "base/base.h"

#include "record/check.h"
#include "record/face.h"
#include "record/say.h"
#include "record/slots.h"

struct explained {
    struct slots t;
    const json_t *record;
    struct buf line; /* one line while it is put together */
};

static struct str line_of(const struct explained *f) {
    return slots_words(&f->line);
}

/* The sentences of the report that the evidence stands in. */
static struct str context_of(const struct explained *f, const json_t *claim) {
    const json_t *span = json_object_get(json_object_get(claim, "evidence"), "span");
    struct str text = ink_member(json_object_get(f->record, "report"), "text");
    json_int_t b = json_integer_value(json_array_get(span, 0));
    json_int_t e = json_integer_value(json_array_get(span, 1));
    const json_t *sentences = json_object_get(f->record, "sentences");
    for (size_t i = 0; i < json_array_size(sentences); i++) {
        const json_t *s = json_array_get(sentences, i);
        json_int_t sb = json_integer_value(json_array_get(s, 0));
        json_int_t se = json_integer_value(json_array_get(s, 1));
        if (sb <= b && b < se) b = sb;
        if (sb < e && e <= se) e = se;
    }
    return str_cut(text, (uint32_t)b, (uint32_t)e);
}

static void put_pair(struct explained *f, const char *label, enum ink_style style, struct str s) {
    ink_cell(&f->t.ink, INK_CYAN, str_c(label), SLOT_COLUMNS);
    ink_put(&f->t.ink, style, s);
    buf_char(f->t.ink.out, '\n');
}

static void put_rivals(struct explained *f, const json_t *claim) {
    const json_t *claims = json_object_get(f->record, "claims");
    ink_c(&f->t.ink, INK_BOLD, "\nOther claims about the same slot\n");
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *c = json_array_get(claims, i);
        if (c != claim &&
            json_equal(json_object_get(c, "incident"), json_object_get(claim, "incident")) &&
            json_equal(json_object_get(c, "slot"), json_object_get(claim, "slot")))
            slots_add(&f->t, f->record, c);
    }
    if (!f->t.n) ink_c(&f->t.ink, INK_DIM, "  none\n");
    slots_put(&f->t, json_string_value(json_object_get(claim, "slot")), (struct ink_piece){0});
}

static void put_explained(struct explained *f, const json_t *c) {
    struct str slot = ink_member(c, "slot");
    const json_t *span = json_object_get(json_object_get(c, "evidence"), "span");
    buf_reset(&f->line);
    buf_printf(&f->line, "%.*s of incident %.*s", STR_ARG(slot),
               STR_ARG(ink_member(c, "incident")));
    put_pair(f, "claim", INK_BOLD, line_of(f));
    buf_reset(&f->line);
    say_value(&f->line, f->record, c);
    put_pair(f, "value", INK_PLAIN, line_of(f));
    buf_reset(&f->line);
    say_chain(&f->line, f->record, c);
    put_pair(f, "holder", INK_GREEN, line_of(f));
    buf_reset(&f->line);
    buf_printf(&f->line, "%.*s, %.*s", STR_ARG(ink_member(c, "stance")),
               STR_ARG(ink_member(c, "certainty")));
    put_pair(f, "stance", INK_PLAIN, line_of(f));
    if (ink_member(c, "supersedes").n)
        put_pair(f, "supersedes", INK_PLAIN, ink_member(c, "supersedes"));
    buf_reset(&f->line);
    buf_printf(&f->line, "bytes %lld to %lld of the text",
               (long long)json_integer_value(json_array_get(span, 0)),
               (long long)json_integer_value(json_array_get(span, 1)));
    put_pair(f, "evidence", INK_DIM, line_of(f));
    ink_wrap(&f->t.ink, INK_PLAIN, ink_member(json_object_get(c, "evidence"), "text"),
             SLOT_COLUMNS);
    put_pair(f, "in its sentence", INK_DIM, STR(""));
    ink_wrap(&f->t.ink, INK_DIM, context_of(f, c), SLOT_COLUMNS);
    put_rivals(f, c);
}

att_status face_explain(struct buf *out, att_text record, const char *claim,
                        const att_pretty_options *opt, att_error *err) {
    json_t *o;
    att_status st = record_parse(record, &o, err);
    if (st) return st;
    const json_t *claims = json_object_get(o, "claims"), *c = ink_find(claims, claim);
    if (!c) {
        st = status_set(err, ATT_EUSAGE, 0, "explain: no claim '%s'; the record has %zu claims",
                        claim, json_array_size(claims));
        goto out;
    }
    struct explained f = {.record = o};
    st = slots_open(&f.t, out, opt, json_array_size(claims), err);
    if (st) goto out;
    slots_know(&f.t, o);
    buf_init(&f.line, out->sys, 1 << 20);
    put_explained(&f, c);
    buf_release(&f.line);
    slots_close(&f.t);
    st = buf_status(out, "explain", err);
out:
    json_decref(o);
    return st;
}
