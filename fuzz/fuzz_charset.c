/* Character sets: the first byte picks a name, the rest are the bytes. What comes out is UTF-8, and
 * the way back runs forward inside the bytes. */
#include "fuzz_source.h"

#include "ingest/charset.h"

static const char *const names[] = {NULL,           "utf-8",       "iso-8859-1", "windows-1251",
                                    "koi8-r",       "shift_jis",   "euc-jp",     "gb2312",
                                    "big5",         "euc-kr",      "utf-16",     "utf-16be",
                                    "windows-1256", "iso-2022-jp", "utf-7",      "no-such-name"};

static struct arena a;
static bool open;

struct call {
    struct str bytes, named;
    bool any;
};

static att_status convert(void *ctx) {
    const struct call *c = ctx;
    struct charset_text t;
    att_error err;
    att_status st = charset_convert(&a, c->bytes, c->named, c->any, &t, &err);
    if (st) return st;
    if (utf8_check(t.text.p, t.text.n) != t.text.n) abort();
    uint64_t before = 0;
    for (uint32_t i = 0; i < t.text.n; i++) {
        att_span s = omap_source(t.map, (struct tspan){i, i + 1});
        if (s.b < before || s.e < s.b || s.e > c->bytes.n) abort();
        before = s.b;
    }
    return ATT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_error err;
    if (!size || size > 1 << 16) return 0;
    if (!open) arena_init(&a, sys_default(), (size_t)1 << 30);
    open = true;
    struct call c = {{(const char *)data + 1, (uint32_t)size - 1},
                     str_c(names[data[0] % COUNT_OF(names)]),
                     (data[0] & 0x80) != 0};
    charset_named(c.bytes);
    arena_try(&a, NULL, convert, &c, &err);
    arena_reset(&a);
    return 0;
}
