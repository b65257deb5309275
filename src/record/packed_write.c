/* JSON text into a packed block: values wait on a stack until the value around them closes, then
 * their nodes go out as one run. */
#include "base/base.h"

#include "record/packed_node.h"

#include "base/map.h"
#include "base/num.h"
#include "base/vec.h"
#include "ingest/json.h"

enum { NAME_SLOTS = 512 };

/* A node before its run is written; `at` counts from the first string or node. */
struct waiting {
    uint32_t kind, key, extent, at;
    struct str s; /* of strings and decimals that have no place yet */
};

struct packing {
    struct arena *a;
    struct json_pull j;
    struct buf *out, string, node;
    VEC(struct waiting) stack;
    uint32_t begin[PACKED_DEPTH + 1], depth; /* [depth] first on the stack inside each open value */
    uint16_t name_slot[NAME_SLOTS];          /* number of a known name, 0 = free */
    VEC(struct str) own_key;
    struct map own, placed; /* names of its own; strings that have a place */
    struct str text;        /* report.text, and its place among the strings */
    uint32_t text_at, n_node;
    bool fits;
    att_error *err;
};

/* ---- names */

#define PACKED_KEY_NAME(name) {#name, sizeof #name - 1},
static const struct str key_names[N_PACKED_KEY] = {{"", 0}, PACKED_KEYS(PACKED_KEY_NAME)};
#undef PACKED_KEY_NAME

static uint32_t name_place(struct str s) {
    const unsigned char *p = (const unsigned char *)s.p;
    return (s.n * 7 + p[0] * 31 + p[s.n / 2] * 17 + p[s.n - 1] * 131) % NAME_SLOTS;
}

static void learn_names(struct packing *k) {
    for (uint16_t i = 1; i < N_PACKED_KEY; i++) {
        uint32_t at = name_place(key_names[i]);
        while (k->name_slot[at]) at = (at + 1) % NAME_SLOTS;
        k->name_slot[at] = i;
    }
}

static struct str unescaped(struct packing *k, struct str raw) {
    return str_find(raw, '\\', 0) == NONE ? raw : json_decode(k->a, raw, NULL, 0);
}

static uint32_t own_key(struct packing *k, struct str raw) {
    bool added;
    struct str name = unescaped(k, raw);
    uint32_t i = map_add(&k->own, name, k->own_key.n, &added);
    if (added) *vec_push(k->a, &k->own_key) = name;
    if (N_PACKED_KEY + i >= PACKED_MOST_KEYS) k->fits = false;
    return k->fits ? N_PACKED_KEY + i : 0;
}

static uint32_t key_of(struct packing *k, struct str name) {
    for (uint32_t at = name.n ? name_place(name) : 0; name.n; at = (at + 1) % NAME_SLOTS) {
        uint32_t i = k->name_slot[at];
        if (!i) break;
        if (str_eq(key_names[i], name)) return i;
    }
    return own_key(k, name);
}

struct str packed_key_name(const struct packed *p, uint32_t key) {
    const char *own = p->block.p + PACKED_HEADER;
    uint32_t n = packed_load32(p->block.p + PACKED_AT_KEYS);
    if (key < N_PACKED_KEY) return key ? key_names[key] : STR_NULL;
    if (key - N_PACKED_KEY >= n) return STR_NULL;
    const char *row = own + (size_t)(key - N_PACKED_KEY) * PACKED_OWN_KEY;
    return (struct str){own + (size_t)n * PACKED_OWN_KEY + packed_load32(row),
                        packed_load32(row + 4)};
}

/* ---- strings */

static uint32_t place_string(struct packing *k, struct str s) {
    unsigned char length[4];
    bool added;
    uint32_t at = map_add(&k->placed, s, (uint32_t)k->string.n, &added);
    if (!added) return at;
    if (s.n >= PACKED_MANY) {
        packed_store32(length, s.n);
        buf_put(&k->string, length, sizeof length);
        at += (uint32_t)sizeof length;
        map_put(&k->placed, s, at);
    }
    buf_str(&k->string, s);
    return at;
}

static void settle(struct packing *k, struct waiting *w) {
    if (w->kind != PACKED_STRING && w->kind != PACKED_DECIMAL) return;
    if (w->s.p) w->at = place_string(k, w->s);
    w->s.p = NULL;
}

