#include "base/base.h"

#include "incidents/roles.h"

enum { MENTIONS_READ = 6 };

/* A score as a share of 256: 128 + 128 x / (|x| + 512). */
static int32_t squash(int32_t x) {
    int32_t ax = x < 0 ? -x : x;
    return 128 + (int32_t)((int64_t)128 * x / (ax + 2 * SCORE_ONE));
}

static void keep_best(int32_t *into, int32_t x) {
    if (x > *into) *into = x;
}

static void rivals_of_pair(struct role_scores *s, const struct reading *r, uint32_t i, uint32_t j) {
    const struct phrase *p = &r->mention[i], *q = &r->mention[j];
    uint32_t ci = r->of[i], cj = r->of[j];
    if (ci == cj || p->b >= q->e || q->b >= p->e) return;
    bool i_longer = p->e - p->b > q->e - q->b;
    for (int k = 0; k < N_OUT; k++) {
        int32_t si = s->candidate[ci][k], sj = s->candidate[cj][k];
        keep_best(i_longer ? &s->longer[cj][k] : &s->shorter[cj][k], si);
        keep_best(i_longer ? &s->shorter[ci][k] : &s->longer[ci][k], sj);
        if (p->head != q->head) continue;
        keep_best(&s->same_head[ci][k], sj);
        keep_best(&s->same_head[cj][k], si);
    }
}

struct by_score {
    uint32_t key; /* rising with falling scores */
    uint32_t c;
};

/* The candidates, best first and in their order where scores are equal; `to` has room for twice as
 * many. Sorted byte by byte, the lowest first. */
static struct by_score *sort_by_score(const struct role_scores *s, const struct reading *r,
                                      uint32_t role, struct by_score *to) {
    struct by_score *v = to, *other = to + r->n_candidate;
    for (uint32_t c = 0; c < r->n_candidate; c++)
        v[c] = (struct by_score){~((uint32_t)s->candidate[c][role] ^ 1u << 31), c};
    for (unsigned shift = 0; shift < 32; shift += 8) {
        uint32_t at[257] = {0};
        for (uint32_t i = 0; i < r->n_candidate; i++) at[(v[i].key >> shift & 255) + 1]++;
        if (r->n_candidate && at[(v[0].key >> shift & 255) + 1] == r->n_candidate) continue;
        for (uint32_t k = 0; k < 256; k++) at[k + 1] += at[k];
        for (uint32_t i = 0; i < r->n_candidate; i++) other[at[v[i].key >> shift & 255]++] = v[i];
        struct by_score *swap = v;
        v = other, other = swap;
    }
    return v;
}

void role_scores_rivals(struct role_scores *s, const struct role_view *v, struct arena *a) {
    const struct reading *r = v->r;
    s->longer = arena_alloc_array(a, sizeof *s->longer, r->n_candidate);
    s->shorter = arena_alloc_array(a, sizeof *s->shorter, r->n_candidate);
    s->same_head = arena_alloc_array(a, sizeof *s->same_head, r->n_candidate);
    s->rank = arena_alloc_array(a, sizeof *s->rank, r->n_candidate);
    for (uint32_t c = 0; c < r->n_candidate; c++) {
        for (int k = 0; k < N_OUT; k++)
            s->longer[c][k] = s->shorter[c][k] = s->same_head[c][k] = -16 * SCORE_ONE;
    }
    s->in_sentence = arena_alloc_array(a, sizeof *s->in_sentence, r->d->n_sent);
    for (uint32_t i = 0; i < r->d->n_sent; i++)
        for (int k = 0; k < N_OUT; k++) s->in_sentence[i][k] = -16 * SCORE_ONE;
    uint32_t reach = 0;
    for (uint32_t i = 0; i < r->n_mention; i++) {
        for (int k = 0; k < N_OUT; k++)
            keep_best(&s->in_sentence[r->d->tok_sent[r->mention[i].b]][k],
                      s->candidate[r->of[i]][k]);
        reach = r->mention[i].e;
        for (uint32_t j = i + 1; j < r->n_mention && r->mention[j].outer_b < reach; j++)
            rivals_of_pair(s, r, i, j);
    }
    struct by_score *room = arena_array(a, struct by_score, 2 * (size_t)r->n_candidate);
    for (uint32_t k = 0; k < N_OUT; k++) {
        const struct by_score *order = sort_by_score(s, r, k, room);
        s->mass[k] = 0;
        for (uint32_t i = 0; i < r->n_candidate; i++) {
            s->rank[order[i].c][k] = (int32_t)i;
            int32_t score = s->candidate[order[i].c][k];
            if (i < 30 && score > -2 * SCORE_ONE) s->mass[k] += squash(score);
        }
    }
}

