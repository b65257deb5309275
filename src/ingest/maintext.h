/*
 * The story of a page: which runs of its text are read, and their clean form with the way back.
 *
 * 1. The page's text is cut into segments: runs of inline text of one block.
 * 2. Segments are weighed by length, links and marks of sentences; parts named as navigation,
 *    comments, promotion, captions by tag or class are left out unless they hold most of the
 * weight.
 * 3. The element is chosen whose own children carry most weight (Readability's idea: weight falls
 *    off with distance), then its segments are filtered one by one.
 * 4. Chosen segments are written in order: entities decoded, white space folded, with an omap.
 */
#ifndef INGEST_MAINTEXT_H
#define INGEST_MAINTEXT_H

#include "ingest/dom.h"
#include "ingest/notice.h"
#include "ingest/report.h"
#include "world/pagewords.h"

/* What is known of pages; parsed once per source. */
struct page_knowledge {
    const struct pagewords *words;
    struct map entities;     /* name -> code point */
    struct map meta_names;   /* name of a meta element -> field and rank */
    struct map other_things; /* key of JSON-LD for what is not the page */
    struct map class_mark;   /* word of a class -> enum class_mark */
    struct notice_words notices;
};

enum class_mark { CLASS_NONE, CLASS_DROP, CLASS_COMMENT, CLASS_CAPTION, CLASS_BODY, CLASS_CONTENT };

void page_knowledge_open(struct page_knowledge *k, struct arena *a);

/* What the metadata of the page says, to tell the title from the story. */
struct page_hints {
    struct str title;
    struct str body; /* "articleBody" of JSON-LD: bytes of the page as written; STR_NULL = none */
};

/* Fills r->text, r->omap and r->block from the tree. Linear in the page. Text may come out empty.
 */
void maintext_run(struct att_report *r, const struct dom *d, const struct page_knowledge *k,
                  const struct page_hints *hints);
/* Decoded text of the page's bytes [b, e): entities, folded white space, trimmed. */
struct str page_text(const struct page_knowledge *k, struct arena *a, struct str page, uint32_t b,
                     uint32_t e);

#endif
