/*
 * Who says so. Statements (somebody says something), the holder of every event and number, figures
 * (casualties and counts with bounds), and claims (one value one holder gives one slot).
 */
#ifndef CLAIMS_CLAIMS_H
#define CLAIMS_CLAIMS_H

#include "meaning/meaning.h"

enum statement_kind { STATEMENT_DIRECT, STATEMENT_INDIRECT, STATEMENT_MIXED };

/* Somebody who says something. Exactly one of: the report's own outlet; an entity; bare words. */
struct holder {
    bool outlet;       /* the report itself */
    uint32_t entity;   /* index into entities.v, or NONE */
    struct tspan span; /* the words that name the holder; of the outlet only where it names its
                          own report ("an earlier version of this story") */
    bool named;
};

struct statement {
    uint8_t kind; /* enum statement_kind */
    uint32_t sent;
    struct holder holder;
    struct tspan cue; /* "said", "according to"; empty where only marks show it */
    struct str cue_lemma;
    struct tspan content; /* covers its parts */
    struct tspan
        *part; /* [n_part] where the cue breaks the content in two; else the content itself */
    uint32_t n_part;
    struct tspan medium; /* "Twitter", "state television"; empty = none */
    uint32_t addressee;  /* entity or NONE */
    uint32_t time;       /* index into times.v or NONE */
    uint32_t inside;     /* statement this one is quoted in, or NONE */
    bool cites;   /* the holder is the source that a reporter names beside the same content */
    bool first;   /* told there first: what is revised later was theirs */
    bool asserts; /* the holder says that the content is so (not: judges, asks for or wants it) */
};

struct statements {
    struct statement *v; /* [n] by content.b, outer before inner */
    uint32_t n;
    uint32_t *of_tok; /* [n_tok] innermost statement whose content covers the token, or NONE */
};

#define CLAIM_SLOTS(X)                                                                             \
    X(OCCURRED, "occurred")                                                                        \
    X(TYPE, "type")                                                                                \
    X(DATE, "date")                                                                                \
    X(PLACE, "place")                                                                              \
    X(PERPETRATOR, "perpetrator")                                                                  \
    X(RESPONSIBILITY, "responsibility")                                                            \
    X(TARGET, "target")                                                                            \
    X(VICTIM, "victim")                                                                            \
    X(WEAPON, "weapon")                                                                            \
    X(WEAPON_COUNT, "weapon_count")                                                                \
    X(KILLED, "killed")                                                                            \
    X(WOUNDED, "wounded")                                                                          \
    X(HOSPITALIZED, "hospitalized")                                                                \
    X(MISSING, "missing")                                                                          \
    X(DETAINED, "detained")                                                                        \
    X(KIDNAPPED, "kidnapped") X(DAMAGE, "damage") X(MOTIVE, "motive") X(OUTCOME, "outcome")
#define CLAIM_ENUM_(id, name) SLOT_##id,
enum claim_slot { CLAIM_SLOTS(CLAIM_ENUM_) N_CLAIM_SLOT };
#undef CLAIM_ENUM_
/* Slots whose value is {low, high, of, text}. */
static inline bool slot_is_figure(enum claim_slot s) {
    return s >= SLOT_WEAPON_COUNT && s <= SLOT_KIDNAPPED;
}

enum claim_stance { STANCE_ASSERTS, STANCE_DENIES, STANCE_DOUBTS, STANCE_REPORTS, STANCE_RETRACTS };
enum claim_certainty { CERTAIN, PROBABLE, POSSIBLE, UNLIKELY };
enum occurred {
    OCCURRED_REAL,
    OCCURRED_STAGED,
    OCCURRED_PLANNED,
    OCCURRED_FAILED,
    OCCURRED_FOILED
};

