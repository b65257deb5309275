/* A page on its way to its main text: segments with their weights, and the element that holds the
 * story. Shared by maintext.c and story.c. */
#ifndef INGEST_STORY_H
#define INGEST_STORY_H

#include "ingest/classmark.h"
#include "ingest/maintext.h"

/* What holds for a node and all below it. */
enum inherited {
    IN_LINK = 1,
    IN_DROP = 2,
    IN_LIST = 4,
    IN_QUOTE = 8,
    IN_PRE = 16,
    IN_TABLE = 32,
    IN_CAPTION = 64,
    IN_HIDDEN = 128,
};

struct seg {
    uint32_t owner;       /* block element */
    uint32_t first, last; /* text nodes [first, last], others in between */
    uint32_t chars, link_chars, commas;
    int32_t value;
    uint16_t in;  /* enum inherited of the owner */
    uint8_t kind; /* enum block_kind */
    bool end;     /* ends like a sentence */
    bool keep;
};

struct work {
    struct att_report *r;
    const struct dom *d;
    const struct page_knowledge *k;
    const struct page_hints *hints;
    uint32_t n;      /* nodes */
    uint16_t *in;    /* [n] */
    uint32_t *owner; /* [n] nearest block, itself included */
    int64_t *good;   /* [n] weight of segments below */
    uint8_t *mark;   /* [n] enum class_mark */
    VEC(struct seg) seg;
    uint32_t story, story_end; /* nodes of the story */
    struct map class_memo;     /* class string -> mark */
    bool gallery;              /* captions are most of the page */
};

/* Sets story and story_end by the weights of the segments. Linear. */
void story_choose(struct work *w);

#endif
