#include "base/base.h"

#include "world/forms.h"

#include "base/embed.h"
#include "base/tsv.h"

static const struct {
    const char *name;
    enum form_class bit;
} classes[] = {{"title", FORM_TITLE}, {"month", FORM_MONTH},   {"abbr", FORM_ABBR},
               {"unit", FORM_UNIT},   {"prefix", FORM_PREFIX}, {"starter", FORM_STARTER},
               {"join", FORM_JOIN},   {"number", FORM_NUMBER}};

static uint32_t class_bit(struct str name) {
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (str_eq_c(name, classes[i].name)) return classes[i].bit;
    return 0;
}

static void put(struct map *m, struct str form, uint32_t bits) {
    bool added;
    uint32_t had = map_add(m, form, bits, &added);
    if (!added) map_put(m, form, had | bits);
}

/* "can|not" is the form "cannot" with a cut after three bytes. */
static void put_join(struct map *m, struct arena *a, struct str cell) {
    uint32_t bar = str_find(cell, '|', 0);
    if (bar == NONE) return;
    struct str whole =
        arena_printf(a, "%.*s%.*s", (int)bar, cell.p, (int)(cell.n - bar - 1), cell.p + bar + 1);
    put(m, whole, FORM_JOIN | bar << 8);
}

const struct forms *forms_open(struct arena *a) {
    struct forms *f = arena_new(a, struct forms);
    map_init(&f->class_of, a, 512);
    struct tsv t;
    tsv_init(&t, embed_find("data/forms.tsv"));
    while (tsv_next(&t)) {
        uint32_t bit = class_bit(tsv_cell(&t, 0));
        if (bit == FORM_JOIN)
            put_join(&f->class_of, a, tsv_cell(&t, 1));
        else if (bit)
            put(&f->class_of, tsv_cell(&t, 1), bit);
    }
    return f;
}

enum { FORM_BYTES = 16 }; /* no listed form is longer */

uint32_t forms_get(const struct forms *f, struct str word) {
    char low[FORM_BYTES];
    if (!word.n || word.n > FORM_BYTES) return 0;
    for (uint32_t i = 0; i < word.n; i++) low[i] = ascii_lower(word.p[i]);
    uint32_t bits = map_get(&f->class_of, (struct str){low, word.n});
    if (bits == NONE) bits = 0;
    if (!ascii_is_upper(word.p[0])) return bits;
    low[0] = word.p[0];
    uint32_t capital = map_get(&f->class_of, (struct str){low, word.n});
    return capital == NONE ? bits : bits | capital;
}
