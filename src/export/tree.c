#include "base/base.h"

#include "export/tree.h"

#include "base/num.h"
#include "ingest/json.h"

enum { MOST_SKIP = 16 };

struct growing {
    struct arena *a;
    struct json_pull j;
    struct tree *open[JSON_DEPTH + 1]; /* [depth] */
    struct tree *last[JSON_DEPTH + 1]; /* newest child of each */
    struct str skip[MOST_SKIP];        /* [n_skip] */
    uint32_t depth, n_skip;
};

static bool is_skipped(const struct growing *g, struct str key) {
    if (!key.n || g->open[g->depth]->kind != TREE_OBJECT) return false;
    for (uint32_t i = 0; i < g->n_skip; i++)
        if (str_eq(g->skip[i], key)) return true;
    return false;
}

static void list_items(struct arena *a, struct tree *t) {
    uint32_t i = 0;
    if (t->kind != TREE_ARRAY) return;
    t->item = arena_array_raw(a, struct tree *, t->n + 1);
    for (struct tree *c = t->first; c; c = c->next) t->item[i++] = c;
}

static struct tree *add(struct growing *g, enum tree_kind kind, bool named) {
    struct tree *t = arena_new(g->a, struct tree), *up = g->open[g->depth];
    t->kind = kind;
    if (named) t->key = g->j.name;
    if (!up->first)
        up->first = t;
    else
        g->last[g->depth]->next = t;
    g->last[g->depth] = t;
    up->n++;
    return t;
}

static enum tree_kind plain_kind(struct str s) {
    return str_eq(s, STR("null"))    ? TREE_NULL
           : str_eq(s, STR("true"))  ? TREE_TRUE
           : str_eq(s, STR("false")) ? TREE_FALSE
                                     : TREE_NUMBER;
}

/* One value; false at a bracket that was never opened. */
static bool grow(struct growing *g, enum json_token token) {
    bool named = g->open[g->depth]->kind == TREE_OBJECT;
    struct tree *t;
    if (token == JSON_CLOSE) {
        if (!g->depth) return false;
        list_items(g->a, g->open[g->depth--]);
    } else if (token == JSON_OPEN) {
        bool array = g->j.array[g->j.depth - 1];
        t = add(g, array ? TREE_ARRAY : TREE_OBJECT, named);
        g->open[++g->depth] = t;
    } else {
        t = add(g, token == JSON_STRING ? TREE_STRING : plain_kind(g->j.value), named);
        t->raw = g->j.value;
    }
    return true;
}

/* Over a string, from behind its opening mark to behind its closing one. */
static uint32_t pass_string(struct str s, uint32_t at) {
    for (;;) {
        const char *end = at < s.n ? memchr(s.p + at, '"', s.n - at) : NULL;
        uint32_t escapes = 0;
        if (!end) return s.n;
        at = (uint32_t)(end - s.p) + 1;
        while (escapes + 1 < at && s.p[at - 2 - escapes] == '\\') escapes++;
        if (!(escapes & 1)) return at;
    }
}

/* Over an opened value that is left out, by its brackets alone. */
static bool pass_over(struct json_pull *j, enum json_token token) {
    uint32_t depth = 1;
    if (token != JSON_OPEN) return token != JSON_END;
    while (depth && j->at < j->text.n) {
        char c = j->text.p[j->at++];
        if (c == '"')
            j->at = pass_string(j->text, j->at);
        else if (c == '{' || c == '[')
            depth++;
        else if (c == '}' || c == ']')
            depth--;
    }
    j->depth--;
    return !depth;
}

const struct tree *tree_parse(struct arena *a, struct str text, const char *skip) {
    struct tree root = {.kind = TREE_ARRAY};
    struct growing *g = arena_new(a, struct growing);
    struct str rest = str_c(skip), name;
    g->a = a;
    g->open[0] = &root;
    while (skip && g->n_skip < MOST_SKIP && str_next(&rest, ' ', &name))
        g->skip[g->n_skip++] = name;
    json_pull_init(&g->j, text);
    for (enum json_token k; (k = json_pull_next(&g->j)) != JSON_END;) {
        bool leave_out = k != JSON_CLOSE && is_skipped(g, g->j.name);
        if (leave_out ? !pass_over(&g->j, k) : !grow(g, k)) break;
        if (!g->depth && root.n) break;
    }
    return g->depth ? NULL : root.first;
}

const struct tree *tree_get(const struct tree *t, const char *key) {
    if (!t || t->kind != TREE_OBJECT) return NULL;
    uint32_t n = (uint32_t)strlen(key);
    for (const struct tree *c = t->first; c; c = c->next)
        if (c->key.n == n && !memcmp(c->key.p, key, n)) return c;
    return NULL;
}

const struct tree *tree_item(const struct tree *t, uint32_t i) {
    return t && t->kind == TREE_ARRAY && i < t->n ? t->item[i] : NULL;
}

uint32_t tree_size(const struct tree *t) {
    return t ? t->n : 0;
}

struct str tree_str(struct arena *a, const struct tree *t) {
    if (!t || t->kind != TREE_STRING) return STR_NULL;
    if (str_find(t->raw, '\\', 0) == NONE) return t->raw;
    return json_decode(a, t->raw, NULL, 0);
}

struct str tree_get_str(struct arena *a, const struct tree *t, const char *key) {
    return tree_str(a, tree_get(t, key));
}

bool tree_u64(const struct tree *t, uint64_t *out) {
    return t && t->kind == TREE_NUMBER && num_parse_u64(t->raw, out);
}

bool tree_fixed(const struct tree *t, unsigned places, int64_t *out) {
    return t && t->kind == TREE_NUMBER && num_parse_fixed(t->raw, places, out);
}

bool tree_true(const struct tree *t) {
    return t && t->kind == TREE_TRUE;
}

bool tree_is(const struct tree *t, const char *text) {
    return t && t->kind == TREE_STRING && str_eq_c(t->raw, text);
}
