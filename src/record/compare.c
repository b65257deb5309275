/* What several reports say about the same slots of their main incidents, side by side. */
#include "base/base.h"

#include "claims/claims.h"
#include "record/check.h"
#include "record/face.h"
#include "record/say.h"
#include "record/slots.h"

enum { MAX_REPORTS = 4096, MAX_ROWS = 16384 /* claims about one slot */ };

struct comparison {
    struct slots t;
    json_t *record[MAX_REPORTS];
    size_t n_record;
};

static const json_t *main_incident(const json_t *record) {
    const json_t *list = json_object_get(record, "incidents");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_is_true(json_object_get(json_array_get(list, i), "main")))
            return json_array_get(list, i);
    return json_array_get(list, 0);
}

static att_status parse_all(struct comparison *k, att_text records, att_error *err) {
    struct str rest = {records.p, (uint32_t)records.n}, line;
    while (str_next(&rest, '\n', &line)) {
        if (!str_trim(line).n) continue;
        if (k->n_record == MAX_REPORTS)
            return status_set(err, ATT_ELIMIT, 0, "compare: more than %d reports", MAX_REPORTS);
        att_status st = record_parse((att_text){line.p, line.n}, &k->record[k->n_record], err);
        if (st) return st;
        k->n_record++;
    }
    return ATT_OK;
}

static att_status collect(struct comparison *k, const char *slot, att_error *err) {
    for (size_t r = 0; r < k->n_record; r++) {
        const json_t *claims = json_object_get(k->record[r], "claims");
        const json_t *incident = json_object_get(main_incident(k->record[r]), "id");
        for (size_t i = 0; incident && i < json_array_size(claims); i++) {
            const json_t *c = json_array_get(claims, i);
            if (!str_eq_c(ink_member(c, "slot"), slot)) continue;
            if (!json_equal(json_object_get(c, "incident"), incident)) continue;
            if (k->t.n == k->t.room)
                return status_set(err, ATT_ELIMIT, 0, "compare: more than %d claims about %s",
                                  MAX_ROWS, slot);
            slots_add(&k->t, k->record[r], c);
        }
    }
    return ATT_OK;
}

/* "Northern Wire: the Interior Ministry", or the outlet alone where it is the holder. */
static void say_report(struct buf *out, const struct stand *s) {
    const json_t *report = json_object_get(s->record, "report");
    struct str outlet = ink_member(json_object_get(report, "source"), "name");
    buf_str(out, outlet.n ? outlet : ink_member(report, "id"));
    if (ink_member(json_object_get(s->claim, "holder"), "source").n) return;
    buf_c(out, ": ");
    say_stand(out, s->record, s->claim);
}

/* Reports and holders of a position, each once, into `holders`. */
static void say_reports(struct slots *t, uint32_t position) {
    buf_reset(&t->holders);
    buf_reset(&t->words);
    for (size_t i = position; i < t->n; i++) {
        struct stand *s = &t->v[i];
        s->words_b = (uint32_t)t->words.n;
        if (s->position == position) say_report(&t->words, s);
        s->words_e = (uint32_t)t->words.n;
        struct str all = slots_words(&t->words), who = str_cut(all, s->words_b, s->words_e);
        bool told = !who.n;
        for (size_t j = position; j < i && !told; j++)
            told = str_eq(str_cut(all, t->v[j].words_b, t->v[j].words_e), who);
        if (told) continue;
        if (t->holders.n) buf_c(&t->holders, "; ");
        buf_str(&t->holders, who);
    }
}

/* Positions that cannot both be true are marked at the slot. */
static struct ink_piece state_of(const struct slots *t) {
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < i && t->v[i].position == i; j++)
            if (t->v[j].position == j && position_excludes(&t->v[i], &t->v[j]))
                return (struct ink_piece){INK_RED, STR("reports differ")};
    return (struct ink_piece){INK_PLAIN, STR("")};
}

/* Kinds and participants are told by each report in its own words: side by side they say little. */
static bool is_compared(enum claim_slot slot) {
    return slot != SLOT_TYPE && slot != SLOT_TARGET && slot != SLOT_VICTIM && slot != SLOT_WEAPON;
}

static att_status put_slot(struct comparison *k, const char *slot, att_error *err) {
    struct slots *t = &k->t;
    att_status st = collect(k, slot, err);
    if (st) return st;
    position_group(t->v, t->n);
    struct ink_piece state = state_of(t);
    for (size_t i = 0; i < t->n; i++) {
        if (t->v[i].position != i) continue;
        buf_reset(&t->value);
        say_value(&t->value, t->v[i].record, t->v[i].claim);
        say_reports(t, (uint32_t)i);
        slots_row(t, slot, state, INK_BOLD);
        slot = "";
        state = (struct ink_piece){0};
    }
    t->n = 0;
    return ATT_OK;
}

static att_status put_all(struct comparison *k, struct buf *out, att_error *err) {
    att_status st = ATT_OK;
    buf_printf(out, "What %zu reports say about what happened\n", k->n_record);
    for (int slot = 0; !st && slot < N_CLAIM_SLOT; slot++)
        if (is_compared((enum claim_slot)slot))
            st = put_slot(k, claim_slot_name((enum claim_slot)slot), err);
    return st ? st : buf_status(out, "compare", err);
}

att_status face_compare(struct buf *out, att_text records, const att_pretty_options *opt,
                        att_error *err) {
    const att_sys *sys = out->sys;
    struct comparison *k = sys->alloc(sys->ctx, sizeof *k);
    if (!k) return status_set(err, ATT_ENOMEM, 0, "compare: out of memory");
    memset(k, 0, sizeof *k);
    att_status st = slots_open(&k->t, out, opt, MAX_ROWS, err);
    if (st) goto out;
    st = parse_all(k, records, err);
    if (!st) st = put_all(k, out, err);
    slots_close(&k->t);
out:
    for (size_t i = 0; i < k->n_record; i++) json_decref(k->record[i]);
    sys->free(sys->ctx, k);
    return st;
}
