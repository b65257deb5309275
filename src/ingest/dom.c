#include "base/base.h"

#include "ingest/dom.h"

struct tag_row {
    const char *name;
    uint8_t flags;
};

static const struct tag_row tag_table[N_TAGS] = {{"", 0},
                                                 {"", 0},
#define X(id, name, flags) {name, flags},
                                                 DOM_TAGS(X)
#undef X
};

static const char *const attr_table[N_ATTRS] = {
    "class",  "id",          "itemprop", "property", "name",       "content",
    "href",   "rel",         "datetime", "type",     "role",       "style",
    "hidden", "aria-hidden", "lang",     "charset",  "http-equiv", "itemtype"};

unsigned dom_flags(uint16_t tag) {
    return tag_table[tag].flags;
}

static int compare_lower(struct str s, const char *name) {
    uint32_t i = 0;
    for (; i < s.n && name[i]; i++) {
        int d = ascii_lower(s.p[i]) - name[i];
        if (d) return d;
    }
    return i < s.n ? 1 : name[i] ? -1 : 0;
}

static uint16_t find_tag(struct str name) {
    uint16_t lo = TAG_TEXT + 1, hi = N_TAGS;
    while (lo < hi) {
        uint16_t mid = (uint16_t)((lo + hi) / 2);
        int d = compare_lower(name, tag_table[mid].name);
        if (!d) return mid;
        if (d < 0)
            hi = mid;
        else
            lo = (uint16_t)(mid + 1);
    }
    return TAG_OTHER;
}

struct parser {
    struct dom *d;
    const char *p; /* the page */
    uint32_t n, at;
    uint32_t stack[DOM_DEPTH]; /* open elements, [0] = root */
    uint32_t open;
};

static struct dom_node *top(struct parser *x) {
    return &x->d->node.v[x->stack[x->open - 1]];
}
static uint16_t open_tag(struct parser *x, uint32_t i) {
    return x->d->node.v[x->stack[i]].tag;
}

/* ---- the stack of open elements */

static void close_to(struct parser *x, uint32_t open) {
    while (x->open > open) x->d->node.v[x->stack[--x->open]].end = x->d->node.n;
}

/* Index on the stack of the innermost open `tag`, 0 = none; stops at elements with `border`. */
static uint32_t find_open(struct parser *x, uint16_t tag, unsigned border) {
    for (uint32_t i = x->open; i-- > 1;) {
        uint16_t t = open_tag(x, i);
        if (t == tag) return i;
        if (tag_table[t].flags & border) return 0;
    }
    return 0;
}

static void close_open(struct parser *x, uint16_t tag, unsigned border) {
    uint32_t i = find_open(x, tag, border);
    if (i) close_to(x, i);
}

static bool is_heading(uint16_t t) {
    return t >= TAG_H1 && t <= TAG_H6;
}

/* An item closes the item before it, unless a list began in between. */
static void close_item(struct parser *x, uint16_t a, uint16_t b) {
    for (uint32_t i = x->open; i-- > 1;) {
        uint16_t t = open_tag(x, i);
        if (t == a || t == b) {
            close_to(x, i);
            return;
        }
        if ((tag_table[t].flags & TF_SPECIAL) && t != TAG_ADDRESS && t != TAG_DIV && t != TAG_P)
            return;
    }
}

/* A cell or row closes back to its row or table. */
static void close_table_part(struct parser *x, uint16_t tag) {
    uint32_t table = find_open(x, TAG_TABLE, 0);
    if (!table) return;
    for (uint32_t i = table + 1; i < x->open; i++) {
        uint16_t t = open_tag(x, i);
        bool same = t == tag ||
                    ((tag == TAG_TD || tag == TAG_TH) && (t == TAG_TD || t == TAG_TH)) ||
                    (tag == TAG_TR && (t == TAG_TD || t == TAG_TH)) || t == TAG_CAPTION;
        bool group = (tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT) &&
                     (t == TAG_TBODY || t == TAG_THEAD || t == TAG_TFOOT || t == TAG_TR);
        if (same || group) {
            close_to(x, i);
            return;
        }
    }
}

static void close_implied(struct parser *x, uint16_t tag) {
    switch (tag) {
    case TAG_LI: close_item(x, TAG_LI, TAG_LI); break;
    case TAG_DD:
    case TAG_DT: close_item(x, TAG_DD, TAG_DT); break;
    case TAG_TD:
    case TAG_TH:
    case TAG_TR:
    case TAG_TBODY:
    case TAG_THEAD:
    case TAG_TFOOT: close_table_part(x, tag); return;
    case TAG_OPTION: close_open(x, TAG_OPTION, TF_SPECIAL); return;
    case TAG_A: close_open(x, TAG_A, TF_SPECIAL); return;
    default: break;
    }
    if (is_heading(tag) && is_heading(top(x)->tag)) close_to(x, x->open - 1);
    if (tag_table[tag].flags & TF_BLOCK) close_open(x, TAG_P, TF_SCOPE);
}

