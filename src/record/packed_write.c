/* JSON text into a packed block: values wait on a stack until the value around them closes, then
 * their nodes go out as one run. */
#include "base/base.h"

#include "record/flat.h"
#include "record/packed_node.h"

#include "base/map.h"
#include "base/num.h"
#include "base/vec.h"

/* A node before its run is written; `at` counts from the first string or node. */
struct waiting {
    uint32_t kind, key, extent, at;
    struct str s; /* of strings and decimals that have no place yet */
};

struct packing {
    struct arena *a;
    const struct flat *whole;
    struct buf *out, string, node;
    VEC(struct waiting) stack;
    uint32_t begin[PACKED_DEPTH + 1], depth; /* [depth] first on the stack inside each open value */
    struct map placed;                       /* strings that have a place */
    struct str text;                         /* report.text, and its place among the strings */
    uint32_t text_at, n_node;
    att_error *err;
};

/* ---- names */

struct str packed_key_name(const struct packed *p, uint32_t key) {
    const char *own = p->block.p + PACKED_HEADER;
    uint32_t n = packed_load32(p->block.p + PACKED_AT_KEYS);
    if (key < N_PACKED_KEY) return flat_known_name(key);
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

static void take_decimal(struct waiting *w, struct str s) {
    w->kind = PACKED_DECIMAL;
    w->extent = s.n;
    w->s = s;
}

static void take_integer(struct packing *k, struct waiting *w, int64_t v) {
    char digits[NUM_DIGITS];
    w->kind = PACKED_NUMBER;
    w->at = (uint32_t)v;
    if (v < 0 || v > UINT32_MAX) take_decimal(w, arena_str(k->a, num_format_i64(digits, v)));
}

static void take_value(struct packing *k, const struct flat_node *t) {
    static const enum packed_kind plain[] = {[FLAT_NULL] = PACKED_NULL,
                                             [FLAT_FALSE] = PACKED_FALSE,
                                             [FLAT_TRUE] = PACKED_TRUE,
                                             [FLAT_OBJECT] = PACKED_OBJECT,
                                             [FLAT_ARRAY] = PACKED_ARRAY};
    struct waiting *w = vec_push(k->a, &k->stack);
    *w = (struct waiting){.kind = PACKED_NULL, .key = t->key};
    switch (t->kind) {
    case FLAT_STRING: take_string(w, flat_str(t)); break;
    case FLAT_REAL: take_decimal(w, (struct str){t->u.p, t->n}); break;
    case FLAT_INTEGER: take_integer(k, w, t->u.integer); break;
    default: w->kind = plain[t->kind];
    }
    if (t->kind >= FLAT_OBJECT) k->begin[++k->depth] = k->stack.n;
}

static void take_all(struct packing *k) {
    const struct flat_node *open[PACKED_DEPTH + 1], *t = k->whole->node, *end = t + t->size;
    for (const struct flat_node *c = t;; c++) {
        while (k->depth && c == open[k->depth] + open[k->depth]->size) close_value(k);
        if (c == end) break;
        take_value(k, c);
        if (c->kind >= FLAT_OBJECT) open[k->depth] = c;
    }
    put_waiting(k, &k->stack.v[0]);
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
    for (uint32_t i = 0; i < k->whole->n_own; i++) {
        unsigned char row[PACKED_OWN_KEY];
        packed_store32(row, place_string(k, k->whole->own[i]));
        packed_store32(row + 4, k->whole->own[i].n);
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
    packed_store32(header + PACKED_AT_KEYS, k->whole->n_own);
    packed_store32(header + PACKED_AT_STRINGS, (uint32_t)k->string.n);
    packed_store32(header + PACKED_AT_SUM, (uint32_t)sum);
    packed_store32(header + PACKED_AT_SUM + 4, (uint32_t)(sum >> 32));
    memcpy(k->out->p + from, header, sizeof header);
}

static att_status pack(struct packing *k) {
    if (k->whole->n_own > PACKED_MOST_KEYS - N_PACKED_KEY)
        return status_set(k->err, ATT_ELIMIT, 0, "packed: more than %d names of its own",
                          PACKED_MOST_KEYS - N_PACKED_KEY);
    map_init(&k->placed, k->a, 512);
    take_all(k);
    put_block(k);
    att_status st = buf_status(&k->string, "packed", k->err);
    if (!st) st = buf_status(&k->node, "packed", k->err);
    return st ? st : buf_status(k->out, "packed", k->err);
}

struct packing_call {
    struct packing k;
    struct str json; /* where the tree is not made yet */
};

static att_status parse_and_pack(void *ctx) {
    struct packing_call *c = ctx;
    struct flat *made = arena_new(c->k.a, struct flat);
    if (!c->k.whole) {
        att_status st = flat_parse(made, c->k.a, c->json, c->k.err);
        if (st) return st;
        c->k.whole = made;
    }
    return pack(&c->k);
}

static att_status write_call(struct packing_call *c, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    c->k.a = scratch;
    buf_init(&c->k.string, c->k.out->sys, (size_t)PACKED_LIMIT_MB << 20);
    buf_init(&c->k.node, c->k.out->sys, (size_t)PACKED_LIMIT_MB << 20);
    att_status st = arena_try(scratch, NULL, parse_and_pack, c, c->k.err);
    buf_release(&c->k.string);
    buf_release(&c->k.node);
    arena_rewind(scratch, mark);
    return st;
}

att_status packed_write(struct buf *out, struct str json, struct arena *scratch, att_error *err) {
    return write_call(&(struct packing_call){{.out = out, .err = err}, json}, scratch);
}

att_status packed_write_flat(struct buf *out, const struct flat *whole, struct arena *scratch,
                             att_error *err) {
    return write_call(&(struct packing_call){{.out = out, .whole = whole, .err = err}, STR_NULL},
                      scratch);
}
