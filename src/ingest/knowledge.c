#include "base/base.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "ingest/charset.h"
#include "ingest/knowledge.h"
#include "ingest/report.h"

static void read_classes(struct page_knowledge *k, struct arena *a) {
    static const char *const name[] = {"", "drop", "comment", "caption", "body", "content"};
    struct tsv t;
    map_init(&k->class_mark, a, 512);
    tsv_init(&t, embed_find("data/page/html_class.tsv"));
    while (tsv_next(&t))
        for (uint32_t m = 1; m < COUNT_OF(name); m++)
            if (str_eq_c(tsv_cell(&t, 0), name[m])) map_put(&k->class_mark, tsv_cell(&t, 1), m);
}

static void read_meta_names(struct page_knowledge *k, struct arena *a) {
    struct tsv t;
    map_init(&k->meta_names, a, 256);
    map_init(&k->other_things, a, 32);
    tsv_init(&t, embed_find("data/page/meta.tsv"));
    while (tsv_next(&t)) {
        uint32_t rank;
        if (!num_parse_u32(tsv_cell(&t, 1), &rank)) continue;
        if (str_eq_c(tsv_cell(&t, 0), "other")) map_put(&k->other_things, tsv_cell(&t, 2), 1);
        for (uint32_t f = 0; f < N_META_FIELDS; f++)
            if (str_eq_c(tsv_cell(&t, 0), meta_field_name((enum meta_field)f)))
                map_put(&k->meta_names, tsv_cell(&t, 2), f * 16 + rank);
    }
}

/* The names go to Expat and Jansson: each ends with a zero byte. */
static void read_news_names(struct page_knowledge *k, struct arena *a) {
    struct tsv t;
    tsv_init(&t, embed_find("data/page/feed.tsv"));
    while (tsv_next(&t))
        *vec_push(a, &k->feed) =
            (struct feed_name){arena_str(a, tsv_cell(&t, 0)), arena_str(a, tsv_cell(&t, 1)),
                               arena_str(a, tsv_cell(&t, 2))};
    tsv_init(&t, embed_find("data/page/news_json.tsv"));
    while (tsv_next(&t))
        *vec_push(a, &k->json) =
            (struct json_name){arena_str(a, tsv_cell(&t, 0)), arena_str(a, tsv_cell(&t, 1)),
                               arena_str(a, tsv_cell(&t, 2))};
}

void knowledge_open(struct page_knowledge *k, struct arena *a) {
    *k = (struct page_knowledge){.words = pagewords_open(a)};
    charset_entities(&k->entities, a);
    date_words_open(&k->dates, a);
    notice_open(&k->notices, a);
    read_classes(k, a);
    read_meta_names(k, a);
    read_news_names(k, a);
}
