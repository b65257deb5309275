/* Sniffing, unpacking, character sets, then cleaning and paragraphs of what comes out. */
#include "fuzz_source.h"

#include "text/text.h"

static struct arena engine, results, scratch;
static struct world world;
static bool open;

static void open_world(void) {
    att_options opt = {0};
    att_error err;
    arena_init(&engine, sys_default(), (size_t)1 << 30);
    arena_init(&results, sys_default(), (size_t)1 << 30);
    arena_init(&scratch, sys_default(), (size_t)1 << 30);
    if (world_open(&world, &engine, &opt, &err)) abort();
    open = true;
}

static att_status read_text(void *ctx) {
    struct doc d = {.a = &results, .report = ctx};
    clean_run(&d, &world, &scratch);
    para_run(&d, &world, &scratch);
    uint32_t end = 0;
    if (utf8_check(d.text.p, d.text.n) != d.text.n) abort();
    for (uint32_t i = 0; i < d.n_para; i++) {
        struct tspan s = d.para[i].span;
        if (s.b < end || s.e <= s.b || s.e > d.text.n) abort();
        if (!utf8_boundary(d.text, s.b) || !utf8_boundary(d.text, s.e)) abort();
        end = s.e;
    }
    return ATT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct att_source *s;
    att_error err;
    att_source_options opt = {.item_limit = 1 << 20};
    if (!open) open_world();
    if (source_memory(sys_default(), (att_text){(const char *)data, size}, "fuzz", &opt, &s, &err))
        return 0;
    for (int i = 0; i < 100; i++) {
        struct att_report *r;
        att_status st = source_next(s, &r, &err);
        if (st == ATT_END) break;
        if (st) continue;
        check_report(r);
        arena_try(&results, &scratch, read_text, r, &err);
        arena_reset(&results);
        arena_reset(&scratch);
        report_free(r);
    }
    source_close(s);
    return 0;
}
