/* What several reports say about the same slots of their main incidents, side by side. */
#include "base/base.h"

#include "claims/claims.h"
#include "record/check.h"
#include "record/face.h"
#include "record/say.h"

enum { MAX_REPORTS = 4096, MAX_ROWS = 16384 /* claims about one slot */ };

/* One claim of one report's main incident. */
struct row {
    const json_t *record, *claim;
    struct str value; /* in words, for grouping; in `words` */
    uint32_t at;      /* offset of the value in `words` */
};

struct comparison {
    struct ink ink;
    json_t *record[MAX_REPORTS];
    size_t n_record;
    struct row *row;
    size_t n_row;
    struct buf words, line;
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
    k->n_row = 0;
    buf_reset(&k->words);
    for (size_t r = 0; r < k->n_record; r++) {
        const json_t *claims = json_object_get(k->record[r], "claims");
        const json_t *incident = json_object_get(main_incident(k->record[r]), "id");
        for (size_t i = 0; incident && i < json_array_size(claims); i++) {
            const json_t *c = json_array_get(claims, i);
            if (!str_eq_c(ink_member(c, "slot"), slot)) continue;
            if (!json_equal(json_object_get(c, "incident"), incident)) continue;
            if (k->n_row == MAX_ROWS)
                return status_set(err, ATT_ELIMIT, 0, "compare: more than %d claims about %s",
                                  MAX_ROWS, slot);
            struct row *row = &k->row[k->n_row++];
            *row = (struct row){k->record[r], c, STR_NULL, (uint32_t)k->words.n};
            say_value(&k->words, k->record[r], slot, json_object_get(c, "value"));
            row->value.n = (uint32_t)k->words.n - row->at;
        }
    }
    for (size_t i = 0; i < k->n_row; i++)
        k->row[i].value.p = (k->words.p ? k->words.p : "") + k->row[i].at;
    return ATT_OK;
}

/* What groups: bounds without what is counted, else the words. */
static bool same_value(const struct row *a, const struct row *b) {
    const json_t *x = json_object_get(a->claim, "value"), *y = json_object_get(b->claim, "value");
    if (json_object_get(x, "low"))
        return json_equal(json_object_get(x, "low"), json_object_get(y, "low")) &&
               json_equal(json_object_get(x, "high"), json_object_get(y, "high"));
    return str_ieq(a->value, b->value);
}

static void put_row(struct comparison *k, const struct row *row, const char *label, bool leads) {
    const json_t *report = json_object_get(row->record, "report");
    struct str outlet = ink_member(json_object_get(report, "source"), "name");
    ink_c(&k->ink, INK_PLAIN, "  ");
    ink_cell(&k->ink, INK_CYAN, str_c(label), 15);
    ink_cell(&k->ink, INK_BOLD, leads ? row->value : STR(""), 26);
    ink_c(&k->ink, INK_PLAIN, "  ");
    ink_cell(&k->ink, INK_PLAIN, outlet.n ? outlet : ink_member(report, "id"), 20);
    buf_reset(&k->line);
    buf_char(&k->line, ' ');
    say_chain(&k->line, row->record, row->claim);
    struct str stance = ink_member(row->claim, "stance");
    if (!str_eq(stance, STR("asserts"))) buf_printf(&k->line, " (%.*s)", STR_ARG(stance));
    ink_put(&k->ink, INK_GREEN, (struct str){k->line.p, (uint32_t)k->line.n});
    buf_char(k->ink.out, '\n');
}

/* Kinds and participants are told by each report in its own words: side by side they say little. */
static bool is_compared(enum claim_slot slot) {
    return slot != SLOT_TYPE && slot != SLOT_TARGET && slot != SLOT_VICTIM && slot != SLOT_WEAPON;
}

static att_status put_slot(struct comparison *k, const char *slot, att_error *err) {
    const char *label = slot;
    att_status st = collect(k, slot, err);
    if (st) return st;
    for (size_t i = 0; i < k->n_row; i++) {
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++) seen = same_value(&k->row[j], &k->row[i]);
        if (seen) continue;
        bool leads = true;
        for (size_t j = i; j < k->n_row; j++) {
            if (!same_value(&k->row[i], &k->row[j])) continue;
            put_row(k, &k->row[j], label, leads);
            leads = false;
            label = "";
        }
    }
    return ATT_OK;
}

att_status face_compare(struct buf *out, att_text records, const att_pretty_options *opt,
                        att_error *err) {
    const att_sys *sys = out->sys;
    struct comparison *k = sys->alloc(sys->ctx, sizeof *k);
    if (!k) return status_set(err, ATT_ENOMEM, 0, "compare: out of memory");
    memset(k, 0, sizeof *k);
    ink_init(&k->ink, out, opt);
    buf_init(&k->words, sys, 64u << 20);
    buf_init(&k->line, sys, 1 << 20);
    k->row = sys->alloc(sys->ctx, sizeof *k->row * MAX_ROWS);
    att_status st = k->row ? parse_all(k, records, err)
                           : status_set(err, ATT_ENOMEM, 0, "compare: out of memory");
    if (!st) {
        buf_printf(out, "What %zu reports say about what happened\n", k->n_record);
        for (int slot = 0; !st && slot < N_CLAIM_SLOT; slot++)
            if (is_compared((enum claim_slot)slot))
                st = put_slot(k, claim_slot_name((enum claim_slot)slot), err);
        if (!st) st = buf_status(out, "compare", err);
    }
    for (size_t i = 0; i < k->n_record; i++) json_decref(k->record[i]);
    if (k->row) sys->free(sys->ctx, k->row);
    buf_release(&k->words);
    buf_release(&k->line);
    sys->free(sys->ctx, k);
    return st;
}
