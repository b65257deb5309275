#include "base/base.h"

#include "language/tree.h"

enum { ROOTS_TRIED = 4 };

struct arc {
    uint32_t from, to; /* original nodes, 0 = root */
};

/* Nodes 0..n are the root and the words; n+1.. are cycles drawn together. */
struct drawing {
    uint32_t n, n_node;
    int64_t *in;     /* [2n + 2][n + 1] score of the best arc from an original node into a node */
    uint32_t *in_to; /* ... and the original word where it ends */
    uint32_t *up;    /* [2n + 2] the node that a node was drawn into, or itself */
    struct arc *chosen; /* [2n + 2] */
    uint8_t *state;     /* [2n + 2] */
    uint32_t *top;      /* [n + 1] outermost node of each original one */
};

enum { FRESH, ON_PATH, DONE };

static void init(struct drawing *w, const int32_t *score, uint32_t n, struct arena *a) {
    uint32_t nodes = 2 * n + 2, cols = n + 1;
    *w = (struct drawing){.n = n, .n_node = n + 1};
    w->in = arena_array_raw(a, int64_t, (size_t)nodes * cols);
    w->in_to = arena_array_raw(a, uint32_t, (size_t)nodes * cols);
    w->up = arena_array(a, uint32_t, nodes);
    w->chosen = arena_array(a, struct arc, nodes);
    w->state = arena_array(a, uint8_t, nodes);
    w->top = arena_array(a, uint32_t, cols);
    for (uint32_t v = 0; v < nodes; v++) w->up[v] = v;
    for (uint32_t u = 0; u <= n; u++) w->top[u] = u;
    for (uint32_t v = 1; v <= n; v++)
        for (uint32_t u = 0; u <= n; u++) {
            w->in[(size_t)v * cols + u] = score[(size_t)(v - 1) * cols + u];
            w->in_to[(size_t)v * cols + u] = v;
        }
    w->state[0] = DONE;
}

/* Chooses the best arc into node v from outside it; returns the outermost node it comes from. */
static uint32_t choose(struct drawing *w, uint32_t v) {
    size_t row = (size_t)v * (w->n + 1);
    uint32_t best = NONE;
    for (uint32_t u = 0; u <= w->n; u++)
        if (w->top[u] != v && (best == NONE || w->in[row + u] > w->in[row + best])) best = u;
    w->chosen[v] = (struct arc){best, w->in_to[row + best]};
    return w->top[best];
}

/* Draws the cycle path[from .. n_path) together into a new node. */
static uint32_t draw_together(struct drawing *w, const uint32_t *path, uint32_t from,
                              uint32_t n_path) {
    uint32_t c = w->n_node++, cols = w->n + 1;
    int64_t *in = w->in + (size_t)c * cols;
    uint32_t *in_to = w->in_to + (size_t)c * cols;
    for (uint32_t i = from; i < n_path; i++) {
        uint32_t v = path[i];
        const int64_t *row = w->in + (size_t)v * cols;
        int64_t kept = row[w->chosen[v].from];
        for (uint32_t u = 0; u < cols; u++) {
            int64_t s = row[u] - kept;
            if (i > from && s <= in[u]) continue;
            in[u] = s;
            in_to[u] = w->in_to[(size_t)v * cols + u];
        }
        w->up[v] = c;
    }
    for (uint32_t u = 0; u < cols; u++)
        if (w->up[w->top[u]] == c) w->top[u] = c;
    return c;
}

/* Follows the best arcs backwards from every word until all hang on the root. */
static void grow(struct drawing *w, struct arena *a) {
    uint32_t *path = arena_array(a, uint32_t, 2 * w->n + 2), n_path = 0;
    for (uint32_t v = 1; v <= w->n; v++) {
        if (w->state[w->top[v]] != FRESH) continue;
        uint32_t at = w->top[v];
        n_path = 0;
        for (;;) {
            path[n_path++] = at;
            w->state[at] = ON_PATH;
            uint32_t before = choose(w, at);
            if (w->state[before] == DONE) break;
            if (w->state[before] == FRESH) {
                at = before;
                continue;
            }
            uint32_t from = n_path - 1;
            while (path[from] != before) from--;
            at = draw_together(w, path, from, n_path);
            n_path = from;
        }
        for (uint32_t i = 0; i < n_path; i++) w->state[path[i]] = DONE;
    }
}

