#include "base/base.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "ingest/charset.h"

#include <iconv.h>
#include <uchardet/uchardet.h>

uint32_t charset_cp1252(unsigned char byte) {
    static const uint16_t high[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
    return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

void charset_entities(struct map *names, struct arena *a) {
    struct tsv t;
    map_init(names, a, 512);
    tsv_init(&t, embed_find("data/clean/entities.tsv"));
    while (tsv_next(&t)) {
        uint32_t cp;
        if (num_parse_u32(tsv_cell(&t, 1), &cp)) map_put(names, tsv_cell(&t, 0), cp);
    }
}

/* ---- names */

static uint32_t find_ci(struct str s, const char *word) {
    uint32_t n = (uint32_t)strlen(word);
    for (uint32_t i = 0; i + n <= s.n; i++)
        if (ascii_lower(s.p[i]) == word[0] && str_ieq_c(str_cut(s, i, i + n), word)) return i + n;
    return NONE;
}

struct str charset_named(struct str head) {
    head = str_cut(head, 0, 2048);
    uint32_t at = find_ci(head, "charset=");
    if (at == NONE) at = find_ci(head, "encoding=");
    if (at == NONE) return STR_NULL;
    while (at < head.n && strchr(" \"'", head.p[at])) at++;
    uint32_t e = at;
    while (e < head.n &&
           (ascii_is_alpha(head.p[e]) || ascii_is_digit(head.p[e]) || strchr("-_:", head.p[e])))
        e++;
    return str_cut(head, at, e);
}

/* The name iconv knows, NUL-terminated; the web reads ISO-8859-1 and ASCII as windows-1252. */
static const char *usual_name(struct arena *a, struct str name) {
    static const char *const latin[] = {"iso-8859-1", "latin1",   "iso8859-1",
                                        "ascii",      "us-ascii", "iso_8859-1"};
    for (uint32_t i = 0; i < COUNT_OF(latin); i++)
        if (str_ieq_c(name, latin[i])) return "WINDOWS-1252";
    if (str_ieq_c(name, "gb2312") || str_ieq_c(name, "gbk")) return "GB18030";
    if (str_ieq_c(name, "shift_jis") || str_ieq_c(name, "x-sjis")) return "CP932";
    return arena_str(a, name).p;
}

static bool is_utf8_name(struct str name) {
    return str_ieq_c(name, "utf-8") || str_ieq_c(name, "utf8");
}

/* ---- conversion */

static void put_cp(struct charset_text *t, char *to, struct omap *map, uint32_t cp, uint64_t from) {
    char into[4];
    unsigned n = utf8_encode(cp ? cp : 0xfffd, into);
    memcpy(to + t->text.n, into, n);
    t->text.n += n;
    omap_add(map, n, from, 1);
}

/* UTF-8 with single bytes of windows-1252 amid it. */
static void convert_mixed(struct arena *a, struct str bytes, struct charset_text *t) {
    char *to = arena_alloc(a, (size_t)bytes.n * 3 + 4);
    struct omap *map = arena_new(a, struct omap);
    omap_init(map, a);
    t->text = (struct str){to, 0};
    for (uint32_t i = 0; i < bytes.n;) {
        uint32_t cp;
        unsigned len = utf8_decode(bytes.p + i, bytes.n - i, &cp);
        if (len && cp) {
            memcpy(to + t->text.n, bytes.p + i, len);
            t->text.n += len;
            omap_add(map, len, i, len);
            i += len;
        } else {
            put_cp(t, to, map, len ? 0xfffd : charset_cp1252((unsigned char)bytes.p[i]), i);
            i++;
        }
    }
    t->map = map;
}

static void convert_utf16(struct arena *a, struct str bytes, bool big, struct charset_text *t) {
    char *to = arena_alloc(a, (size_t)bytes.n * 2 + 4);
    struct omap *map = arena_new(a, struct omap);
    omap_init(map, a);
    t->text = (struct str){to, 0};
    for (uint32_t i = 2, len; i + 1 < bytes.n; i += len) {
        const unsigned char *p = (const unsigned char *)bytes.p + i;
        uint32_t cp = big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
        len = 2;
        if (cp >= 0xd800 && cp < 0xdc00 && i + 3 < bytes.n) {
            uint32_t lo = big ? (uint32_t)p[2] << 8 | p[3] : (uint32_t)p[3] << 8 | p[2];
            if (lo >= 0xdc00 && lo < 0xe000) {
                cp = 0x10000 + ((cp - 0xd800) << 10) + (lo - 0xdc00);
                len = 4;
            }
        }
        if (!cp || (cp >= 0xd800 && cp < 0xe000)) cp = 0xfffd;
        unsigned n = utf8_encode(cp, to + t->text.n);
        omap_add(map, n, i, len);
        t->text.n += n;
    }
    t->map = map;
}

/* Step by step through iconv: lengths of each character go to step[], so that nothing allocates
 * while iconv is open. False when iconv does not know the name. */
struct step {
    uint8_t from, to;
};

static bool run_iconv(const char *name, struct str bytes, char *to, uint32_t *to_n,
                      struct step *step, uint32_t *n_step) {
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1) return false;
    char *in = (char *)(uintptr_t)bytes.p;
    size_t left = bytes.n;
    while (left) {
        char *before = in, *out = to + *to_n, *start = out;
        size_t got = 0, give = 1, room = 8;
        /* The fewest bytes that make a character. */
        for (; give <= left && give <= 8; give++) {
            size_t feed = give;
            char *at = in;
            got = iconv(cd, &at, &feed, &out, &room);
            if (at > in || out > start) {
                in = at;
                break;
            }
        }
        (void)got;
        if (in == before) {
            memcpy(out, "\xef\xbf\xbd", 3);
            out += 3;
            in++;
            iconv(cd, NULL, NULL, NULL, NULL);
        }
        step[*n_step] = (struct step){(uint8_t)(in - before), (uint8_t)(out - start)};
        ++*n_step;
        *to_n += (uint32_t)(out - start);
        left -= (size_t)(in - before);
    }
    iconv_close(cd);
    return true;
}

static bool convert_iconv(struct arena *a, struct str bytes, const char *name,
                          struct charset_text *t) {
    char *to = arena_alloc(a, (size_t)bytes.n * 4 + 16);
    struct step *step = arena_array(a, struct step, bytes.n);
    struct omap *map = arena_new(a, struct omap);
    uint32_t n = 0, at = 0;
    t->text = (struct str){to, 0};
    omap_init(map, a);
    if (!run_iconv(name, bytes, to, &t->text.n, step, &n)) return false;
    for (uint32_t i = 0; i < n; i++) {
        omap_add(map, step[i].to, at, step[i].from);
        at += step[i].from;
    }
    t->map = map;
    return true;
}

/* What the bytes look like; STR_NULL = no idea. Nothing of an arena is touched while it is open. */
static struct str guess(struct arena *a, struct str bytes) {
    char name[48] = "";
    uchardet_t u = uchardet_new();
    if (!u) return STR_NULL;
    if (!uchardet_handle_data(u, bytes.p, ATT_MIN(bytes.n, 1u << 16))) {
        uchardet_data_end(u);
        strncpy(name, uchardet_get_charset(u), sizeof name - 1);
    }
    uchardet_delete(u);
    return name[0] ? arena_str(a, str_c(name)) : STR_NULL;
}

/* More whole UTF-8 sequences than stray bytes: UTF-8 that was damaged, no other character set. */
static bool damaged_utf8(struct str s) {
    uint32_t whole = 0, stray = 0, cp;
    for (uint32_t i = 0; i < s.n;) {
        unsigned len = utf8_decode(s.p + i, s.n - i, &cp);
        whole += len > 1;
        stray += len == 0;
        i += len ? len : 1;
    }
    return whole >= stray;
}

att_status charset_convert(struct arena *a, struct str bytes, struct str named, bool any,
                           struct charset_text *out, att_error *err) {
    *out = (struct charset_text){.text = bytes};
    bool little = str_starts(bytes, STR("\xff\xfe")), big = str_starts(bytes, STR("\xfe\xff"));
    if (little || big) {
        out->name = STR("UTF-16");
        convert_utf16(a, bytes, big, out);
        return ATT_OK;
    }
    uint32_t nul = str_find(bytes, 0, 0);
    if (nul != NONE && !any)
        return status_set(err, ATT_EINPUT, nul, "binary, not text: a zero byte at byte %u", nul);
    size_t bad = utf8_check(bytes.p, bytes.n);
    bool stateful = named.n && str_starts(named, STR("iso-2022"));
    if (bad == bytes.n && !stateful) {
        if (nul != NONE && any) convert_mixed(a, bytes, out);
        return ATT_OK;
    }
    if (any && (damaged_utf8(bytes) || (named.n && is_utf8_name(named)))) {
        out->name = STR("UTF-8 with windows-1252");
        convert_mixed(a, bytes, out);
        return ATT_OK;
    }
    struct str name = named;
    if (!name.n && (any || !damaged_utf8(bytes))) {
        name = guess(a, bytes);
        out->guessed = true;
    }
    if (name.n && !is_utf8_name(name) && convert_iconv(a, bytes, usual_name(a, name), out)) {
        out->name = name;
        return ATT_OK;
    }
    if (!any)
        return status_set(err, ATT_EINPUT, bad, "not UTF-8: byte 0x%02x at byte %zu",
                          (unsigned char)bytes.p[bad], bad);
    out->name = STR("windows-1252");
    out->guessed = true;
    convert_mixed(a, bytes, out);
    return ATT_OK;
}
