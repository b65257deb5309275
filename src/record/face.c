/* One record for a person at a terminal, and one claim explained. */
#include "base/base.h"

#include "claims/claims.h"
#include "record/check.h"
#include "record/face.h"
#include "record/say.h"

enum { VALUE_COLUMNS = 26, SLOT_COLUMNS = 15 };

struct face {
    struct ink ink;
    const json_t *record;
    struct buf line; /* one cell while it is put together */
};

static struct str line_of(struct face *f) {
    return (struct str){f->line.p ? f->line.p : "", (uint32_t)f->line.n};
}

static void newline(struct face *f) {
    buf_char(f->ink.out, '\n');
}

/* ---- head */

static void put_head(struct face *f) {
    const json_t *r = json_object_get(f->record, "report");
    const json_t *published = json_object_get(r, "published");
    struct str title = ink_member(r, "title"), date = ink_member(published, "value");
    ink_wrap(&f->ink, INK_BOLD, title.n ? title : ink_member(r, "id"), 0);
    struct str source = ink_member(json_object_get(r, "source"), "name");
    buf_reset(&f->line);
    buf_str(&f->line, source.n ? source : STR("outlet unknown"));
    const json_t *byline = json_object_get(r, "byline");
    for (size_t i = 0; i < json_array_size(byline); i++) {
        buf_c(&f->line, i ? ", " : "; by ");
        buf_str(&f->line, ink_member(json_array_get(byline, i), "text"));
    }
    buf_c(&f->line, "; published ");
    buf_str(&f->line, date.n ? date : STR("unknown"));
    struct str basis = ink_member(published, "basis");
    if (basis.n) buf_printf(&f->line, " (%.*s)", STR_ARG(basis));
    const json_t *candidates = json_object_get(published, "candidates");
    if (json_array_size(candidates) > 1)
        buf_printf(&f->line, ", %zu dates fit", json_array_size(candidates));
    ink_wrap(&f->ink, INK_DIM, line_of(f), 0);
}

/* ---- incidents */

static void put_fillers(struct face *f, const json_t *incident, const char *key,
                        const char *label) {
    const json_t *list = json_object_get(incident, key);
    bool sides = !strcmp(key, "perpetrators"); /* nobody's word becomes a fact */
    if (!json_array_size(list)) return;
    ink_c(&f->ink, INK_PLAIN, "  ");
    ink_cell(&f->ink, INK_CYAN, str_c(label), SLOT_COLUMNS);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (i) ink_c(&f->ink, INK_PLAIN, "; ");
        const json_t *filler = json_array_get(list, i);
        ink_put(&f->ink, INK_PLAIN, ink_member(filler, "text"));
        if (sides && json_is_true(json_object_get(filler, "attributed")))
            ink_c(&f->ink, INK_DIM, " (attributed)");
    }
    newline(f);
}

static void put_title(struct face *f, const json_t *incident, size_t number) {
    const json_t *date = json_object_get(incident, "date");
    struct str from = ink_member(date, "from"), to = ink_member(date, "to");
    struct str place =
        say_name(f->record, json_object_get(json_object_get(incident, "place"), "place"));
    newline(f);
    buf_reset(&f->line);
    buf_printf(&f->line, "%zu. ", number);
    buf_str(&f->line, ink_member(incident, "type"));
    if (place.n) buf_printf(&f->line, ", %.*s", STR_ARG(place));
    if (from.n) buf_printf(&f->line, ", %.*s", STR_ARG(from));
    if (to.n && !str_eq(from, to)) buf_printf(&f->line, " to %.*s", STR_ARG(to));
    ink_put(&f->ink, INK_BOLD, line_of(f));
    buf_reset(&f->line);
    buf_printf(&f->line, "  [%.*s%s]", STR_ARG(ink_member(incident, "status")),
               json_is_true(json_object_get(incident, "background")) ? ", background" : "");
    ink_put(&f->ink, INK_DIM, line_of(f));
    newline(f);
}

static enum ink_style style_of(const json_t *claim) {
    struct str stance = ink_member(claim, "stance");
    if (str_eq(stance, STR("denies")) || str_eq(stance, STR("retracts"))) return INK_RED;
    return str_eq(stance, STR("doubts")) ? INK_YELLOW : INK_PLAIN;
}

/* The words of the report, in marks where they bring none of their own. */
static void put_quote(struct face *f, struct str words) {
    bool marked = str_starts(words, STR("\xe2\x80\x9c")) || str_starts(words, STR("\""));
    buf_reset(&f->line);
    buf_c(&f->line, marked ? "" : "\xe2\x80\x9c");
    buf_str(&f->line, words);
    buf_c(&f->line, marked ? "" : "\xe2\x80\x9d");
    ink_wrap(&f->ink, INK_DIM, line_of(f), 2 + SLOT_COLUMNS + 5);
}

