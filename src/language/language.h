/*
 * Grammar: tags, lemmas, dependency trees; names, mentions, coreference.
 * The models are opened once and shared; each thread has its own scratch arena.
 */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include "language/mention.h"
#include "text/doc.h"
#include "world/world.h"

struct parser;        /* tag, lemma, dep: language/parser.h */
struct namer;         /* ner, mention, coref: language/namer.h */
struct parser_memory; /* words that a thread has met: language/word_gates.h */

struct language {
    const struct world *world;
    const struct parser *parser;
    const struct namer *namer;
};

/* Opens the built-in models, or those of the folder opt->models. A damaged model is refused with
 * its file, offset and reason. Everything lives in `a`. */
att_status language_open(struct language *l, const struct world *w, struct arena *a,
                         const att_options *opt, att_error *err);
/* Fills the language columns of d. With keep_tags, upos, xpos, lemma, head and deprel are
 * already there. `memory` is the thread's own, or NULL; it saves time and changes nothing. */
void language_parse(const struct language *l, struct doc *d, struct parser_memory *memory,
                    struct arena *scratch);
/* Mentions and entities of a parsed document, in d->a. */
void language_mentions(const struct language *l, const struct doc *d, struct mentions *m,
                       struct entities *e, struct arena *scratch);

/* The parts, each owned by one file. */
att_status parser_open(const struct parser **p, const struct world *w, struct arena *a,
                       const att_options *opt, att_error *err);
void parser_run(const struct parser *p, struct doc *d, struct parser_memory *memory,
                struct arena *scratch);
/* In `a`, to be used by one thread: for many reports (13 MB, taken as words come), or for one. */
struct parser_memory *parser_memory_new(const struct parser *p, bool lasting, struct arena *a);
att_status namer_open(const struct namer **n, const struct world *w, struct arena *a,
                      const att_options *opt, att_error *err);
void namer_run(const struct namer *n, const struct doc *d, struct mentions *m, struct entities *e,
               struct arena *scratch);

#endif
