/* CoNLL-U files, plain or gzip, with their annotation as columns. For the training programs. */
#ifndef TRAIN_TREEBANK_H
#define TRAIN_TREEBANK_H

#include "text/doc.h"

struct treebank {
    struct doc d;                  /* text, sentences, tokens */
    struct str *lemma;             /* [d.n_tok] */
    uint8_t *upos, *xpos, *deprel; /* [d.n_tok] */
    uint32_t *head;                /* [d.n_tok] token of the document, NONE = root */
};

/* Reads all files at `path` [n] as one document. Ends the program with a message on any fault. */
void treebank_read(struct treebank *tb, const char *const *path, unsigned n);
/* A whole number of a command line. Ends the program with a message where it is none. */
uint32_t whole_number(const char *text);
/* A message on standard error and the end of the program. */
void die(const char *fmt, ...) ATT_PRINTF(1, 2) ATT_NORETURN;

#endif
