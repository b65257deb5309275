/* JSON: pulled token by token as in a page, each string decoded with its way back; then the same
 * bytes as a news item or feed. */
#include "fuzz_source.h"

#include "ingest/json.h"

static struct arena a;
static bool open;

static att_status pull(void *ctx) {
    const struct str *text = ctx;
    struct json_pull j;
    json_pull_init(&j, *text);
    for (enum json_token t; (t = json_pull_next(&j)) != JSON_END;) {
        if (j.depth > JSON_DEPTH || j.at > text->n + 1) abort();
        if (t != JSON_STRING) continue;
        uint64_t base = (uint64_t)(j.value.p - text->p);
        struct omap map;
        omap_init(&map, &a);
        struct str s = json_decode(&a, j.value, &map, base);
        for (uint32_t i = 0; i < map.piece.n; i++) {
            const struct omap_piece *p = &map.piece.v[i];
            if (p->to + p->to_n > s.n || p->from < base || p->from + p->from_n > base + j.value.n)
                abort();
        }
    }
    return ATT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str text = {(const char *)data, (uint32_t)size};
    att_error err;
    if (!open) arena_init(&a, sys_default(), (size_t)1 << 30);
    open = true;
    arena_try(&a, NULL, pull, &text, &err);
    arena_reset(&a);
    read_all(ATT_INPUT_FEED, data, size);
    return 0;
}
