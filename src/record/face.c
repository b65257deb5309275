/* One record for a person at a terminal. */
#include "base/base.h"

#include "claims/claims.h"
#include "record/check.h"
#include "record/face.h"
#include "record/say.h"
#include "record/slots.h"

/* A number that the report calls unknown, with the figure told last before it. */
struct unknown {
    const json_t *note, *claim;
};

enum { MOST_UNKNOWN = 64 /* that are shown in the tables; the others among the notes */ };

struct face {
    struct slots t;
    const json_t *record;
    const json_t **mine;     /* [n_mine] claims of the incident at hand */
    struct unknown *unknown; /* [n_unknown] */
    size_t n_mine, n_unknown;
    struct buf line; /* one line while it is put together */
};

static struct str line_of(const struct face *f) {
    return slots_words(&f->line);
}

static void newline(struct face *f) {
    buf_char(f->t.ink.out, '\n');
}

/* ---- head */

static void put_head(struct face *f) {
    const json_t *r = json_object_get(f->record, "report");
    const json_t *published = json_object_get(r, "published");
    struct str title = ink_member(r, "title"), date = ink_member(published, "value");
    ink_wrap(&f->t.ink, INK_BOLD, title.n ? title : ink_member(r, "id"), 0);
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
    ink_wrap(&f->t.ink, INK_DIM, line_of(f), 0);
}

/* ---- incidents */

static void put_title(struct face *f, const json_t *incident, size_t number) {
    const json_t *date = json_object_get(incident, "date");
    struct str from = ink_member(date, "from"), to = ink_member(date, "to");
    struct str place =
        say_name(f->record, json_object_get(json_object_get(incident, "place"), "place"));
    newline(f);
    buf_reset(&f->line);
    buf_printf(&f->line, "%zu. ", number);
    say_kind(&f->line, ink_member(incident, "type"));
    if (place.n) buf_printf(&f->line, ", %.*s", STR_ARG(place));
    if (from.n) buf_printf(&f->line, ", %.*s", STR_ARG(from));
    if (to.n && !str_eq(from, to)) buf_printf(&f->line, " to %.*s", STR_ARG(to));
    ink_put(&f->t.ink, INK_BOLD, line_of(f));
    buf_reset(&f->line);
    buf_printf(&f->line, "  [%.*s%s]", STR_ARG(ink_member(incident, "status")),
               json_is_true(json_object_get(incident, "background")) ? ", background" : "");
    ink_put(&f->t.ink, INK_DIM, line_of(f));
    newline(f);
}

/* The state of a slot: how its positions stand to each other. */
static struct ink_piece state_of(const struct face *f, const json_t *id, const char *slot) {
    struct ink_piece state = {INK_PLAIN, STR("")};
    const json_t *list = json_object_get(f->record, "conflicts");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *x = json_array_get(list, i);
        if (!json_equal(json_object_get(x, "incident"), id)) continue;
        if (!str_eq_c(ink_member(x, "slot"), slot)) continue;
        if (json_is_true(json_object_get(x, "compatible")))
            state = state.s.n ? state : (struct ink_piece){INK_YELLOW, STR("may agree")};
        else if (str_eq(ink_member(x, "kind"), STR("revision")))
            state = (struct ink_piece){INK_YELLOW, STR("revised")};
        else
            return (struct ink_piece){INK_RED, STR("disputed")};
    }
    return state;
}

static json_int_t begin_of(const json_t *o) {
    return json_integer_value(json_array_get(json_object_get(o, "span"), 0));
}

/* Notes of unknown numbers, each with the figure told last before it, if any. */
static void find_unknown(struct face *f) {
    const json_t *claims = json_object_get(f->record, "claims");
    const json_t *notes = json_object_get(f->record, "notes");
    for (size_t i = 0; i < json_array_size(notes); i++) {
        const json_t *n = json_array_get(notes, i), *last = NULL;
        json_int_t at = begin_of(n), best = -1;
        if (!str_eq(ink_member(n, "code"), STR("figure_unknown"))) continue;
        if (f->n_unknown == MOST_UNKNOWN) break;
        for (size_t k = 0; k < json_array_size(claims); k++) {
            const json_t *value = json_object_get(json_array_get(claims, k), "value");
            json_int_t b = begin_of(value);
            if (!json_object_get(value, "low") || b > at || b <= best) continue;
            best = b;
            last = json_array_get(claims, k);
        }
        if (last) f->unknown[f->n_unknown++] = (struct unknown){n, last};
    }
}

static bool is_in_table(const struct face *f, const json_t *note) {
    for (size_t i = 0; i < f->n_unknown; i++)
        if (f->unknown[i].note == note) return true;
    return false;
}

static void put_unknown(struct face *f, const json_t *id, const char *slot) {
    struct str text = ink_member(json_object_get(f->record, "report"), "text");
    for (size_t i = 0; i < f->n_unknown; i++) {
        const struct unknown *u = &f->unknown[i];
        const json_t *span = json_object_get(u->note, "span");
        if (!str_eq_c(ink_member(u->claim, "slot"), slot)) continue;
        if (!json_equal(json_object_get(u->claim, "incident"), id)) continue;
        buf_reset(&f->t.value);
        buf_reset(&f->t.holders);
        buf_reset(&f->t.quote);
        buf_c(&f->t.value, "number not known");
        buf_c(&f->t.holders, "the outlet");
        buf_printf(&f->t.quote, "\xe2\x80\x9c%.*s\xe2\x80\x9d",
                   STR_ARG(str_cut(text, (uint32_t)begin_of(u->note),
                                   (uint32_t)json_integer_value(json_array_get(span, 1)))));
        slots_row(&f->t, "", (struct ink_piece){0}, INK_BOLD);
    }
}