/* Least, mean and greatest word score over a phrase, and those just outside it. */
static void dense_words(const struct role_scores *s, const struct reading *r,
                        const struct phrase *p, uint32_t role, int32_t *out) {
    int32_t least = INT32_MAX, most = INT32_MIN, n = 0;
    int64_t sum = 0;
    for (uint32_t t = p->b; t < p->e; t++) {
        if (!role_scores_word(r, t)) continue;
        int32_t x = s->word[t][role];
        least = ATT_MIN(least, x), most = ATT_MAX(most, x);
        sum += x, n++;
    }
    keep_best(&out[0], n ? least : -2048);
    keep_best(&out[1], n ? (int32_t)(sum / n) : -2048);
    keep_best(&out[2], n ? most : -2048);
    keep_best(&out[3], s->word[p->head][role]);
    int32_t left = p->b > p->outer_b ? s->word[p->b - 1][role] : -2049;
    int32_t right =
        p->e < r->n && r->d->tok_sent[p->e] == r->d->tok_sent[p->b] ? s->word[p->e][role] : -2049;
    keep_best(&out[4], left);
    keep_best(&out[5], right);
}

void role_dense(const struct role_scores *s, const struct role_view *v, uint32_t c, uint32_t role,
                int32_t out[N_DENSE]) {
    const struct reading *r = v->r;
    const struct doc *d = r->d;
    const struct candidate *q = &r->candidate[c];
    const struct phrase *p = &r->mention[q->first];
    uint32_t n = 0;
    int32_t own = s->candidate[c][role];
    out[n++] = own;
    for (int k = 0; k < N_OUT; k++) out[n++] = s->candidate[c][k];
    int32_t *w = &out[n];
    for (int k = 0; k < 12; k++) w[k] = -4096;
    int32_t sent_any = -4096, sent_best[N_OUT], in_title = 0;
    int32_t with[N_OUT];
    for (int k = 0; k < N_OUT; k++) sent_best[k] = with[k] = -4096;
    uint32_t m = q->first, last_sent = d->tok_sent[p->b];
    for (uint32_t k = 0; m != NONE && k < MENTIONS_READ; k++, m = r->next[m]) {
        const struct phrase *x = &r->mention[m];
        uint32_t st = d->tok_sent[x->b];
        dense_words(s, r, x, role, w);
        for (int j = 0; j < N_OUT; j++) {
            keep_best(&w[6 + j], s->word[x->head][j]);
            keep_best(&sent_best[j], s->sentence[st][j]);
            keep_best(&with[j], s->in_sentence[st][j]);
        }
        keep_best(&sent_any, st + 1 < d->n_sent ? s->sentence[st + 1][TOPIC_ANY] : -4096);
        if (doc_sent_zone(d, st) == ZONE_TITLE) in_title = 1;
        last_sent = st;
    }
    n += 12;
    for (int k = 0; k < N_OUT; k++) out[n++] = with[k];
    out[n++] = r->alias[c] == NONE ? -4096 : s->candidate[r->alias[c]][role];
    for (int k = 0; k < N_OUT; k++) out[n++] = sent_best[k];
    out[n++] = sent_any;
    for (int k = 0; k < N_OUT; k++) out[n++] = s->document[k];
    out[n++] = s->longer[c][role];
    out[n++] = s->shorter[c][role];
    out[n++] = s->same_head[c][role];
    out[n++] = own - ATT_MAX(s->longer[c][role], s->shorter[c][role]);
    out[n++] = s->rank[c][role];
    for (int k = 0; k < N_OUT; k++) out[n++] = s->mass[k];
    uint32_t s0 = d->tok_sent[p->b];
    out[n++] = (int32_t)q->n;
    out[n++] = (int32_t)(p->e - p->b);
    out[n++] = (int32_t)(p->head - p->b);
    out[n++] = (int32_t)s0;
    out[n++] = (int32_t)v->para[s0];
    out[n++] = (int32_t)(s0 * 256 / ATT_MAX(d->n_sent, 1u));
    out[n++] = (int32_t)(last_sent - s0);
    out[n++] = (int32_t)d->n_sent;
    out[n++] = (int32_t)role_word_file(r, p->head);
    out[n++] = r->kind[p->head];
    out[n++] = r->lex[p->head] ? (int32_t)(r->lex[p->head]->isa & 0xff) : -1;
    out[n++] = r->violence[p->head];
    int32_t known = 0, names = 0;
    for (uint32_t t = p->b; t < p->e; t++)
        known += r->lex[t] != NULL, names += r->kind[t] == KIND_NAME;
    out[n++] = known;
    out[n++] = names;
    out[n++] = p->b > p->outer_b ? r->kind[p->b - 1] : -1;
    out[n++] = p->e < p->outer_e ? r->kind[p->e] : -1;
    out[n++] = in_title;
    out[n++] = (int32_t)__builtin_popcount(v->sent_mask[s0]);
    out[n++] = (int32_t)(p->b - d->sent_tok[s0]);
    assert(n <= N_DENSE);
    while (n < N_DENSE) out[n++] = 0;
}
