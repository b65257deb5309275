#include "base/base.h"

#include "base/num.h"
#include "record/say.h"
#include "record/slots.h"

enum { INDENT = 2, MARGIN = 12 /* of a quote, lost where its lines end early */ };

att_status slots_open(struct slots *t, struct buf *out, const att_pretty_options *opt, size_t room,
                      att_error *err) {
    const att_sys *sys = out->sys;
    *t = (struct slots){.room = room, .every_quote = opt && opt->every_quote};
    ink_init(&t->ink, out, opt);
    struct buf *all[] = {&t->words, &t->value, &t->holders, &t->quote};
    for (size_t i = 0; i < COUNT_OF(all); i++) buf_init(all[i], sys, 64u << 20);
    t->v = sys->alloc(sys->ctx, sizeof *t->v * (room + 1));
    t->shown = sys->alloc(sys->ctx, sizeof *t->shown * (room + 1));
    t->replaced = sys->alloc(sys->ctx, sizeof *t->replaced * (room + 1));
    if (t->replaced) memset(t->replaced, 0, sizeof *t->replaced * (room + 1));
    if (t->v && t->shown && t->replaced) return ATT_OK;
    slots_close(t);
    return status_set(err, ATT_ENOMEM, 0, "no memory for %zu claims", room);
}

void slots_close(struct slots *t) {
    const att_sys *sys = t->words.sys;
    struct buf *all[] = {&t->words, &t->value, &t->holders, &t->quote};
    for (size_t i = 0; i < COUNT_OF(all); i++) buf_release(all[i]);
    if (t->v) sys->free(sys->ctx, t->v);
    if (t->shown) sys->free(sys->ctx, t->shown);
    if (t->replaced) sys->free(sys->ctx, t->replaced);
    t->v = NULL;
    t->shown = t->replaced = NULL;
}

void slots_begin(struct slots *t) {
    t->n_shown = 0;
}

void slots_add(struct slots *t, const json_t *record, const json_t *claim) {
    if (t->n < t->room) t->v[t->n++] = (struct stand){.record = record, .claim = claim};
}

static unsigned value_columns(const struct slots *t) {
    return (t->ink.width - INDENT - SLOT_COLUMNS) * 3 / 8;
}

static unsigned said_columns(const struct slots *t) {
    return t->ink.width - INDENT - SLOT_COLUMNS - value_columns(t);
}

/* A slot's name for a person: "weapon count". */
static struct str name_of(const char *slot, char name[SLOT_COLUMNS]) {
    uint32_t n = 0;
    for (; slot[n] && n + 1 < SLOT_COLUMNS; n++) name[n] = slot[n] == '_' ? ' ' : slot[n];
    return (struct str){name, n};
}

void slots_row(struct slots *t, const char *label, struct ink_piece state, enum ink_style style) {
    char name[SLOT_COLUMNS];
    struct ink_piece slot[] = {{INK_CYAN, name_of(label, name)}, state};
    struct ink_piece value = {style, slots_words(&t->value)};
    struct ink_piece said[] = {{INK_GREEN, slots_words(&t->holders)},
                               {INK_DIM, slots_words(&t->quote)}};
    struct ink_column column[] = {{SLOT_COLUMNS - 1, 1, slot, 2},
                                  {value_columns(t) - 2, 2, &value, 1},
                                  {said_columns(t), 0, said, 2}};
    ink_row(&t->ink, INDENT, column, COUNT_OF(column));
}

/* ---- one position */

/* The place of the claim in its list, by its id; SIZE_MAX where it does not stand there. */
static size_t index_of(const json_t *claims, const json_t *id) {
    const char *c = json_string_value(id);
    uint32_t n;
    if (!c || !*c || !num_parse_u32(str_c(c + 1), &n) || !n) return SIZE_MAX;
    const json_t *claim = json_array_get(claims, n - 1);
    return claim && claim == ink_find(claims, c) ? n - 1 : SIZE_MAX;
}

