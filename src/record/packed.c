#include "base/base.h"

#include "record/packed_node.h"

#include "base/num.h"
#include "record/jsonw.h"

/* ---- opening */

uint32_t packed_version(struct str block) {
    bool is_one = block.n >= PACKED_HEADER && !memcmp(block.p, PACKED_MAGIC, 4);
    return is_one ? packed_load32(block.p + PACKED_AT_VERSION) : 0;
}

/* What a block says of itself, in bytes from its begin. */
struct frame {
    const char *p;
    uint64_t strings, nodes, size; /* where strings and nodes begin, and the end */
    uint32_t n_node, n_own;
};

static bool frame_of(struct str block, struct frame *f) {
    if (packed_version(block) != PACKED_VERSION) return false;
    f->p = block.p;
    f->n_node = packed_load32(block.p + PACKED_AT_NODES);
    f->n_own = packed_load32(block.p + PACKED_AT_KEYS);
    f->strings = PACKED_HEADER + (uint64_t)f->n_own * PACKED_OWN_KEY;
    f->nodes = f->strings + packed_load32(block.p + PACKED_AT_STRINGS);
    f->size = f->nodes + (uint64_t)f->n_node * PACKED_NODE;
    return f->n_node && f->size == block.n && packed_load32(block.p + PACKED_AT_SIZE) == block.n;
}

static bool sum_is_right(struct str block) {
    uint64_t sum = str_hash(str_cut(block, PACKED_HEADER, block.n));
    return packed_load32(block.p + PACKED_AT_SUM) == (uint32_t)sum &&
           packed_load32(block.p + PACKED_AT_SUM + 4) == (uint32_t)(sum >> 32);
}

static bool own_keys_lie_inside(const struct frame *f) {
    for (uint32_t i = 0; i < f->n_own; i++) {
        const char *row = f->p + PACKED_HEADER + (size_t)i * PACKED_OWN_KEY;
        uint64_t end = (uint64_t)packed_load32(row) + packed_load32(row + 4);
        if (end > f->nodes - f->strings) return false;
    }
    return true;
}

/* What is longer than its node can say has its length before it, from `least` on. */
static bool extent_at(const struct frame *f, const struct packed_node *t, uint64_t least,
                      uint64_t at, uint64_t *n) {
    *n = packed_short(t);
    if (*n != PACKED_MANY) return at >= least;
    if (at < least + 4) return false;
    *n = packed_load32(f->p + at - 4);
    return true;
}

/* Node i reads only what lies before it: no ways round. */
static bool node_lies_inside(const struct frame *f, uint32_t i) {
    uint64_t own = f->nodes + (uint64_t)i * PACKED_NODE, n;
    const struct packed_node *t = (const struct packed_node *)(const void *)(f->p + own);
    uint32_t kind = packed_head(t) & 15, key = packed_head(t) >> 4, back = packed_long(t);
    if (kind >= N_PACKED_KIND || key >= N_PACKED_KEY + f->n_own) return false;
    if (kind == PACKED_NULL || kind == PACKED_FALSE || kind == PACKED_TRUE ||
        kind == PACKED_NUMBER || kind == PACKED_ID)
        return true;
    if (kind == PACKED_PAIR) return back <= UINT32_MAX - packed_short(t);
    if (back > own) return false;
    if (kind == PACKED_STRING || kind == PACKED_DECIMAL)
        return extent_at(f, t, f->strings, own - back, &n) && own - back + n <= f->nodes;
    return back % PACKED_NODE == 0 && extent_at(f, t, f->nodes, own - back, &n) &&
           own - back + n * PACKED_NODE <= own;
}

bool packed_open(struct packed *p, struct str block) {
    struct frame f;
    *p = (struct packed){.block = block};
    if (!frame_of(block, &f) || !sum_is_right(block) || !own_keys_lie_inside(&f)) return false;
    for (uint32_t i = 0; i < f.n_node; i++)
        if (!node_lies_inside(&f, i)) return false;
    p->root = (const struct packed_node *)(const void *)(f.p + f.size - PACKED_NODE);
    return true;
}

/* ---- reading */

