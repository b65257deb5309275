/*
 * Written forms that tokens and sentences depend on: abbreviations, units, prefixes, contractions.
 * Source: data/forms.tsv.
 */
#ifndef WORLD_FORMS_H
#define WORLD_FORMS_H

#include "base/map.h"

enum form_class {
    FORM_TITLE = 1,    /* "mr.": no sentence ends with it */
    FORM_MONTH = 2,    /* "nov." */
    FORM_ABBR = 4,     /* "inc.": a sentence may end with it */
    FORM_UNIT = 8,     /* "km": a token of its own after digits */
    FORM_PREFIX = 16,  /* "anti": stays before a hyphen */
    FORM_STARTER = 32, /* "the": begins a sentence after FORM_ABBR when capitalised */
    FORM_NUMBER = 128, /* "no.": only before a number */
    FORM_JOIN = 64,    /* "cannot": cut after the number of bytes in bits 8.. */
};

struct forms {
    struct map class_of; /* form -> enum form_class bits, and the cut << 8 */
};

/* Reads data/forms.tsv into `a`. */
const struct forms *forms_open(struct arena *a);
/* Bits of a word, 0 when it is none of the forms. Forms listed in lower case are met in any case.
 */
uint32_t forms_get(const struct forms *f, struct str word);

#endif