/* One number of people or things harmed or used, as one sentence tells it. */
struct figure {
    uint8_t slot;          /* SLOT_WEAPON_COUNT .. SLOT_KIDNAPPED */
    uint64_t low, high;    /* high == NO_BOUND: open */
    struct tspan number;   /* the words of the number; for a single named victim, the name */
    struct tspan of;       /* who or what is counted; may be empty */
    struct tspan evidence; /* the clause */
    uint32_t quantity;     /* index into quantities.v, or NONE (one named person, "a guard") */
    uint32_t event;        /* index into events.v, or NONE */
    uint32_t sent;
    uint32_t statement; /* innermost statement it stands in, or NONE = the outlet's own words */
    uint32_t part_of;   /* figure it is inside of, or NONE */
    uint32_t revises;   /* earlier figure it replaces, or NONE */
    uint32_t period;    /* time that it counts over, longer than a happening ("since January"), or
                           NONE */
    bool increment;     /* to be added to an earlier one, never a total */
    bool toll;          /* told as the total so far ("the death toll rose to") */
    bool part;      /* told to be inside a total ("among the dead"), which may stand elsewhere */
    bool sequel;    /* told as a further act of the same story ("then killed"): adds to what stands
                       before */
    bool fighters;  /* counts them by a word for such ("20 militants"), whoever attacked */
    bool one_act;   /* of one of several acts that are told apart ("the first blast") */
    bool attackers; /* counts the attackers' own dead or wounded */
};

struct figures {
    struct figure *v; /* [n] by number.b */
    uint32_t n;
};

struct claim {
    uint8_t slot, stance, certainty;
    uint32_t event;    /* the event it is about, or NONE; incidents/ sets `incident` through it */
    uint32_t incident; /* index into incidents.v, or NONE (set by incidents/) */
    struct {
        uint64_t low, high;   /* figure slots */
        struct tspan of;      /* figure slots */
        uint32_t entity;      /* participant and responsibility slots; NONE = nobody, unknown */
        uint32_t place, time; /* SLOT_PLACE, SLOT_DATE */
        uint8_t occurred;     /* enum occurred */
        uint8_t type;         /* enum event_type for SLOT_TYPE */
        struct tspan text;    /* the words of the value; a number of the record stands in here */
    } value;
    struct holder holder;
    struct holder *via; /* [n_via] outermost first: the outlet reports that AP writes that ... */
    uint32_t n_via;
    uint32_t time;         /* when it was claimed: index into times.v, or NONE */
    struct tspan evidence; /* the clause or sentence */
    uint32_t supersedes;   /* earlier claim, or NONE */
    uint32_t figure;       /* the figure it comes from, or NONE */
    bool partial;          /* a part of another claim's total, or an increment: no rival of it */
};

struct claims_found {
    struct statements statements;
    uint32_t *event_statement; /* [events.n] innermost statement the event stands in, or NONE */
    struct figures figures;
    struct claim *claim; /* [n_claim] by evidence */
    uint32_t n_claim;
};

const char *statement_kind_name(enum statement_kind k);
const char *claim_slot_name(enum claim_slot s);
const char *claim_stance_name(enum claim_stance s);
const char *claim_certainty_name(enum claim_certainty c);
const char *occurred_name(enum occurred o);

/* The outlet, one entity, or the same words. */
bool holder_same(const struct holder *x, const struct holder *y);

/* The words are those of the holder of what the event stands in: who tells of it, whatever part in
 * it the tree gives him ("killing six, doctors said"). */
bool claims_tells_of(const struct claims_found *c, uint32_t event, struct tspan words);

struct claim_lexicon; /* cues, casualty words, responsibility and staging phrases */
att_status claim_lexicon_open(const struct claim_lexicon **out, const struct world *w,
                              struct arena *a, const att_options *opt, att_error *err);

/* Statements, figures and claims of one report, in d->a. */
void claims_run(const struct claim_lexicon *lex, const struct doc *d, const struct world *w,
                const struct meaning *m, struct claims_found *out, struct arena *scratch);

#endif
