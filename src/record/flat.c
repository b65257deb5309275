#include "base/base.h"

#include "record/flat.h"

#include "base/map.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <endian.h>

enum { NAME_SLOTS = 512, BYTES_PER_NODE = 9, INTEGER_DIGITS = 18 };

struct parsing {
    struct arena *a;
    struct str text;
    uint32_t at;
    VEC(struct flat_node) node;
    uint32_t open[FLAT_DEPTH], depth; /* [depth] the values not closed yet */
    VEC(struct str) own;
    struct map own_at;         /* index of each, once there is one */
    uint16_t slot[NAME_SLOTS]; /* number of a known name, 0 = free */
    uint16_t until;            /* member of the outermost object before which one stops, or 0 */
    const char *wrong;         /* what was expected */
};

static bool wrong(struct parsing *k, const char *what) {
    k->wrong = what;
    return false;
}

/* ---- names */

#define KEY_TEXT(name) {#name, sizeof #name - 1},
static const struct str names[N_PACKED_KEY] = {{"", 0}, PACKED_KEYS(KEY_TEXT)};
#undef KEY_TEXT

static uint32_t name_slot(struct str s) {
    const unsigned char *p = (const unsigned char *)s.p;
    return (s.n * 7 + p[0] * 31 + p[s.n / 2] * 17 + p[s.n - 1] * 131) % NAME_SLOTS;
}

static void learn_names(struct parsing *k) {
    for (uint16_t i = 1; i < N_PACKED_KEY; i++) {
        uint32_t at = name_slot(names[i]);
        while (k->slot[at]) at = (at + 1) % NAME_SLOTS;
        k->slot[at] = i;
    }
}

static uint16_t own_name(struct parsing *k, struct str name) {
    const uint32_t most = UINT16_MAX - N_PACKED_KEY;
    bool added;
    if (!k->own.n) map_init(&k->own_at, k->a, 8);
    uint32_t i = map_add(&k->own_at, name, ATT_MIN(k->own.n, most), &added);
    if (added && i < most) *vec_push(k->a, &k->own) = name;
    return (uint16_t)(N_PACKED_KEY + i);
}

static uint16_t key_of(struct parsing *k, struct str name) {
    for (uint32_t at = name.n ? name_slot(name) : 0; name.n; at = (at + 1) % NAME_SLOTS) {
        uint16_t i = k->slot[at];
        if (!i) break;
        if (str_eq(names[i], name)) return i;
    }
    return own_name(k, name);
}

struct str flat_known_name(uint32_t key) {
    return key && key < N_PACKED_KEY ? names[key] : STR_NULL;
}

struct str flat_name(const struct flat *d, uint32_t key) {
    if (key < N_PACKED_KEY) return flat_known_name(key);
    return key - N_PACKED_KEY < d->n_own ? d->own[key - N_PACKED_KEY] : STR_NULL;
}

/* ---- strings */

/* Eight bytes as a number, the first the lowest. */
static uint64_t load_eight(const char *p) {
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return le64toh(v);
}

/* A bit in each of eight bytes that is below 0x20, a quotation mark or a backslash; above the
 * lowest there may be wrong ones. */