/* "c4  | 10 (security personnel) | Al Hadath" and the quote below. */
static void put_claim(struct face *f, const json_t *claim, bool first) {
    struct str slot = ink_member(claim, "slot"), id = ink_member(claim, "id");
    ink_c(&f->ink, INK_PLAIN, "  ");
    ink_cell(&f->ink, INK_CYAN, first ? slot : STR(""), SLOT_COLUMNS);
    ink_cell(&f->ink, INK_DIM, id, 5);
    buf_reset(&f->line);
    say_value(&f->line, f->record, slot.p, json_object_get(claim, "value"));
    ink_cell(&f->ink, style_of(claim), line_of(f), VALUE_COLUMNS);
    buf_reset(&f->line);
    buf_c(&f->line, "  ");
    say_chain(&f->line, f->record, claim);
    struct str stance = ink_member(claim, "stance"), certainty = ink_member(claim, "certainty");
    if (!str_eq(stance, STR("asserts"))) buf_printf(&f->line, ", %.*s", STR_ARG(stance));
    if (!str_eq(certainty, STR("certain"))) buf_printf(&f->line, " (%.*s)", STR_ARG(certainty));
    ink_put(&f->ink, INK_GREEN, line_of(f));
    newline(f);
    put_quote(f, ink_member(json_object_get(claim, "evidence"), "text"));
}

/* The claims of an incident, slot by slot in the order of the contract. */
static void put_claims(struct face *f, const json_t *incident_id) {
    const json_t *claims = json_object_get(f->record, "claims");
    for (int slot = 0; slot < N_CLAIM_SLOT; slot++) {
        bool first = true;
        for (size_t i = 0; i < json_array_size(claims); i++) {
            const json_t *c = json_array_get(claims, i);
            if (!json_equal(json_object_get(c, "incident"), incident_id)) continue;
            if (!str_eq_c(ink_member(c, "slot"), claim_slot_name((enum claim_slot)slot))) continue;
            put_claim(f, c, first);
            first = false;
        }
    }
}

/* The holders of a position, each once. */
static void add_holders(struct face *f, const json_t *holders) {
    struct buf name, seen;
    buf_init(&name, f->line.sys, 1 << 16);
    buf_init(&seen, f->line.sys, 1 << 20);
    for (size_t h = 0; h < json_array_size(holders); h++) {
        buf_reset(&name);
        buf_char(&name, '\n');
        say_holder(&name, f->record, json_array_get(holders, h));
        buf_char(&name, '\n');
        struct str one = {name.p, (uint32_t)name.n}, all = {seen.p ? seen.p : "", (uint32_t)seen.n};
        if (name.failed || str_find_str(all, one, 0) != NONE) continue;
        if (seen.n) buf_c(&f->line, ", ");
        buf_str(&f->line, str_cut(one, 1, one.n - 1));
        buf_str(&seen, one);
    }
    buf_release(&seen);
    buf_release(&name);
}

static void put_position(struct face *f, struct str slot, const json_t *position, bool first) {
    buf_reset(&f->line);
    buf_c(&f->line, first ? ": " : "  |  ");
    say_value(&f->line, f->record, slot.p, json_object_get(position, "value"));
    buf_c(&f->line, " \xe2\x80\x94 ");
    add_holders(f, json_object_get(position, "holders"));
    ink_put(&f->ink, INK_PLAIN, line_of(f));
}

static void put_conflict(struct face *f, const json_t *x) {
    const json_t *positions = json_object_get(x, "positions");
    struct str slot = ink_member(x, "slot");
    bool revised = str_eq(ink_member(x, "kind"), STR("revision"));
    bool compatible = json_is_true(json_object_get(x, "compatible"));
    ink_c(&f->ink, INK_PLAIN, "  ");
    ink_c(&f->ink, compatible ? INK_YELLOW : INK_RED,
          revised      ? "revised: "
          : compatible ? "may agree: "
                       : "disputed: ");
    ink_put(&f->ink, INK_BOLD, slot);
    for (size_t k = 0; k < json_array_size(positions); k++)
        put_position(f, slot, json_array_get(positions, k), !k);
    newline(f);
}

static void put_conflicts(struct face *f, const json_t *incident_id) {
    const json_t *list = json_object_get(f->record, "conflicts");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *x = json_array_get(list, i);
        if (json_equal(json_object_get(x, "incident"), incident_id)) put_conflict(f, x);
    }
}

