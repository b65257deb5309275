/*
 * The trained reader of statements: which words are cues, where their content begins and ends, who
 * speaks. Hashed linear features over words, tags, the tree and what the rules of this floor say;
 * its weights are models/quotes.bin (int16, sums int32). Without that file the rules stand alone.
 * Trained by train/train_quotes.c with these same features. Method: cue, content and source by
 * local classifiers over candidates, as in Pareti (EMNLP 2015); the rules are features (stacking).
 */
#ifndef CLAIMS_SPEECH_H
#define CLAIMS_SPEECH_H

#include "claims/quote.h"

/* What is decided for a cue, in this order. */
enum speech_part {
    SPEECH_CUE,      /* the token is a cue: yes above 0 */
    SPEECH_AROUND,   /* the token beside the cue belongs to it: yes above 0 */
    SPEECH_BEHIND_B, /* where the content behind the cue begins, or none */
    SPEECH_BEHIND_E,
    SPEECH_BEFORE_E, /* where the content before the cue ends, or none */
    SPEECH_BEFORE_B,
    SPEECH_SOURCE, /* the head of the holder, or none */
    N_SPEECH_PART
};

enum {
    SPEECH_BITS = 19,    /* the table has 1 << SPEECH_BITS weights */
    SPEECH_SEEN = 1024,  /* words of 64 bits: lemmas that were cues */
    SPEECH_FEATS = 96,   /* most features of a candidate */
    SPEECH_CHOICES = 96, /* most candidates of one decision */
};

struct speech_model {
    const int16_t *w;     /* [1 << SPEECH_BITS] log odds, see shift */
    const uint64_t *seen; /* [SPEECH_SEEN] */
    int32_t cut;          /* a cue whose score is above it is one */
};

struct speech_feats {
    const int16_t *w; /* the table, to be fetched ahead; may be NULL */
    uint32_t n;
    uint32_t v[SPEECH_FEATS]; /* rows of the table */
};

/* What the rules made of a cue, in tokens of its sentence; NONE where there is nothing. */
struct speech_rule {
    uint32_t said;                                   /* index into k->said */
    uint32_t behind_b, behind_e, before_b, before_e; /* hulls of the parts on each side */
    bool beyond;                                     /* a part leaves the sentence */
};

/* How many tokens of a kind stand before a token in its sentence. */
struct speech_counts {
    uint16_t punct, mark, verb, nominal;
};

/* One sentence, ready to be asked about. Columns are by token of the document. */
struct speech_view {
    struct quoter *k;
    uint32_t b, e;               /* tokens of the sentence */
    uint32_t *lemma;             /* [n_tok] hash of the lemma */
    uint16_t *cue;               /* [n_tok] enum cue_class bits */
    uint8_t *file;               /* [n_tok] WordNet's file of the first sense, by tag */
    uint8_t *within;             /* [n_tok] the kind of rule-made content it stands in, 0 none */
    struct speech_rule *rule;    /* [n_tok] */
    struct speech_counts *count; /* [n_tok + 1] */
};

/* What is being decided: the cue and what was decided before. */
struct speech_ask {
    uint32_t cue, cue_b, cue_e;
    uint32_t behind_b, behind_e, before_b, before_e; /* NONE: none, or not yet */
};

/* ---- speech_feats.c */
void speech_view_init(struct speech_view *v, struct quoter *k);
/* Takes up sentence `sent`, whose rule-made statements are k->said.v[first..]. */
void speech_view_sentence(struct speech_view *v, uint32_t sent, uint32_t first);
uint32_t speech_seen_bit(const struct speech_view *v, uint32_t t);
/* Tokens worth asking about. `seen` may be NULL: all words that could be cues. */
bool speech_may_cue(const struct speech_view *v, uint32_t t, const uint64_t *seen);
void speech_feats_cue(const struct speech_view *v, uint32_t t, struct speech_feats *f);
void speech_feats_around(const struct speech_view *v, const struct speech_ask *q, uint32_t t,
                         struct speech_feats *f);
/* ---- speech_choose.c */
/* Candidates of a decision: tokens, the last one NONE where none is possible. Returns how many. */
uint32_t speech_choices(const struct speech_view *v, const struct speech_ask *q,
                        enum speech_part part, uint32_t out[SPEECH_CHOICES]);
void speech_feats_choice(const struct speech_view *v, const struct speech_ask *q,
                         enum speech_part part, uint32_t choice, struct speech_feats *f);

/* ---- speech.c */
/* The built-in model, or that of the folder opt->models; *out stays NULL where there is none: the
 * rules then stand alone. A damaged file is refused. */
att_status speech_open(const struct speech_model **out, struct arena *a, const att_options *opt,
                       att_error *err);
int32_t speech_score(const struct speech_model *m, const struct speech_feats *f);
/* Decides anew about the statements k->said.v[first..] of the sentence and adds what the rules
 * missed. */
void speech_read(struct speech_view *v, const struct speech_model *m, uint32_t sent,
                 uint32_t first);

#endif