static uint64_t specials(uint64_t v) {
    const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
    uint64_t quote = v ^ ones * '"', slash = v ^ ones * '\\';
    return (((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) &
           tops;
}

/* The place of the first byte at or after i that ends a string or needs a look, or s.n. */
static inline uint32_t next_special(struct str s, uint32_t i) {
    for (; i + 8 <= s.n; i += 8) {
        uint64_t found = specials(load_eight(s.p + i));
        if (found) return i + (uint32_t)__builtin_ctzll(found) / 8;
    }
    for (; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c == '"' || c == '\\') break;
    }
    return i;
}

static bool hex4(struct str s, uint32_t at, uint32_t *out) {
    *out = 0;
    if (at + 4 > s.n) return false;
    for (uint32_t i = at; i < at + 4; i++) {
        char c = ascii_lower(s.p[i]);
        if (!ascii_is_digit(c) && (c < 'a' || c > 'f')) return false;
        *out = *out * 16 + (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return true;
}

/* The escape whose backslash stands at k->at, behind which k->at goes: its code point. */
static bool take_escape(struct parsing *k, uint32_t *cp) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    struct str s = k->text;
    char c = k->at + 1 < s.n ? s.p[k->at + 1] : 0;
    const char *plain = c ? strchr(from, c) : NULL;
    uint32_t low;
    k->at += 2;
    if (plain) return *cp = (unsigned char)to[plain - from], true;
    if (c != 'u' || !hex4(s, k->at, cp)) return false;
    k->at += 4;
    if (*cp < 0xd800 || *cp >= 0xe000) return true;
    if (*cp >= 0xdc00 || k->at + 2 > s.n || s.p[k->at] != '\\' || s.p[k->at + 1] != 'u')
        return false;
    if (!hex4(s, k->at + 2, &low) || low < 0xdc00 || low >= 0xe000) return false;
    *cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
    k->at += 6;
    return true;
}

/* A string from `from` on whose first escape stands at k->at. An escape is never shorter than what
 * it stands for, so the room is what is left up to the closing mark. */
static bool take_escaped(struct parsing *k, uint32_t from, struct str *out) {
    uint32_t end = k->at, n = k->at - from, cp;
    while (end < k->text.n && k->text.p[end] != '"') end += k->text.p[end] == '\\' ? 2 : 1;
    if (end >= k->text.n) return wrong(k, "a string that does not end");
    char *to = arena_alloc_raw(k->a, end - from + 1);
    memcpy(to, k->text.p + from, n);
    while (k->at < end) {
        unsigned char c = (unsigned char)k->text.p[k->at];
        if (c < 0x20) return wrong(k, "a control character in a string");
        uint32_t run = next_special(k->text, k->at);
        if (c == '\\') {
            if (!take_escape(k, &cp)) return wrong(k, "an escape that is none");
            n += utf8_encode(cp, to + n);
            continue;
        }
        memcpy(to + n, k->text.p + k->at, run - k->at);
        n += run - k->at;
        k->at = run;
    }
    k->at++;
    *out = (struct str){to, n};
    return true;
}

/* At an opening mark. */
static bool take_string(struct parsing *k, struct str *out) {
    uint32_t from = ++k->at;
    k->at = next_special(k->text, from);
    if (k->at == k->text.n) return wrong(k, "a string that does not end");
    if (k->text.p[k->at] == '\\') return take_escaped(k, from, out);
    if (k->text.p[k->at] != '"') return wrong(k, "a control character in a string");
    *out = (struct str){k->text.p + from, k->at++ - from};
    return true;
}

/* ---- numbers and words */

static uint32_t digits(const struct parsing *k, uint32_t at) {
    uint32_t from = at;
    while (at < k->text.n && ascii_is_digit(k->text.p[at])) at++;
    return at - from;
}

static bool stands(const struct parsing *k, uint32_t at, char c) {
    return at < k->text.n && k->text.p[at] == c;
}

/* Whole numbers of few digits in one go. */
static bool take_integer(struct str s, struct flat_node *t) {
    bool minus = s.p[0] == '-';
    uint64_t v = 0;
    t->kind = FLAT_INTEGER;
    if (s.n - minus <= INTEGER_DIGITS) {
        for (uint32_t i = minus; i < s.n; i++) v = v * 10 + (uint64_t)(s.p[i] - '0');
        t->u.integer = minus ? -(int64_t)v : (int64_t)v;
        return true;
    }
    if (!num_parse_u64(str_cut(s, minus, s.n), &v) || v > INT64_MAX) return false;
    t->u.integer = minus ? -(int64_t)v : (int64_t)v;
    return true;
}

static bool take_number(struct parsing *k, struct flat_node *t) {
    uint32_t from = k->at, at = k->at + stands(k, k->at, '-'), whole = digits(k, at), n;
    bool real = false;
    if (!whole || (whole > 1 && k->text.p[at] == '0')) return wrong(k, "a value");
    at += whole;
    if (stands(k, at, '.')) {
        if (!(n = digits(k, at + 1))) return wrong(k, "digits behind the point");
        at += n + 1;
        real = true;
    }
    if (stands(k, at, 'e') || stands(k, at, 'E')) {
        at++;
        at += stands(k, at, '+') || stands(k, at, '-');
        if (!(n = digits(k, at))) return wrong(k, "digits of an exponent");
        at += n;
        real = true;
    }
    struct str s = str_cut(k->text, from, at);
    k->at = at;
    if (!real && !str_eq(s, STR("-0")))
        return take_integer(s, t) || wrong(k, "an integer of 64 bits");
    t->kind = FLAT_REAL;
    t->u.p = s.p;
    t->n = s.n;
    return true;
}

static bool take_word(struct parsing *k, struct flat_node *t) {
    static const struct {
        struct str word;
        enum flat_kind kind;
    } words[] = {{STR("null"), FLAT_NULL}, {STR("true"), FLAT_TRUE}, {STR("false"), FLAT_FALSE}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts(str_cut(k->text, k->at, k->text.n), words[i].word)) {
            k->at += words[i].word.n;
            t->kind = (uint8_t)words[i].kind;
            return true;
        }
    return wrong(k, "a value");
}

/* ---- values */

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Most texts have none. */
static inline void skip_space(struct parsing *k) {
    while (k->at < k->text.n && is_space(k->text.p[k->at])) k->at++;
}

static bool open_value(struct parsing *k, struct flat_node *t, bool array) {
    if (k->depth == FLAT_DEPTH) return wrong(k, "fewer brackets inside brackets");
    t->kind = array ? FLAT_ARRAY : FLAT_OBJECT;
    t->u.p = k->text.p + k->at++;
    k->open[k->depth++] = k->node.n - 1;
    return true;
}

static bool take_value(struct parsing *k, uint16_t key) {
    struct str s;
    struct flat_node *t = vec_push(k->a, &k->node);
    *t = (struct flat_node){.key = key, .size = 1};
    skip_space(k);
    char c = k->at < k->text.n ? k->text.p[k->at] : 0;
    if (c == '"') {
        if (!take_string(k, &s)) return false;
        t->kind = FLAT_STRING;
        t->u.p = s.p;
        t->n = s.n;
        return true;
    }
    if (c == '{' || c == '[') return open_value(k, t, c == '[');
    return c == '-' || ascii_is_digit(c) ? take_number(k, t) : take_word(k, t);
}

static bool take_name(struct parsing *k, uint16_t *key) {
    struct str name;
    skip_space(k);
    if (!stands(k, k->at, '"')) return wrong(k, "the name of a member");
    if (!take_string(k, &name)) return false;
    *key = key_of(k, name);
    skip_space(k);
    if (!stands(k, k->at, ':')) return wrong(k, "':'");
    k->at++;
    return true;
}

static void close_value(struct parsing *k, struct flat_node *up) {
    up->size = k->node.n - k->open[--k->depth];
    up->raw = (uint32_t)(k->text.p + k->at - up->u.p);
}

/* The next member or item of the innermost open value, or its closing bracket. */
static bool take_next(struct parsing *k) {
    struct flat_node *up = &k->node.v[k->open[k->depth - 1]];
    bool object = up->kind == FLAT_OBJECT;
    uint16_t key = 0;
    skip_space(k);
    if (stands(k, k->at, object ? '}' : ']')) {
        k->at++;
        close_value(k, up);
        return true;
    }
    if (up->n) {
        if (!stands(k, k->at, ',')) return wrong(k, "',' or a closing bracket");
        k->at++;
    }
    if (object && !take_name(k, &key)) return false;
    if (k->depth == 1 && key && key == k->until) {
        close_value(k, up);
        k->at = k->text.n;
        return true;
    }
    up->n++;
    return take_value(k, key);
}

static bool take_all(struct parsing *k) {
    if (!take_value(k, 0)) return false;
    while (k->depth)
        if (!take_next(k)) return false;
    skip_space(k);
    return k->at == k->text.n || wrong(k, "the end");
}

/* Offset of the first byte that is not UTF-8, or s.n; ASCII is passed eight bytes at a time. */
static uint32_t bad_utf8(struct str s) {
    const uint64_t tops = UINT64_MAX / 255 << 7;
    for (uint32_t i = 0; i < s.n;) {
        uint64_t v;
        uint32_t cp;
        if (i + 8 <= s.n) {
            memcpy(&v, s.p + i, sizeof v);
            if (!(v & tops)) {
                i += 8;
                continue;
            }
        }
        unsigned len = utf8_decode(s.p + i, s.n - i, &cp);
        if (!len) return i;
        i += len;
    }
    return s.n;
}

att_status flat_parse(struct flat *d, struct arena *a, struct str text, att_error *err) {
    return flat_parse_until(d, a, text, KEY_NONE, err);
}

att_status flat_parse_until(struct flat *d, struct arena *a, struct str text, enum packed_key until,
                            att_error *err) {
    struct parsing *k = arena_new(a, struct parsing);
    uint32_t bad = bad_utf8(text);
    k->a = a;
    k->text = text;
    k->until = (uint16_t)until;
    if (bad < text.n)
        return status_set(err, ATT_EINPUT, bad, "record: not JSON: no UTF-8 at byte %u", bad);
    learn_names(k);
    k->node.cap = text.n / BYTES_PER_NODE + 16;
    k->node.v = arena_array_raw(a, struct flat_node, k->node.cap);
    if (!take_all(k))
        return status_set(err, ATT_EINPUT, k->at, "record: not JSON: %s at byte %u", k->wrong,
                          k->at);
    *d = (struct flat){k->node.v, k->node.n, k->own.v, k->own.n};
    return ATT_OK;
}

/* ---- reading */

const struct flat_node *flat_get(const struct flat_node *t, enum packed_key key) {
    if (!flat_is(t, FLAT_OBJECT)) return NULL;
    FLAT_EACH(c, t)
    if (c->key == key) return c;
    return NULL;
}

const struct flat_node *flat_item(const struct flat_node *t, uint32_t i) {
    if (!flat_is(t, FLAT_ARRAY) || i >= t->n) return NULL;
    if (t->size == t->n + 1) return t + 1 + i;
    const struct flat_node *c = t + 1;
    while (i--) c += c->size;
    return c;
}

uint32_t flat_size(const struct flat_node *t) {
    return t && t->kind >= FLAT_OBJECT ? t->n : 0;
}

struct str flat_str(const struct flat_node *t) {
    return flat_is(t, FLAT_STRING) ? (struct str){t->u.p, t->n} : STR_NULL;
}

struct str flat_raw(const struct flat_node *t) {
    return t && t->kind >= FLAT_OBJECT ? (struct str){t->u.p, t->raw} : STR_NULL;
}

struct str flat_get_str(const struct flat_node *t, enum packed_key key) {
    return flat_str(flat_get(t, key));
}

int64_t flat_int(const struct flat_node *t, int64_t none) {
    return flat_is(t, FLAT_INTEGER) ? t->u.integer : none;
}

bool flat_fixed(const struct flat_node *t, unsigned places, int64_t *out) {
    char into[NUM_DIGITS];
    if (flat_is(t, FLAT_REAL)) return num_parse_fixed((struct str){t->u.p, t->n}, places, out);
    return flat_is(t, FLAT_INTEGER) &&
           num_parse_fixed(num_format_i64(into, t->u.integer), places, out);
}

uint32_t flat_index(const struct flat_node *id) {
    uint32_t v;
    struct str s = flat_str(id);
    return s.n > 1 && num_parse_u32(str_cut(s, 1, s.n), &v) && v ? v - 1 : NONE;
}

bool flat_same(const struct flat_node *x, const struct flat_node *y) {
    if (!x || !y || x->size != y->size) return false;
    for (uint32_t i = 0; i < x->size; i++) {
        const struct flat_node *a = x + i, *b = y + i;
        if (a->kind != b->kind || a->n != b->n || a->size != b->size) return false;
        if (i && a->key != b->key) return false;
        if (a->kind == FLAT_INTEGER && a->u.integer != b->u.integer) return false;
        bool text = a->kind == FLAT_STRING || a->kind == FLAT_REAL;
        if (text && a->n && memcmp(a->u.p, b->u.p, a->n) != 0) return false;
    }
    return true;
}

/* ---- writing */

static void write_key(struct jsonw *w, struct str name) {
    jsonw_str(w, name);
    buf_char(w->out, ':');
    w->comma = false;
}

static void write_scalar(struct jsonw *w, const struct flat_node *t) {
    switch (t->kind) {
    case FLAT_NULL: jsonw_null(w); break;
    case FLAT_INTEGER: jsonw_fixed(w, t->u.integer, 0); break;
    case FLAT_REAL:
        if (w->comma) buf_char(w->out, ',');
        buf_put(w->out, t->u.p, t->n);
        w->comma = true;
        break;
    case FLAT_STRING: jsonw_str(w, flat_str(t)); break;
    default: jsonw_bool(w, t->kind == FLAT_TRUE);
    }
}

void flat_write(struct jsonw *w, const struct flat *d, const struct flat_node *t) {
    const struct flat_node *open[FLAT_DEPTH + 1], *end = t + t->size;
    uint32_t depth = 0;
    for (const struct flat_node *c = t;; c++) {
        while (depth && c == open[depth - 1] + open[depth - 1]->size)
            jsonw_close(w, open[--depth]->kind == FLAT_OBJECT ? '}' : ']');
        if (c == end) return;
        if (depth && open[depth - 1]->kind == FLAT_OBJECT) write_key(w, flat_name(d, c->key));
        if (c->kind < FLAT_OBJECT) {
            write_scalar(w, c);
            continue;
        }
        jsonw_open(w, c->kind == FLAT_OBJECT ? '{' : '[');
        open[depth++] = c;
    }
}