static void replace(struct slots *t, const json_t *claims, const json_t *old, const json_t *by) {
    size_t i = index_of(claims, old);
    if (i < t->room && by && json_array_get(claims, i) != by) t->replaced[i] = by;
}

/* A revision between two positions ends with one of them: the claims of the other are replaced. */
static void replace_revised(struct slots *t, const json_t *claims, const json_t *x) {
    const json_t *id = json_object_get(x, "resolved"), *all = json_object_get(x, "positions");
    const json_t *by = ink_find(claims, json_string_value(id));
    if (!by || json_array_size(all) != 2) return;
    for (size_t k = 0; k < 2; k++) {
        const json_t *mine = json_object_get(json_array_get(all, k), "claims");
        bool ends = false;
        for (size_t i = 0; i < json_array_size(mine) && !ends; i++)
            ends = json_equal(json_array_get(mine, i), id);
        for (size_t i = 0; i < json_array_size(mine) && !ends; i++)
            replace(t, claims, json_array_get(mine, i), by);
    }
}

void slots_know(struct slots *t, const json_t *record) {
    const json_t *claims = json_object_get(record, "claims");
    const json_t *conflicts = json_object_get(record, "conflicts");
    for (size_t i = 0; i < json_array_size(conflicts); i++)
        replace_revised(t, claims, json_array_get(conflicts, i));
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *c = json_array_get(claims, i);
        replace(t, claims, json_object_get(c, "supersedes"), c);
    }
}

static const json_t *replacing(const struct slots *t, const struct stand *s) {
    size_t i = index_of(json_object_get(s->record, "claims"), json_object_get(s->claim, "id"));
    return i < t->room ? t->replaced[i] : NULL;
}

/* A later claim that replaces the position's; NULL where one of them still stands. */
static const json_t *replaced_by(const struct slots *t, uint32_t position) {
    const json_t *by = NULL;
    for (size_t i = position; i < t->n; i++) {
        if (t->v[i].position != position) continue;
        by = replacing(t, &t->v[i]);
        if (!by) break;
    }
    return by;
}

static void say_marks(struct slots *t, const struct stand *s, const json_t *by) {
    if (json_is_true(json_object_get(s->claim, "partial"))) buf_c(&t->value, ", part of a total");
    if (json_is_true(json_object_get(s->claim, "attackers"))) buf_c(&t->value, ", attackers");
    if (by) buf_printf(&t->value, ", replaced by %.*s", STR_ARG(ink_member(by, "id")));
}

static struct str holder_of(const struct slots *t, const struct stand *s) {
    return str_cut(slots_words(&t->words), s->words_b, s->words_e);
}

/* "the outlet (c1, c4); Al Arabia (c16)": each holder once, with the claims of his. */
static void say_holders(struct slots *t, uint32_t position) {
    buf_reset(&t->words);
    buf_reset(&t->holders);
    for (size_t i = position; i < t->n; i++) {
        t->v[i].words_b = (uint32_t)t->words.n;
        if (t->v[i].position == position) say_stand(&t->words, t->v[i].record, t->v[i].claim);
        t->v[i].words_e = (uint32_t)t->words.n;
    }
    for (size_t i = position; i < t->n; i++) {
        struct str who = holder_of(t, &t->v[i]);
        bool told = !who.n;
        for (size_t j = position; j < i && !told; j++) told = str_eq(holder_of(t, &t->v[j]), who);
        if (told) continue;
        if (t->holders.n) buf_c(&t->holders, "; ");
        buf_str(&t->holders, who);
        const char *mark = " (";
        for (size_t j = i; j < t->n; j++, mark = ", ")
            if (str_eq(holder_of(t, &t->v[j]), who))
                buf_printf(&t->holders, "%s%.*s", mark, STR_ARG(ink_member(t->v[j].claim, "id")));
        buf_char(&t->holders, ')');
    }
}