enum packed_kind packed_kind(const struct packed_node *t) {
    return t ? (enum packed_kind)(packed_head(t) & 15) : PACKED_NULL;
}

static const struct packed_node *member(const struct packed_node *t, uint32_t key) {
    if (packed_kind(t) != PACKED_OBJECT) return NULL;
    const struct packed_node *v = packed_first(t);
    for (uint32_t i = 0, n = packed_extent(t); i < n; i++)
        if (packed_head(&v[i]) >> 4 == key) return &v[i];
    return NULL;
}

const struct packed_node *packed_get(const struct packed_node *t, enum packed_key key) {
    return member(t, key);
}

const struct packed_node *packed_get_named(const struct packed *p, const struct packed_node *t,
                                           struct str name) {
    if (packed_kind(t) != PACKED_OBJECT) return NULL;
    const struct packed_node *v = packed_first(t);
    for (uint32_t i = 0, n = packed_extent(t); i < n; i++)
        if (str_eq(packed_key_name(p, packed_head(&v[i]) >> 4), name)) return &v[i];
    return NULL;
}

uint32_t packed_size(const struct packed_node *t) {
    enum packed_kind kind = packed_kind(t);
    return kind == PACKED_PAIR ? 2 : kind >= PACKED_OBJECT ? packed_extent(t) : 0;
}

const struct packed_node *packed_item(const struct packed_node *t, uint32_t i) {
    return packed_kind(t) == PACKED_ARRAY && i < packed_extent(t) ? packed_first(t) + i : NULL;
}

bool packed_pair(const struct packed_node *t, uint64_t *first, uint64_t *second) {
    if (packed_kind(t) == PACKED_PAIR) {
        *first = packed_long(t);
        *second = *first + packed_short(t);
        return true;
    }
    return packed_size(t) == 2 && packed_u64(packed_item(t, 0), first) &&
           packed_u64(packed_item(t, 1), second);
}

uint32_t packed_index(const struct packed_node *id) {
    return packed_kind(id) == PACKED_ID ? packed_long(id) - 1 : NONE;
}

char packed_letter(const struct packed_node *id) {
    return packed_kind(id) == PACKED_ID ? (char)packed_short(id) : 0;
}

const struct packed_node *packed_by_id(const struct packed_node *record, enum packed_key key,
                                       const struct packed_node *id) {
    uint32_t i = packed_index(id);
    return i == NONE ? NULL : packed_item(packed_get(record, key), i);
}

static struct str id_text(char into[NUM_DIGITS + 1], const struct packed_node *t) {
    char digits[NUM_DIGITS];
    struct str number = num_format_u64(digits, packed_long(t));
    into[0] = (char)packed_short(t);
    memcpy(into + 1, number.p, number.n);
    return (struct str){into, number.n + 1};
}

struct str packed_str(struct arena *a, const struct packed_node *t) {
    char id[NUM_DIGITS + 1];
    if (packed_kind(t) == PACKED_STRING) return (struct str){packed_content(t), packed_extent(t)};
    return packed_kind(t) == PACKED_ID ? arena_str(a, id_text(id, t)) : STR_NULL;
}

struct str packed_get_str(struct arena *a, const struct packed_node *t, enum packed_key key) {
    return packed_str(a, member(t, key));
}

struct str packed_text(struct arena *a, const struct packed_node *t) {
    char digits[NUM_DIGITS];
    switch (packed_kind(t)) {
    case PACKED_FALSE: return STR("false");
    case PACKED_TRUE: return STR("true");
    case PACKED_NUMBER: return arena_str(a, num_format_u64(digits, packed_long(t)));
    case PACKED_DECIMAL: return (struct str){packed_content(t), packed_extent(t)};
    default: return packed_str(a, t);
    }
}

bool packed_u64(const struct packed_node *t, uint64_t *out) {
    enum packed_kind kind = packed_kind(t);
    if (kind == PACKED_DECIMAL)
        return num_parse_u64((struct str){packed_content(t), packed_extent(t)}, out);
    if (kind == PACKED_NUMBER) *out = packed_long(t);
    return kind == PACKED_NUMBER;
}