/* The words of a span lie in the text of the report. */
static void share_text(struct packing *k, struct waiting *v, uint32_t n) {
    struct waiting *text = NULL, *span = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].key == KEY_text && v[i].kind == PACKED_STRING) text = &v[i];
        if (v[i].key == KEY_span && v[i].kind == PACKED_PAIR) span = &v[i];
    }
    if (!text || !span || text->s.n >= PACKED_MANY || span->at > k->text.n) return;
    if (span->extent != text->s.n || text->s.n > k->text.n - span->at) return;
    if (memcmp(k->text.p + span->at, text->s.p, text->s.n) != 0) return;
    text->at = map_add(&k->placed, text->s, k->text_at + span->at, NULL);
    text->s.p = NULL;
}

/* ---- nodes */

static void put_node(struct packing *k, uint32_t head, uint32_t extent, uint32_t at) {
    struct packed_node t = {{(unsigned char)head, (unsigned char)(head >> 8), (unsigned char)extent,
                             (unsigned char)(extent >> 8)}};
    packed_store32(t.b + 4, at);
    buf_put(&k->node, t.b, sizeof t.b);
    k->n_node++;
}

static bool has_extent(uint32_t kind) {
    return kind == PACKED_STRING || kind == PACKED_DECIMAL || kind >= PACKED_OBJECT;
}

static void put_waiting(struct packing *k, struct waiting *w) {
    settle(k, w);
    uint32_t extent = has_extent(w->kind) ? ATT_MIN(w->extent, PACKED_MANY) : w->extent;
    put_node(k, w->kind | w->key << 4, extent, w->at);
}

static bool is_pair(const struct waiting *up, const struct waiting *v, uint32_t n) {
    return up->kind == PACKED_ARRAY && n == 2 && v[0].kind == PACKED_NUMBER &&
           v[1].kind == PACKED_NUMBER && v[1].at >= v[0].at && v[1].at - v[0].at <= UINT16_MAX;
}

/* The value on the stack before its members is whole: they go out. */
static void close_value(struct packing *k) {
    uint32_t from = k->begin[k->depth--], n = k->stack.n - from;
    struct waiting *v = &k->stack.v[from], *up = v - 1;
    k->stack.n = from;
    if (is_pair(up, v, n)) {
        up->kind = PACKED_PAIR;
        up->extent = v[1].at - v[0].at;
        up->at = v[0].at;
        return;
    }
    share_text(k, v, n);
    if (n >= PACKED_MANY) put_node(k, PACKED_NULL, 0, n);
    up->at = k->n_node;
    up->extent = n;
    for (uint32_t i = 0; i < n; i++) {
        bool report_text = k->depth == 1 && up->key == KEY_report && v[i].key == KEY_text;
        struct str s = v[i].s;
        put_waiting(k, &v[i]);
        if (!report_text || v[i].kind != PACKED_STRING || k->text.p) continue;
        k->text = s;
        k->text_at = v[i].at;
    }
}

/* ---- values */

/* "e12": a letter and a number without leading zeros. */
static bool is_id(struct str s, uint32_t *number) {
    return s.n > 1 && ascii_is_lower(s.p[0]) && s.p[1] != '0' &&
           num_parse_u32(str_cut(s, 1, s.n), number);
}

static void take_string(struct waiting *w, struct str s) {
    uint32_t number;
    if (is_id(s, &number)) {
        w->kind = PACKED_ID;
        w->extent = (unsigned char)s.p[0];
        w->at = number;
        return;
    }
    w->kind = PACKED_STRING;
    w->extent = s.n;
    w->s = s.p ? s : STR("");
}

static bool is_number(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i]) && !memchr("+-.eE", s.p[i], 5)) return false;
    return s.n > 0;
}

static bool take_plain(struct waiting *w, struct str s) {
    w->kind = PACKED_NULL;
    if (str_eq(s, STR("null"))) return true;
    w->kind = str_eq(s, STR("true")) ? PACKED_TRUE : PACKED_FALSE;
    if (w->kind == PACKED_TRUE || str_eq(s, STR("false"))) return true;
    bool plain = s.n == 1 || (s.n && s.p[0] != '0');
    w->kind = PACKED_NUMBER;
    if (plain && num_parse_u32(s, &w->at)) return true;
    w->kind = PACKED_DECIMAL;
    w->extent = s.n;
    w->s = s;
    return is_number(s);
}