/* ---- nodes */

static struct dom_node *add_node(struct parser *x, uint16_t tag, uint32_t b, uint32_t e) {
    struct dom *d = x->d;
    if (d->node.n >= DOM_NODES) {
        d->full = true;
        x->at = x->n;
        return NULL;
    }
    struct dom_node *node = vec_push(d->a, &d->node);
    *node = (struct dom_node){.tag = tag,
                              .depth = (uint16_t)x->open,
                              .b = b,
                              .e = e,
                              .parent = x->stack[x->open - 1],
                              .end = d->node.n,
                              .attr = d->attr.n};
    return node;
}

static void add_text(struct parser *x, uint32_t b, uint32_t e) {
    if (b < e && !(tag_table[top(x)->tag].flags & TF_RAW)) add_node(x, TAG_TEXT, b, e);
}

/* ---- attributes */

static bool name_byte(char c) {
    return !ascii_is_space(c) && c != '>' && c != '/' && c != '=';
}

static void keep_attr(struct parser *x, struct dom_node *node, struct str name, struct str value) {
    for (uint32_t i = 0; i < N_ATTRS; i++) {
        if (attr_table[i][0] != ascii_lower(name.p[0]) || compare_lower(name, attr_table[i]))
            continue;
        *vec_push(x->d->a, &x->d->attr) = (struct dom_attr){(enum dom_attr_name)i, value};
        node->n_attr++;
        return;
    }
}

static void skip_space(struct parser *x) {
    while (x->at < x->n && ascii_is_space(x->p[x->at])) x->at++;
}

static struct str attr_value(struct parser *x) {
    if (x->at >= x->n) return STR_NULL;
    char quote = x->p[x->at];
    if (quote == '"' || quote == '\'') {
        uint32_t b = ++x->at;
        const char *end = memchr(x->p + b, quote, x->n - b);
        uint32_t e = end ? (uint32_t)(end - x->p) : x->n;
        x->at = ATT_MIN(e + 1, x->n);
        return (struct str){x->p + b, e - b};
    }
    uint32_t b = x->at;
    while (x->at < x->n && !ascii_is_space(x->p[x->at]) && x->p[x->at] != '>') x->at++;
    return (struct str){x->p + b, x->at - b};
}

/* Reads attributes up to the end of the tag. True for "/>". */
static bool read_attrs(struct parser *x, struct dom_node *node) {
    bool slash = false;
    for (uint32_t seen = 0; x->at < x->n;) {
        skip_space(x);
        if (x->at >= x->n) break;
        char c = x->p[x->at];
        if (c == '>') {
            x->at++;
            return slash;
        }
        slash = c == '/';
        if (slash || c == '=') {
            x->at++;
            continue;
        }
        uint32_t b = x->at;
        while (x->at < x->n && name_byte(x->p[x->at])) x->at++;
        struct str name = {x->p + b, x->at - b}, value = {x->p + b, 0};
        skip_space(x);
        if (x->at < x->n && x->p[x->at] == '=') {
            x->at++;
            skip_space(x);
            value = attr_value(x);
        }
        if (node && seen++ < DOM_ATTRS && name.n && name.n <= 16) keep_attr(x, node, name, value);
    }
    return slash;
}

/* ---- tags */

/* Offset of "</name" at or after `from`, or the end of the page. */
static uint32_t find_end_tag(struct parser *x, uint32_t from, const char *name) {
    uint32_t len = (uint32_t)strlen(name);
    while (from + len + 2 <= x->n) {
        const char *lt = memchr(x->p + from, '<', x->n - from);
        if (!lt) break;
        from = (uint32_t)(lt - x->p);
        if (from + len + 2 <= x->n && x->p[from + 1] == '/' &&
            !compare_lower((struct str){x->p + from + 2, len}, name))
            return from;
        from++;
    }
    return x->n;
}

/* An element whose content is no markup: one node that spans the content. */
static void read_raw(struct parser *x, uint32_t node, uint16_t tag) {
    uint32_t b = x->at, e = find_end_tag(x, b, tag_table[tag].name);
    struct dom_node *v = &x->d->node.v[node];
    v->b = b;
    v->e = e;
    const char *gt = memchr(x->p + e, '>', x->n - e);
    x->at = gt ? (uint32_t)(gt - x->p) + 1 : x->n;
}

/* A second <html> or <body> changes nothing. */
static bool repeats(struct parser *x, uint16_t tag) {
    return (tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD) && find_open(x, tag, 0);
}

