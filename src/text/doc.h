/*
 * One report while it is read: the clean text, its parts, sentences and tokens, as columns.
 *
 * Filled from below upwards and never changed afterwards by a higher floor:
 *   text/      text, omap, front, para, mark, sent, tok_b/tok_e/tok_flags/tok_low
 *   language/  lemma, upos, xpos, deprel, head
 * All memory is in `a`. Offsets are bytes of `text`.
 */
#ifndef TEXT_DOC_H
#define TEXT_DOC_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"
#include "ingest/report.h"

/* What part of the page a paragraph (and its sentences) belongs to. Events, figures and incidents
 * are read from ZONE_TITLE, ZONE_BODY and ZONE_HEADING; the rest is kept in the text only. */
enum zone { ZONE_BODY, ZONE_TITLE, ZONE_BYLINE, ZONE_HEADING, ZONE_BOILER };

struct para {
    struct tspan span;
    uint8_t zone;            /* enum zone */
    uint8_t block;           /* enum block_kind */
    uint32_t sent_b, sent_e; /* its sentences [sent_b, sent_e) */
};

/* What stands before the body. Empty spans where there is none. */
struct front {
    struct tspan title;
    struct tspan outlet;  /* "Written by The Daily Example": the name only */
    struct tspan *byline; /* [n_byline] names of authors */
    uint32_t n_byline;
    struct tspan dateline;        /* "BAGHDAD, Nov 7 (Reuters) -": the whole, with its dash */
    struct tspan dateline_place;  /* "BAGHDAD" */
    struct tspan dateline_date;   /* "Nov 7" */
    struct tspan dateline_agency; /* "Reuters" */
    struct tspan published;       /* "Updated 7 November 2021": the date without its mark */
};

/* A quotation between two marks. Where a mark is missing its offset is where the quotation must
 * begin or end by the rules of text/marks.h, and the flag says so. */
struct quotation {
    struct tspan outer; /* with its marks */
    struct tspan inner; /* without */
    uint8_t mark;       /* '"' or '\'' by kind */
    bool open_missing, close_missing;
    bool wrong_mark;    /* a mark of the wrong direction or doubled */
    bool scare;         /* a few words, no statement: so-called "green zone" */
    uint32_t continues; /* the quotation of the paragraph before that this one goes on, or NONE */
};

enum tok_flag {
    TOK_SPACE_BEFORE = 1, /* white space (or a break) stands before it */
    TOK_MWT = 2,          /* goes on the orthographic word of the token before ("do|n't") */
    TOK_TITLE = 4,        /* first letter upper, rest lower */
    TOK_UPPER = 8,        /* two or more letters, all upper */
    TOK_DIGIT = 16,       /* holds a digit */
    TOK_QUOTED = 32,      /* inside a quotation */
    TOK_PUNCT = 64,       /* punctuation or symbols only */
    TOK_CASELESS = 128,   /* in text that does not use case (a wire in capitals, a headline) */
};

struct doc {
    struct arena *a;
    const struct att_report *report;
    struct str text;            /* clean text: report.text of the record */
    const struct omap *omap;    /* text -> source as received */
    const struct omap *cleaned; /* text -> report->text; NULL = identity */
    struct front front;

    struct para *para; /* [n_para] in order, disjoint */
    uint32_t n_para;

    struct quotation *quotation; /* [n_quotation] by outer.b */
    uint32_t n_quotation;

    uint32_t n_sent;
    struct tspan *sent;  /* [n_sent] */
    uint32_t *sent_tok;  /* [n_sent + 1] first token; s has [sent_tok[s], sent_tok[s+1]) */
    uint32_t *sent_para; /* [n_sent] */

    uint32_t n_tok;
    uint32_t *tok_b, *tok_e; /* [n_tok] bytes of text; syntactic words (UD) */
    uint32_t *tok_sent;      /* [n_tok] */
    uint8_t *tok_flags;      /* [n_tok] enum tok_flag */
    struct str *tok_low;     /* [n_tok] lower-cased form, typographic apostrophe as ' */

    /* language/ */
    struct str *lemma; /* [n_tok] lower-cased lemma (names keep their case) */
    uint8_t *upos;     /* [n_tok] enum upos */
    uint8_t *xpos;     /* [n_tok] enum xpos */
    uint8_t *deprel;   /* [n_tok] enum deprel */
    uint32_t *head;    /* [n_tok] token of the document, NONE for a root */
    uint32_t *child_b; /* [n_tok + 1]; of t: child[child_b[t] .. child_b[t+1]) */
    uint32_t *child;   /* [n_tok - roots], in order */

    VEC(struct note) notes;
};

/* Something left out or limited, with its reason (notes[] of the record). */
struct note {
    const char *code; /* static, snake_case */
    struct str text;
    struct tspan span; /* empty = the whole report */
};

void doc_note(struct doc *d, const char *code, struct tspan span, const char *fmt, ...)
    ATT_PRINTF(4, 5);

static inline struct tspan doc_tok_span(const struct doc *d, uint32_t t) {
    return (struct tspan){d->tok_b[t], d->tok_e[t]};
}
/* Span of tokens [b, e); empty for b >= e. */
static inline struct tspan doc_toks_span(const struct doc *d, uint32_t b, uint32_t e) {
    return b < e ? (struct tspan){d->tok_b[b], d->tok_e[e - 1]} : (struct tspan){0, 0};
}
static inline struct str doc_tok(const struct doc *d, uint32_t t) {
    return str_cut(d->text, d->tok_b[t], d->tok_e[t]);
}
static inline struct str doc_cut(const struct doc *d, struct tspan s) {
    return tspan_cut(d->text, s);
}
static inline enum zone doc_sent_zone(const struct doc *d, uint32_t s) {
    return (enum zone)d->para[d->sent_para[s]].zone;
}
/* First token that begins at or after byte `at` (n_tok if none); O(log n_tok). */
uint32_t doc_tok_at(const struct doc *d, uint32_t at);
/* Tokens that overlap the span: [*b, *e). */
void doc_span_toks(const struct doc *d, struct tspan s, uint32_t *b, uint32_t *e);

#endif
