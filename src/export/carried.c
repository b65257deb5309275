#include "base/base.h"

#include "export/carried.h"

/* The value of a field that says where in the text it stands, STR_NULL where it does. */
static struct str given(struct arena *a, const struct packed_node *field, enum packed_key key) {
    return packed_get(field, KEY_span) ? STR_NULL : packed_get_str(a, field, key);
}

struct carried carried_of(struct arena *a, const struct packed_node *record) {
    const struct packed_node *r = packed_get(record, KEY_report);
    struct carried c = {.id = packed_get_str(a, r, KEY_id),
                        .title = packed_get_str(a, r, KEY_title),
                        .outlet = given(a, packed_get(r, KEY_source), KEY_name),
                        .url = packed_get_str(a, r, KEY_url),
                        .published = given(a, packed_get(r, KEY_published), KEY_value),
                        .language = packed_get_str(a, r, KEY_language),
                        .text = packed_get_str(a, r, KEY_text)};
    if (c.title.n && str_starts(c.text, c.title)) c.title = STR_NULL;
    return c;
}

void carried_write(struct jsonw *w, const struct carried *c) {
    const struct {
        const char *key;
        struct str value;
    } of[] = {{"id", c->id},    {"title", c->title},         {"source", c->outlet},
              {"url", c->url},  {"published", c->published}, {"language", c->language},
              {"text", c->text}};
    jsonw_open(w, '{');
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (of[i].value.n) jsonw_key_str(w, of[i].key, of[i].value);
    jsonw_close(w, '}');
}

bool carried_read(struct arena *a, const struct tree *o, struct carried *c) {
    *c = (struct carried){.id = tree_get_str(a, o, "id"),
                          .title = tree_get_str(a, o, "title"),
                          .outlet = tree_get_str(a, o, "source"),
                          .url = tree_get_str(a, o, "url"),
                          .published = tree_get_str(a, o, "published"),
                          .language = tree_get_str(a, o, "language"),
                          .text = tree_get_str(a, o, "text")};
    return c->text.n > 0;
}
