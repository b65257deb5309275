/*
 * Statements: who says what. A cue (a verb or noun of speech, "according to", a colon) proposes a
 * statement; its holder and content are read off the tree; quotation marks then widen the content
 * to whole quotations and join what one cue introduces. Quotations without a cue get the holder of
 * the speech they go on. Spans follow the PolNeAR guidelines (Newell et al., LREC 2018): the source
 * is the full noun phrase, the cue has its auxiliaries, the content its marks.
 */
#ifndef CLAIMS_QUOTE_H
#define CLAIMS_QUOTE_H

#include "claims/clause.h"
#include "claims/lex.h"

/* How a cue takes its content. */
enum cue_frame {
    FRAME_NONE,
    FRAME_CLAUSE,  /* "said that ..." */
    FRAME_ASIDE,   /* "..., he said"; "as he said" */
    FRAME_XCOMP,   /* "hopes to ...", "is expected to ..." */
    FRAME_OBJECT,  /* "criticized the plan" */
    FRAME_OBLIQUE, /* "called for a vote" */
    FRAME_QUOTE,   /* only a quotation beside it */
    FRAME_PREP,    /* "according to ..." */
    FRAME_ADVERB,  /* "reportedly" */
    FRAME_NOUN,    /* "the claim that ..." */
    FRAME_COLON,   /* "Minister: ..." */
    FRAME_TURN,    /* "KELLY: ...", word for word */
    FRAME_FIRST,   /* "this was first reported by ..." */
    FRAME_CONTEXT  /* a quotation that goes on the speech before */
};

/* A statement while it is built. */
struct said {
    uint8_t frame;
    uint32_t cue;          /* token of the cue, or NONE */
    uint32_t cue_b, cue_e; /* tokens */
    uint32_t src;          /* head token of the holder, or NONE */
    uint32_t src_b, src_e; /* tokens */
    struct tspan part[8];  /* [n_part] bytes */
    uint32_t n_part;
    bool cites;  /* the holder is who a reporter names as his source */
    bool quoted; /* some of the content stands in marks */
    bool sure;   /* by the order of words: no model is asked */
};

struct quoter {
    const struct claim_lexicon *lex;
    const struct doc *d;
    const struct world *w;
    const struct meaning *m;
    struct arena *a; /* scratch */
    struct subtrees sub;
    uint32_t *stamp, now; /* [n_tok] membership of the subtree asked for last */
    uint32_t *owner;      /* [n_quotation] said that holds it, or NONE */
    uint32_t begin;       /* of the sentence read last: its first token behind a label or heading */
    VEC(struct said) said;
};

/* Ready to propose statements; the memory is `scratch`'s. */
void quoter_init(struct quoter *k, const struct claim_lexicon *lex, const struct doc *d,
                 const struct meaning *m, struct arena *scratch);
/* Statements are read in the title, headings and body only. */
bool quoter_reads(const struct doc *d, uint32_t sent);
/* Finds the statements of the document, results in d->a. */
void statements_run(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                    const struct meaning *m, struct statements *out, struct arena *scratch);

/* ---- attribution.c: proposes statements from the words of one sentence */
void cue_sentence(struct quoter *k, uint32_t sent);
/* ---- preposition.c: "according to", "citing" at t */
void preposition_cue(struct quoter *k, uint32_t t);
/* The clause that an oblique or adverb belongs to. */
uint32_t quote_clause_of(const struct doc *d, uint32_t t);
/* ---- cue.c: the verb at t, where it is one of speech */
void cue_verb(struct quoter *k, uint32_t t);
/* Verbs whose object is the one spoken to. */
bool cue_has_addressee(struct str lemma);
/* "No group has claimed ...": nobody speaks. */
bool cue_is_nobody(const struct doc *d, const struct said *s);
/* ---- aside.c: asides that tell who says it, by the order of the words ("..., police said on
 * Friday"); each changes s where its pattern stands around the verb at t and the tree missed it */
bool aside_inserted(struct quoter *k, struct said *s, uint32_t t);
void aside_closing(struct quoter *k, struct said *s, uint32_t t);
void aside_inverted(struct quoter *k, struct said *s, uint32_t t);
void aside_at_marks(const struct quoter *k, struct said *s, uint32_t t);
void aside_bare_clause(struct quoter *k, struct said *s, uint32_t t);
void aside_that_clause(struct quoter *k, struct said *s, uint32_t t);
void aside_and_that(const struct quoter *k, struct said *s);
void aside_colon(const struct quoter *k, struct said *s, uint32_t t);
void aside_all_before(const struct quoter *k, struct said *s, uint32_t t);
void aside_name_before(const struct quoter *k, struct said *s, uint32_t t);
void aside_whole_before(const struct quoter *k, struct said *s);
/* "Police said; doctors put ...": what stands behind is not the content. */
bool aside_after_semicolon(const struct doc *d, const struct said *s);

bool quote_is_punct(const struct doc *d, uint32_t t);
/* A mark of quotation as a token of its own. */
bool quote_is_mark(const struct doc *d, uint32_t t);
/* The tokens [b, e), without punctuation at its ends, as a part of the content. */
void quote_add_part(struct quoter *k, struct said *s, uint32_t b, uint32_t e);
/* The subtree of c, without that of `without` (may be NONE), the cue and the source, as parts. */
void quote_parts_of(struct quoter *k, struct said *s, uint32_t c, uint32_t without);
/* The holder is the phrase whose head is given (may be NONE). */
void quote_set_source(const struct quoter *k, struct said *s, uint32_t head);
/* ---- holder.c */
void holder_set(const struct quoter *k, const struct said *s, struct holder *out);
/* "“I only know my neighbour is dead,” she said": who speaks is nobody that the speech names first;
 * the speaker before instead. */
void holder_outside(const struct quoter *k, const struct said *s, struct holder *out);
/* "He calls it a hoax" inside speech is not the one who speaks it. */
void holder_another(const struct doc *d, const struct statement *speech, struct statement *s);
/* Tokens of the phrase whose head is t, without marks at its ends. */
void phrase_of(const struct quoter *k, uint32_t t, uint32_t *b, uint32_t *e);

#endif