static void start_tag(struct parser *x, uint32_t lt, struct str name) {
    uint16_t tag = find_tag(name);
    unsigned flags = tag_table[tag].flags;
    if (repeats(x, tag)) {
        read_attrs(x, NULL);
        return;
    }
    if (tag == TAG_BODY) close_open(x, TAG_HEAD, 0);
    close_implied(x, tag);
    uint32_t id = x->d->node.n;
    struct dom_node *node = add_node(x, tag, lt, lt);
    if (!node) return;
    bool closed = read_attrs(x, node);
    node = &x->d->node.v[id];
    node->e = x->at;
    if (flags & TF_RAW) {
        if (!(closed && tag == TAG_SVG)) read_raw(x, id, tag);
        return;
    }
    if (flags & TF_VOID) return;
    if (x->open == DOM_DEPTH) {
        if (x->d->too_deep == NONE) x->d->too_deep = lt;
        return;
    }
    x->stack[x->open++] = id;
}

static void end_tag(struct parser *x, struct str name) {
    uint16_t tag = find_tag(name);
    unsigned flags = tag_table[tag].flags;
    if (tag == TAG_BODY || tag == TAG_HTML || (flags & TF_VOID)) return;
    if (tag == TAG_OTHER) {
        /* Elements of a site's own: close the innermost one whose start tag has the name. */
        for (uint32_t i = x->open; i-- > 1;) {
            const struct dom_node *v = &x->d->node.v[x->stack[i]];
            if (tag_table[v->tag].flags & TF_SPECIAL) return;
            if (v->tag == TAG_OTHER && v->e - v->b > name.n &&
                str_ieq((struct str){x->p + v->b + 1, name.n}, name)) {
                close_to(x, i);
                return;
            }
        }
        return;
    }
    if (is_heading(tag)) {
        for (uint32_t i = x->open; i-- > 1 && !(tag_table[open_tag(x, i)].flags & TF_SCOPE);)
            if (is_heading(open_tag(x, i))) {
                close_to(x, i);
                return;
            }
        return;
    }
    unsigned border = flags & TF_SPECIAL ? TF_SCOPE : TF_SPECIAL;
    if (tag == TAG_TABLE || tag == TAG_TR || tag == TAG_TBODY || tag == TAG_THEAD) border = 0;
    close_open(x, tag, border);
}

static void skip_past(struct parser *x, const char *mark, uint32_t len) {
    const char *at = memmem(x->p + x->at, x->n - x->at, mark, len);
    x->at = at ? (uint32_t)(at - x->p) + len : x->n;
}

/* One piece of markup at '<'; false where the '<' is text. */
static bool read_markup(struct parser *x) {
    uint32_t lt = x->at;
    const char *p = x->p + lt;
    uint32_t left = x->n - lt;
    if (left >= 4 && !memcmp(p, "<!--", 4)) {
        x->at = lt + 2; /* "<!-->" is a whole comment */
        skip_past(x, "-->", 3);
        return true;
    }
    if (left >= 2 && (p[1] == '!' || p[1] == '?')) {
        skip_past(x, ">", 1);
        return true;
    }
    bool end = left >= 2 && p[1] == '/';
    uint32_t b = lt + 1 + end;
    if (b >= x->n || !ascii_is_alpha(x->p[b])) return false;
    uint32_t e = b;
    while (e < x->n && name_byte(x->p[e])) e++;
    x->at = e;
    struct str name = {x->p + b, e - b};
    if (end) {
        read_attrs(x, NULL);
        end_tag(x, name);
    } else {
        start_tag(x, lt, name);
    }
    return true;
}

void dom_parse(struct dom *d, struct str page, struct arena *a) {
    *d = (struct dom){.a = a, .page = page, .too_deep = NONE};
    struct parser x = {.d = d, .p = page.p, .n = page.n, .open = 1};
    *vec_push(a, &d->node) = (struct dom_node){.parent = NONE, .tag = TAG_OTHER};
    uint32_t text = 0;
    while (x.at < x.n) {
        const char *lt = memchr(x.p + x.at, '<', x.n - x.at);
        if (!lt) break;
        uint32_t at = (uint32_t)(lt - x.p);
        x.at = at;
        /* The text before the markup belongs to what is open before it. */
        bool markup = at + 1 < x.n && (ascii_is_alpha(x.p[at + 1]) || strchr("/!?", x.p[at + 1]));
        if (markup) add_text(&x, text, at);
        if (markup && read_markup(&x)) {
            text = x.at;
        } else {
            if (markup) text = at;
            x.at = at + 1;
        }
        if (d->full) break;
    }
    if (!d->full) add_text(&x, text, x.n);
    close_to(&x, 0);
}

struct str dom_attr(const struct dom *d, uint32_t node, enum dom_attr_name name) {
    const struct dom_node *v = &d->node.v[node];
    for (uint32_t i = v->attr; i < v->attr + v->n_attr; i++)
        if (d->attr.v[i].name == name) return d->attr.v[i].value;
    return STR_NULL;
}