/* The claims of an incident (id: null: of none), slot by slot in the order of the contract. */
static void put_slots(struct face *f, const json_t *id) {
    const json_t *claims = json_object_get(f->record, "claims");
    slots_begin(&f->t);
    f->n_mine = 0;
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *c = json_array_get(claims, i);
        if (json_equal(json_object_get(c, "incident"), id)) f->mine[f->n_mine++] = c;
    }
    for (int s = 0; s < N_CLAIM_SLOT; s++) {
        const char *slot = claim_slot_name((enum claim_slot)s);
        for (size_t i = 0; i < f->n_mine; i++)
            if (str_eq_c(ink_member(f->mine[i], "slot"), slot))
                slots_add(&f->t, f->record, f->mine[i]);
        if (!f->t.n) continue;
        slots_put(&f->t, slot, state_of(f, id, slot));
        put_unknown(f, id, slot);
    }
}

static bool says(const json_t *incident, const char *slot) {
    return json_array_size(json_object_get(json_object_get(incident, slot), "claims"));
}

/* What an editor looks for first and the report does not tell. */
static void put_silence(struct face *f, const json_t *incident) {
    bool hurts = json_array_size(json_object_get(incident, "victims")) ||
                 json_array_size(json_object_get(incident, "weapons")) ||
                 says(incident, "killed") || says(incident, "wounded");
    buf_reset(&f->t.value);
    if (!ink_member(json_object_get(incident, "date"), "from").n) buf_c(&f->t.value, ", date");
    if (!ink_member(json_object_get(incident, "place"), "place").n) buf_c(&f->t.value, ", place");
    if (hurts && !says(incident, "killed")) buf_c(&f->t.value, ", killed");
    if (hurts && !says(incident, "wounded") && !says(incident, "hospitalized"))
        buf_c(&f->t.value, ", wounded");
    if (!f->t.value.n) return;
    struct str all = slots_words(&f->t.value);
    ink_spaces(&f->t.ink, 2);
    ink_cell(&f->t.ink, INK_CYAN, STR("not stated"), SLOT_COLUMNS);
    ink_put(&f->t.ink, INK_BOLD, str_cut(all, 2, all.n));
    newline(f);
}

static void put_incident(struct face *f, const json_t *incident, size_t number) {
    put_title(f, incident, number);
    put_slots(f, json_object_get(incident, "id"));
    if (json_is_true(json_object_get(incident, "main"))) put_silence(f, incident);
}

/* "Since January 240 people have been killed": claims that are of none of the incidents. */
static void put_besides(struct face *f) {
    const json_t *claims = json_object_get(f->record, "claims");
    bool any = false;
    for (size_t i = 0; i < json_array_size(claims) && !any; i++)
        any = json_is_null(json_object_get(json_array_get(claims, i), "incident"));
    if (!any) return;
    ink_c(&f->t.ink, INK_BOLD, "\nTold besides, of none of these\n");
    put_slots(f, json_null());
}

static void put_notes(struct face *f) {
    const json_t *notes = json_object_get(f->record, "notes");
    for (size_t i = 0; i < json_array_size(notes); i++) {
        const json_t *n = json_array_get(notes, i);
        if (is_in_table(f, n)) continue;
        buf_reset(&f->line);
        buf_printf(&f->line, "note: %.*s (%.*s)", STR_ARG(ink_member(n, "text")),
                   STR_ARG(ink_member(n, "code")));
        ink_wrap(&f->t.ink, INK_DIM, line_of(f), 0);
    }
}

static void put_record(struct face *f) {
    const json_t *incidents = json_object_get(f->record, "incidents");
    slots_know(&f->t, f->record);
    find_unknown(f);
    put_head(f);
    for (size_t pass = 0, number = 0; pass < 2; pass++)
        for (size_t i = 0; i < json_array_size(incidents); i++) {
            const json_t *n = json_array_get(incidents, i);
            if (json_is_true(json_object_get(n, "main")) == (pass == 0))
                put_incident(f, n, ++number);
        }
    put_besides(f);
    put_notes(f);
    newline(f);
}

att_status face_pretty(struct buf *out, att_text record, const att_pretty_options *opt,
                       att_error *err) {
    json_t *o;
    att_status st = record_parse(record, &o, err);
    if (st) return st;
    struct face f = {.record = o};
    size_t n = json_array_size(json_object_get(o, "claims"));
    st = slots_open(&f.t, out, opt, n, err);
    if (st) goto out;
    f.mine = out->sys->alloc(out->sys->ctx, sizeof *f.mine * (n + 1));
    f.unknown = out->sys->alloc(out->sys->ctx, sizeof *f.unknown * MOST_UNKNOWN);
    buf_init(&f.line, out->sys, 1 << 20);
    if (f.mine && f.unknown)
        put_record(&f);
    else
        st = status_set(err, ATT_ENOMEM, 0, "pretty: no memory for %zu claims", n);
    if (f.mine) out->sys->free(out->sys->ctx, f.mine);
    if (f.unknown) out->sys->free(out->sys->ctx, f.unknown);
    buf_release(&f.line);
    slots_close(&f.t);
    if (!st) st = buf_status(out, "pretty", err);
out:
    json_decref(o);
    return st;
}