/* Takes the cycles apart again, outermost first: where an arc enters, the cycle is cut. */
static void take_apart(struct drawing *w) {
    for (uint32_t c = w->n_node; c-- > w->n + 1;) {
        struct arc in = w->chosen[c];
        uint32_t v = in.to;
        while (w->up[v] != c) v = w->up[v];
        w->chosen[v] = in;
    }
}

static int64_t solve(const int32_t *score, uint32_t n, uint32_t *head, struct arena *a) {
    struct arena_mark mark = arena_mark(a);
    struct drawing w;
    init(&w, score, n, a);
    grow(&w, a);
    take_apart(&w);
    int64_t sum = 0;
    for (uint32_t v = 1; v <= n; v++) {
        head[v - 1] = w.chosen[v].from;
        sum += score[(size_t)(v - 1) * (n + 1) + head[v - 1]];
    }
    arena_rewind(a, mark);
    return sum;
}

static uint32_t count_roots(const uint32_t *head, uint32_t n) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) k += head[i] == 0;
    return k;
}

/* Is every word reached from the root? Marks each word with the walk that first met it. */
static bool is_tree(const uint32_t *head, uint32_t n, uint32_t *met) {
    for (uint32_t i = 0; i < n; i++) met[i] = NONE;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t v = i;
        while (met[v] == NONE) {
            met[v] = i;
            if (!head[v]) break;
            v = head[v] - 1;
        }
        if (met[v] == i && head[v]) return false;
    }
    return true;
}

static void best_heads(const int32_t *score, uint32_t n, uint32_t *head) {
    for (uint32_t i = 0; i < n; i++) {
        const int32_t *row = score + (size_t)i * (n + 1);
        uint32_t best = NONE;
        for (uint32_t h = 0; h <= n; h++)
            if (h != i + 1 && (best == NONE || row[h] > row[best])) best = h;
        head[i] = best;
    }
}

/* The next best word to stand alone under the root, below the score of the one tried before. */
static uint32_t next_root(const int32_t *score, uint32_t n, const uint8_t *tried) {
    uint32_t best = NONE;
    for (uint32_t i = 0; i < n; i++)
        if (!tried[i] &&
            (best == NONE || score[(size_t)i * (n + 1)] > score[(size_t)best * (n + 1)]))
            best = i;
    return best;
}

void tree_best(const int32_t *score, uint32_t n, uint32_t *head, struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    best_heads(score, n, head);
    bool done = is_tree(head, n, arena_array(scratch, uint32_t, n)) && count_roots(head, n) == 1;
    if (!done) {
        solve(score, n, head, scratch);
        done = count_roots(head, n) == 1;
    }
    if (!done) {
        size_t size = (size_t)n * (n + 1);
        int32_t *one = arena_array(scratch, int32_t, size);
        uint32_t *try = arena_array(scratch, uint32_t, n);
        uint8_t *tried = arena_array(scratch, uint8_t, n);
        int64_t best = INT64_MIN;
        for (uint32_t k = 0; k < ROOTS_TRIED && k < n; k++) {
            uint32_t root = next_root(score, n, tried);
            tried[root] = 1;
            memcpy(one, score, size * sizeof *one);
            for (uint32_t i = 0; i < n; i++)
                if (i != root) one[(size_t)i * (n + 1)] = TREE_NEVER;
            for (uint32_t h = 1; h <= n; h++) one[(size_t)root * (n + 1) + h] = TREE_NEVER;
            int64_t sum = solve(one, n, try, scratch);
            if (sum <= best) continue;
            best = sum;
            memcpy(head, try, n * sizeof *head);
        }
    }
    arena_rewind(scratch, mark);
}