static void put_incident(struct face *f, const json_t *incident, size_t number) {
    put_title(f, incident, number);
    put_fillers(f, incident, "perpetrators", "perpetrators");
    put_fillers(f, incident, "targets", "targets");
    put_fillers(f, incident, "victims", "victims");
    put_fillers(f, incident, "weapons", "weapons");
    put_claims(f, json_object_get(incident, "id"));
    put_conflicts(f, json_object_get(incident, "id"));
}

static void put_notes(struct face *f) {
    const json_t *notes = json_object_get(f->record, "notes");
    for (size_t i = 0; i < json_array_size(notes); i++) {
        const json_t *n = json_array_get(notes, i);
        buf_reset(&f->line);
        buf_printf(&f->line, "note: %.*s (%.*s)", STR_ARG(ink_member(n, "text")),
                   STR_ARG(ink_member(n, "code")));
        ink_wrap(&f->ink, INK_DIM, line_of(f), 0);
    }
}

static void face_open(struct face *f, struct buf *out, json_t *record,
                      const att_pretty_options *opt) {
    *f = (struct face){.record = record};
    ink_init(&f->ink, out, opt);
    buf_init(&f->line, out->sys, 1 << 20);
}

att_status face_pretty(struct buf *out, att_text record, const att_pretty_options *opt,
                       att_error *err) {
    json_t *o;
    att_status st = record_parse(record, &o, err);
    if (st) return st;
    struct face f;
    face_open(&f, out, o, opt);
    put_head(&f);
    const json_t *incidents = json_object_get(o, "incidents");
    for (size_t pass = 0, number = 0; pass < 2; pass++)
        for (size_t i = 0; i < json_array_size(incidents); i++) {
            const json_t *n = json_array_get(incidents, i);
            if (json_is_true(json_object_get(n, "main")) == (pass == 0))
                put_incident(&f, n, ++number);
        }
    put_notes(&f);
    newline(&f);
    buf_release(&f.line);
    json_decref(o);
    return buf_status(out, "pretty", err);
}

/* ---- explain */

/* The sentences of the report that the evidence stands in. */
static struct str context_of(const struct face *f, const json_t *claim) {
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

static void put_pair(struct face *f, const char *label, enum ink_style style, struct str s) {
    ink_cell(&f->ink, INK_CYAN, str_c(label), SLOT_COLUMNS);
    ink_put(&f->ink, style, s);
    newline(f);
}

static void put_rivals(struct face *f, const json_t *claim) {
    const json_t *claims = json_object_get(f->record, "claims");
    ink_c(&f->ink, INK_BOLD, "\nOther claims about the same slot\n");
    bool any = false;
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *c = json_array_get(claims, i);
        if (c == claim ||
            !json_equal(json_object_get(c, "incident"), json_object_get(claim, "incident")) ||
            !json_equal(json_object_get(c, "slot"), json_object_get(claim, "slot")))
            continue;
        put_claim(f, c, !any);
        any = true;
    }
    if (!any) ink_c(&f->ink, INK_DIM, "  none\n");
}

static void put_explained(struct face *f, const json_t *c) {
    struct str slot = ink_member(c, "slot");
    const json_t *span = json_object_get(json_object_get(c, "evidence"), "span");
    buf_reset(&f->line);
    buf_printf(&f->line, "%.*s of incident %.*s", STR_ARG(slot),
               STR_ARG(ink_member(c, "incident")));
    put_pair(f, "claim", INK_BOLD, line_of(f));
    buf_reset(&f->line);
    say_value(&f->line, f->record, slot.p, json_object_get(c, "value"));
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
    ink_wrap(&f->ink, INK_PLAIN, ink_member(json_object_get(c, "evidence"), "text"), SLOT_COLUMNS);
    put_pair(f, "in its sentence", INK_DIM, STR(""));
    ink_wrap(&f->ink, INK_DIM, context_of(f, c), SLOT_COLUMNS);
    put_rivals(f, c);
}

att_status face_explain(struct buf *out, att_text record, const char *claim,
                        const att_pretty_options *opt, att_error *err) {
    json_t *o;
    att_status st = record_parse(record, &o, err);
    if (st) return st;
    const json_t *c = ink_find(json_object_get(o, "claims"), claim);
    if (c) {
        struct face f;
        face_open(&f, out, o, opt);
        put_explained(&f, c);
        buf_release(&f.line);
        st = buf_status(out, "explain", err);
    } else {
        st = status_set(err, ATT_EUSAGE, 0, "explain: no claim '%s'; the record has %zu claims",
                        claim, json_array_size(json_object_get(o, "claims")));
    }
    json_decref(o);
    return st;
}