static bool take_value(struct packing *k, enum json_token token) {
    struct waiting *w = vec_push(k->a, &k->stack);
    uint32_t up = k->depth ? k->stack.v[k->begin[k->depth] - 1].kind : PACKED_ARRAY;
    *w = (struct waiting){.kind = PACKED_NULL};
    if (up == PACKED_OBJECT) w->key = key_of(k, k->j.name);
    if (token == JSON_STRING) {
        take_string(w, unescaped(k, k->j.value));
        return true;
    }
    if (token == JSON_OTHER) return take_plain(w, k->j.value);
    w->kind = k->j.array[k->j.depth - 1] ? PACKED_ARRAY : PACKED_OBJECT;
    if (k->depth == PACKED_DEPTH) return false;
    k->begin[++k->depth] = k->stack.n;
    return true;
}

static bool take_all(struct packing *k) {
    do {
        enum json_token token = json_pull_next(&k->j);
        if (token == JSON_END) return false;
        if (token == JSON_CLOSE)
            close_value(k);
        else if (!take_value(k, token))
            return false;
    } while (k->depth);
    put_waiting(k, &k->stack.v[0]);
    return true;
}

/* ---- the block */

/* Places become distances: strings and nodes have found where they stand. */
static void point_back(struct packing *k) {
    uint32_t strings = (uint32_t)k->string.n;
    for (uint32_t i = 0; i < k->n_node; i++) {
        unsigned char *b = (unsigned char *)k->node.p + (size_t)i * PACKED_NODE;
        uint32_t kind = b[0] & 15, at = packed_load32(b + 4);
        if (kind >= PACKED_OBJECT)
            packed_store32(b + 4, (i - at) * PACKED_NODE);
        else if (kind == PACKED_STRING || kind == PACKED_DECIMAL)
            packed_store32(b + 4, strings - at + i * PACKED_NODE);
    }
}

static void put_own_keys(struct packing *k) {
    for (uint32_t i = 0; i < k->own_key.n; i++) {
        unsigned char row[PACKED_OWN_KEY];
        packed_store32(row, place_string(k, k->own_key.v[i]));
        packed_store32(row + 4, k->own_key.v[i].n);
        buf_put(k->out, row, sizeof row);
    }
    while (k->string.n % PACKED_NODE && !k->string.failed) buf_char(&k->string, 0);
}

static void put_block(struct packing *k) {
    unsigned char header[PACKED_HEADER] = PACKED_MAGIC;
    size_t from = k->out->n;
    buf_put(k->out, header, sizeof header);
    put_own_keys(k);
    point_back(k);
    buf_put(k->out, k->string.p, k->string.n);
    buf_put(k->out, k->node.p, k->node.n);
    if (k->out->failed) return;
    struct str all = {k->out->p + from, (uint32_t)(k->out->n - from)};
    uint64_t sum = str_hash(str_cut(all, PACKED_HEADER, all.n));
    packed_store32(header + PACKED_AT_VERSION, PACKED_VERSION);
    packed_store32(header + PACKED_AT_SIZE, all.n);
    packed_store32(header + PACKED_AT_NODES, k->n_node);
    packed_store32(header + PACKED_AT_KEYS, k->own_key.n);
    packed_store32(header + PACKED_AT_STRINGS, (uint32_t)k->string.n);
    packed_store32(header + PACKED_AT_SUM, (uint32_t)sum);
    packed_store32(header + PACKED_AT_SUM + 4, (uint32_t)(sum >> 32));
    memcpy(k->out->p + from, header, sizeof header);
}

static att_status pack(void *ctx) {
    struct packing *k = ctx;
    learn_names(k);
    map_init(&k->own, k->a, 8);
    map_init(&k->placed, k->a, 512);
    if (!take_all(k))
        return status_set(k->err, ATT_EINPUT, k->j.at, "packed: no JSON at byte %u", k->j.at);
    if (!k->fits)
        return status_set(k->err, ATT_ELIMIT, 0, "packed: more than %d names of its own",
                          PACKED_MOST_KEYS - N_PACKED_KEY);
    put_block(k);
    att_status st = buf_status(&k->string, "packed", k->err);
    if (!st) st = buf_status(&k->node, "packed", k->err);
    return st ? st : buf_status(k->out, "packed", k->err);
}

att_status packed_write(struct buf *out, struct str json, struct arena *scratch, att_error *err) {
    struct arena_mark mark = arena_mark(scratch);
    struct packing k = {.a = scratch, .out = out, .fits = true, .err = err};
    json_pull_init(&k.j, json);
    buf_init(&k.string, out->sys, (size_t)PACKED_LIMIT_MB << 20);
    buf_init(&k.node, out->sys, (size_t)PACKED_LIMIT_MB << 20);
    att_status st = arena_try(scratch, NULL, pack, &k, err);
    buf_release(&k.string);
    buf_release(&k.node);
    arena_rewind(scratch, mark);
    return st;
}