/* The claim whose words show the position best: said outright, outside the title. */
static const struct stand *best_of(const struct slots *t, uint32_t position) {
    const struct stand *best = NULL;
    int most = -1;
    for (size_t i = position; i < t->n; i++) {
        const struct stand *s = &t->v[i];
        if (s->position != position) continue;
        struct str title = ink_member(json_object_get(s->record, "report"), "title");
        struct str words = ink_member(json_object_get(s->claim, "evidence"), "text");
        int score = 2 * (str_find_str(title, words, 0) == NONE) +
                    str_eq(ink_member(s->claim, "certainty"), STR("certain")) +
                    !str_eq(ink_member(s->claim, "stance"), STR("reports"));
        if (score > most) best = s;
        most = ATT_MAX(most, score);
    }
    return best;
}

static bool holds(const json_t *outer, const json_t *inner) {
    json_int_t b = json_integer_value(json_array_get(outer, 0));
    json_int_t e = json_integer_value(json_array_get(outer, 1));
    json_int_t at = json_integer_value(json_array_get(inner, 0));
    return at >= b && json_integer_value(json_array_get(inner, 1)) <= e;
}

/* An earlier quote of this incident's tables shows the words of the claim's value. */
static bool is_shown(struct slots *t, const json_t *shown, const struct stand *s,
                     unsigned columns) {
    const json_t *evidence = json_object_get(shown, "evidence");
    const json_t *value = json_object_get(s->claim, "value");
    if (!holds(json_object_get(evidence, "span"), json_object_get(value, "span"))) return false;
    struct str words = ink_member(value, "text");
    if (!words.n) return false;
    buf_reset(&t->words);
    say_quote(&t->words, shown, columns);
    return str_find_str(slots_words(&t->words), words, 0) != NONE;
}

/* The words, or where the tables of this incident have shown them already. */
static void say_words(struct slots *t, const struct stand *s) {
    unsigned columns = t->every_quote ? UINT32_MAX : QUOTE_LINES * said_columns(t) - MARGIN;
    buf_reset(&t->quote);
    for (size_t i = 0; i < t->n_shown; i++) {
        if (!is_shown(t, t->shown[i], s, columns)) continue;
        buf_printf(&t->quote, "words as at %.*s", STR_ARG(ink_member(t->shown[i], "id")));
        return;
    }
    say_quote(&t->quote, s->claim, columns);
    if (t->n_shown < t->room) t->shown[t->n_shown++] = s->claim;
}

static enum ink_style style_of(const struct stand *s, const json_t *by) {
    struct str stance = ink_member(s->claim, "stance");
    if (by) return INK_DIM;
    if (str_eq(stance, STR("denies")) || str_eq(stance, STR("retracts"))) return INK_RED;
    return str_eq(stance, STR("doubts")) ? INK_YELLOW : INK_BOLD;
}

static void put_position(struct slots *t, const char *label, struct ink_piece state,
                         uint32_t position) {
    const struct stand *best = best_of(t, position);
    const json_t *by = replaced_by(t, position);
    buf_reset(&t->value);
    say_value(&t->value, best->record, best->claim);
    say_marks(t, best, by);
    say_holders(t, position);
    say_words(t, best);
    slots_row(t, label, state, style_of(best, by));
    buf_reset(&t->value);
    for (size_t i = position; t->every_quote && i < t->n; i++) {
        if (t->v[i].position != position || &t->v[i] == best) continue;
        buf_reset(&t->holders);
        buf_printf(&t->holders, "%.*s:", STR_ARG(ink_member(t->v[i].claim, "id")));
        say_words(t, &t->v[i]);
        slots_row(t, "", (struct ink_piece){0}, INK_PLAIN);
    }
}

void slots_put(struct slots *t, const char *label, struct ink_piece state) {
    position_group(t->v, t->n);
    for (size_t i = 0; i < t->n; i++) {
        if (t->v[i].position != i) continue;
        put_position(t, label, state, (uint32_t)i);
        label = "";
        state = (struct ink_piece){0};
    }
    t->n = 0;
}
