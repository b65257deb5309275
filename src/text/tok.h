/* Between tok.c (tokens of a paragraph) and sent.c (its sentences). */
#ifndef TEXT_TOK_H
#define TEXT_TOK_H

#include "text/doc.h"
#include "world/forms.h"

/* The token and sentence columns of a document while they grow; all in the document's arena. */
struct tok_columns {
    struct doc *d;
    const struct forms *forms;
    VEC(uint32_t) b, e, sent_of, first, para_of; /* first: first token of each sentence */
    VEC(uint8_t) flags;
    VEC(struct str) low;
    VEC(struct tspan) sent;
    uint32_t n_cut; /* sentences that were cut for their length */
};

enum { SENT_WORDS = 512 }; /* most words of a sentence: a claim repeats its sentence as evidence */

static inline struct str tok_text(const struct tok_columns *c, uint32_t t) {
    return str_cut(c->d->text, c->b.v[t], c->e.v[t]);
}
/* A sentence of paragraph `para` out of tokens [from, to), from < to. */
void tok_sentence(struct tok_columns *c, uint32_t para, uint32_t from, uint32_t to);
/* Cuts the tokens [from, all) of one paragraph into sentences. */
void sent_run(struct tok_columns *c, uint32_t para, uint32_t from);

/* Kinds of marks, of one code point or a run of it. */
bool tok_is_open(struct str s);  /* ( [ { “ ‘ « `` */
bool tok_is_close(struct str s); /* ) ] } ” ’ » '' */
bool tok_is_dash(struct str s);  /* - – — -- */

#endif
