/* Learns how forms become lemmas and writes it for src/language/lemma.h. */
#ifndef TRAIN_LEMMAS_H
#define TRAIN_LEMMAS_H

#include "modelfile.h"
#include "treebank.h"

void lemmas_write(struct modelfile *f, const struct treebank *tb);

#endif
