/* What is known of pages, feeds and dates: the tables of data/page/, parsed once a source. */
#ifndef INGEST_KNOWLEDGE_H
#define INGEST_KNOWLEDGE_H

#include "base/map.h"
#include "ingest/date.h"
#include "ingest/notice.h"
#include "world/pagewords.h"

/* One row of data/page/feed.tsv; its strings end with a zero byte. */
struct feed_name {
    struct str what, element, attribute; /* attribute: empty = the text */
};

/* One row of data/page/news_json.tsv, likewise. */
struct json_name {
    struct str field, list, key; /* list: empty = the item itself */
};

struct page_knowledge {
    const struct pagewords *words;
    struct map entities;     /* name -> code point */
    struct map meta_names;   /* name of a meta element -> field * 16 + rank */
    struct map other_things; /* key of JSON-LD for what is not the page */
    struct map class_mark;   /* word of a class -> enum class_mark */
    struct notice_words notices;
    struct date_words dates;
    VEC(struct feed_name) feed;
    VEC(struct json_name) json; /* in the order of preference */
};

void knowledge_open(struct page_knowledge *k, struct arena *a);

#endif
