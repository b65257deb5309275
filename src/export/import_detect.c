/* Which format a file is of, by its first bytes. */
#include "base/base.h"

#include "export/import.h"

#include "export/sequence.h"

enum { LOOK_BYTES = 1 << 16 };

static const char *by_object(const struct tree *t) {
    static const struct {
        const char *key, *format;
    } of[] = {{"record", "jsonl"},
              {"ruling", "jsonl"},
              {"incidents", "jsonl"},
              {"features", "geojson"},
              {"geometry", "geojson-seq"},
              {"properties", "ftm"},
              {"entity_id", "ftm-statements"}};
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (tree_get(t, of[i].key)) return of[i].format;
    return NULL;
}

/* An object over several lines is a collection of features. */
static const char *by_text(struct str text) {
    struct str look = str_cut(text, 0, LOOK_BYTES);
    return str_find_str(look, STR("\"FeatureCollection\""), 0) == NONE ? NULL : "geojson";
}

const char *import_format(struct arena *a, struct str text) {
    struct str rest = text, line = STR_NULL;
    if (str_find(str_cut(text, 0, LOOK_BYTES), RECORD_SEPARATOR, 0) != NONE) return "geojson-seq";
    while (!line.n && str_next(&rest, '\n', &line)) line = str_trim(line);
    if (!line.n) return NULL;
    if (line.p[0] == '{') {
        const struct tree *t = tree_parse(a, line, NULL);
        const char *format = t ? by_object(t) : NULL;
        return format ? format : by_text(text);
    }
    bool statements = str_find_str(line, STR("entity_id"), 0) != NONE &&
                      str_find_str(line, STR("prop"), 0) != NONE;
    return statements ? "ftm-statements" : "csv";
}
