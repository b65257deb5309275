/*
 * Names in running text: a linear chain over hashed features, decoded by Viterbi with int scores.
 *
 * Labels are O and begin/inside of four kinds. Only stretches that can hold a name are decoded
 * (capitals, unknown words, text without case), so lower-case prose costs little. Words that were
 * labelled in one sentence lend their label to the same words elsewhere in the document.
 * Linear in the number of tokens.
 */
#ifndef LANGUAGE_NER_H
#define LANGUAGE_NER_H

#include "text/doc.h"
#include "world/world.h"

enum ner_kind { NER_PERSON, NER_PLACE, NER_ORGANIZATION, NER_OTHER, N_NER_KIND };
enum { NER_O, NER_LABELS = 1 + 2 * N_NER_KIND }; /* 1 + 2 * kind begins, 2 + 2 * kind goes on */
enum { NER_ROW_BITS = 18, NER_ROWS = 1 << NER_ROW_BITS, NER_MAX_FEATURES = 96 };

struct ner_model {
    const int16_t *weight; /* [NER_ROWS][NER_LABELS] */
    const int16_t *step; /* [NER_LABELS + 1][NER_LABELS]: from label (last row: from the outside) */
};

/* The model models/ner.bin, built in or of the folder opt->models, checked; the weights stay where
 * they are. */
att_status ner_open(struct ner_model *m, struct arena *a, const att_options *opt, att_error *err);

struct name_span {
    uint32_t tok_b, tok_e; /* tokens [tok_b, tok_e) of one sentence */
    uint8_t kind;          /* enum ner_kind */
};

struct names {
    struct name_span *v; /* [n] in order, disjoint */
    uint32_t n;
};

/* What the features of a token are made from; one pass over the document. */
struct ner_token {
    uint64_t word;    /* hash of the lower-cased form */
    uint32_t shape;   /* hash of the pattern of letters and digits */
    uint32_t classes; /* enum lex_class */
    uint32_t wordnet; /* folded classes and flags of WordNet */
    uint32_t gaz;     /* what known names begin, go on or end here: 3 bits a kind */
    uint8_t live;     /* may be part of a name */
    uint8_t cap;      /* written with a capital, in text that uses case */
};

/* The tokens of the document, [d->n_tok] in `scratch`. */
struct ner_token *ner_tokens(const struct doc *d, const struct world *w, struct arena *scratch);
/* Rows of the features of token t of the sentence [b, e); at most NER_MAX_FEATURES. */
uint32_t ner_features(const struct doc *d, const struct ner_token *tok, uint32_t t,
                      uint32_t row[NER_MAX_FEATURES]);
/* The next stretch [*b, *e) at or after `from` that may hold names, within one sentence. */
bool ner_stretch(const struct doc *d, const struct ner_token *tok, uint32_t from, uint32_t *b,
                 uint32_t *e);
/* True when label `to` may follow `from`. */
bool ner_step_allowed(uint32_t from, uint32_t to);
/* First token of a person's name [b, e) behind its titles, offices and names of peoples. */
uint32_t ner_skip_title(const struct doc *d, const struct world *w, uint32_t b, uint32_t e);
/* Names of the whole document, in d->a. */
void ner_run(const struct ner_model *m, const struct doc *d, const struct world *w,
             struct names *out, struct arena *scratch);

#endif