bool packed_fixed(const struct packed_node *t, unsigned places, int64_t *out) {
    char digits[NUM_DIGITS];
    enum packed_kind kind = packed_kind(t);
    if (kind == PACKED_DECIMAL)
        return num_parse_fixed((struct str){packed_content(t), packed_extent(t)}, places, out);
    return kind == PACKED_NUMBER &&
           num_parse_fixed(num_format_u64(digits, packed_long(t)), places, out);
}

bool packed_true(const struct packed_node *t) {
    return packed_kind(t) == PACKED_TRUE;
}

bool packed_is(const struct packed_node *t, const char *text) {
    char id[NUM_DIGITS + 1];
    if (packed_kind(t) == PACKED_ID) return str_eq_c(id_text(id, t), text);
    return packed_kind(t) == PACKED_STRING &&
           str_eq_c((struct str){packed_content(t), packed_extent(t)}, text);
}

bool packed_same(const struct packed_node *x, const struct packed_node *y) {
    enum packed_kind kind = packed_kind(x);
    if (!x || !y || kind != packed_kind(y)) return false;
    if (kind == PACKED_NUMBER || kind == PACKED_ID)
        return packed_long(x) == packed_long(y) &&
               (kind == PACKED_NUMBER || packed_short(x) == packed_short(y));
    if (kind != PACKED_STRING && kind != PACKED_DECIMAL) return false;
    uint32_t n = packed_extent(x);
    return n == packed_extent(y) && !memcmp(packed_content(x), packed_content(y), n);
}

/* ---- as JSON again */

static void put_scalar(struct jsonw *w, const struct packed_node *t) {
    char id[NUM_DIGITS + 1];
    uint64_t first, second;
    switch (packed_kind(t)) {
    case PACKED_FALSE: jsonw_bool(w, false); return;
    case PACKED_TRUE: jsonw_bool(w, true); return;
    case PACKED_NUMBER: jsonw_u64(w, packed_long(t)); return;
    case PACKED_DECIMAL:
        if (w->comma) buf_char(w->out, ',');
        buf_put(w->out, packed_content(t), packed_extent(t));
        w->comma = true;
        return;
    case PACKED_STRING: jsonw_str(w, (struct str){packed_content(t), packed_extent(t)}); return;
    case PACKED_ID: jsonw_str(w, id_text(id, t)); return;
    case PACKED_PAIR:
        packed_pair(t, &first, &second);
        jsonw_open(w, '[');
        jsonw_u64(w, first);
        jsonw_u64(w, second);
        jsonw_close(w, ']');
        return;
    default: jsonw_null(w);
    }
}

static void put_key(struct jsonw *w, const struct packed *p, const struct packed_node *t) {
    jsonw_str(w, packed_key_name(p, packed_head(t) >> 4));
    buf_char(w->out, ':');
    w->comma = false;
}

att_status packed_json(struct buf *out, const struct packed *p, const struct packed_node *t,
                       att_error *err) {
    struct {
        const struct packed_node *at, *end;
        bool object;
    } open[PACKED_DEPTH + 1] = {{t, t + 1, false}};
    struct jsonw w;
    uint32_t depth = 0;
    jsonw_init(&w, out);
    while (!out->failed) {
        if (open[depth].at == open[depth].end) {
            if (!depth) return ATT_OK;
            jsonw_close(&w, open[depth--].object ? '}' : ']');
            continue;
        }
        const struct packed_node *v = open[depth].at++;
        if (open[depth].object) put_key(&w, p, v);
        if (packed_kind(v) < PACKED_OBJECT) {
            put_scalar(&w, v);
            continue;
        }
        bool object = packed_kind(v) == PACKED_OBJECT;
        if (depth++ == PACKED_DEPTH)
            return status_set(err, ATT_EINPUT, 0, "packed: nested deeper than %d", PACKED_DEPTH);
        jsonw_open(&w, object ? '{' : '[');
        open[depth].at = packed_first(v);
        open[depth].end = open[depth].at + packed_extent(v);
        open[depth].object = object;
    }
    return buf_status(out, "packed", err);
}
