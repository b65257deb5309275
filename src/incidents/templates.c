#include "base/base.h"

#include "incidents/templates.h"

#include <stdlib.h>

enum { IN_RACE = 60, MENTIONS_READ = 6, OUT_OF_RACE = -20 * SCORE_ONE };

/* ------------------------------------------------------------------ fillers */

bool role_is_kept(const struct role_scores *s, uint32_t c, uint32_t role) {
    return s->rank[c][role] < IN_RACE && s->candidate[c][role] > -5 * SCORE_ONE;
}

void role_finals(const struct role_model *m, const struct role_view *v, const struct role_scores *s,
                 int32_t (*out)[N_MUC_ROLE]) {
    int32_t dense[N_DENSE];
    for (uint32_t c = 0; c < v->r->n_candidate; c++)
        for (uint32_t k = 0; k < N_MUC_ROLE; k++) {
            out[c][k] = OUT_OF_RACE;
            if (!role_is_kept(s, c, k)) continue;
            role_dense(s, v, c, k, dense);
            out[c][k] = forest_score(&m->forest[FOREST_ROLE + k], dense);
        }
}

static int pick_down(const void *x, const void *y) {
    const struct pick *a = x, *b = y;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return a->c < b->c ? -1 : a->c > b->c;
}

static bool overlap(const struct reading *r, uint32_t a, uint32_t b) {
    uint32_t i = r->candidate[a].first, n = 0;
    for (; i != NONE && n < 12; i = r->next[i], n++) {
        uint32_t j = r->candidate[b].first, k = 0;
        for (; j != NONE && k < 12; j = r->next[j], k++)
            if (r->mention[i].b < r->mention[j].e && r->mention[j].b < r->mention[i].e) return true;
    }
    return false;
}

static bool has_word(const struct reading *r, const struct phrase *p, uint32_t word) {
    for (uint32_t t = p->b; t < p->e; t++)
        if (r->word[t] == word) return true;
    return false;
}

/* One string says no more than the other: all its words stand in it, with the same last word. */
static bool repeats(const struct reading *r, uint32_t a, uint32_t b) {
    const struct phrase *p = &r->mention[r->candidate[a].first];
    const struct phrase *q = &r->mention[r->candidate[b].first];
    if (p->e - p->b > q->e - q->b) {
        const struct phrase *x = p;
        p = q, q = x;
    }
    if (!has_word(r, q, r->word[p->head])) return false;
    for (uint32_t t = p->b; t < p->e; t++)
        if (!has_word(r, q, r->word[t])) return false;
    return r->kind[p->head] == KIND_NAME;
}

uint32_t role_picks(const struct role_view *v, int32_t (*final)[N_MUC_ROLE], uint32_t role,
                    int32_t cut, struct pick *out, uint32_t room) {
    struct pick all[2 * IN_RACE];
    uint32_t n = 0, k = 0;
    for (uint32_t c = 0; c < v->r->n_candidate && n < COUNT_OF(all); c++)
        if (final[c][role] > cut) all[n++] = (struct pick){c, (uint8_t)role, final[c][role]};
    if (n) qsort(all, n, sizeof *all, pick_down);
    for (uint32_t i = 0; i < n && k < room; i++) {
        bool clash = false;
        for (uint32_t j = 0; j < k && !clash; j++)
            clash = v->r->alias[all[i].c] == out[j].c || overlap(v->r, all[i].c, out[j].c) ||
                    repeats(v->r, all[i].c, out[j].c);
        if (!clash) out[k++] = all[i];
    }
    return k;
}

void template_picks(struct template_view *t, int32_t (*final)[N_MUC_ROLE]) {
    t->n_pick = 0;
    for (uint32_t k = 0; k < N_MUC_ROLE; k++)
        t->n_pick += role_picks(t->view, final, k, t->model->cut[k], t->pick + t->n_pick,
                                ATT_MIN(MAX_PICKS - t->n_pick, 10u));
}

/* ------------------------------------------------------------------ pairs */

static uint32_t first_tok(const struct reading *r, uint32_t c) {
    return r->mention[r->candidate[c].first].b;
}

static uint32_t gap(uint32_t a, uint32_t b) {
    return a > b ? a - b : b - a;
}

/* The two mentions that stand closest together. */
static void closest(const struct reading *r, uint32_t a, uint32_t b, const struct phrase **p,
                    const struct phrase **q, uint32_t *shared) {
    uint32_t best = NONE, i = r->candidate[a].first, n = 0;
    *shared = 0;
    for (; i != NONE && n < MENTIONS_READ; i = r->next[i], n++) {
        uint32_t j = r->candidate[b].first, k = 0;
        for (; j != NONE && k < MENTIONS_READ; j = r->next[j], k++) {
            const struct phrase *x = &r->mention[i], *y = &r->mention[j];
            if (r->d->tok_sent[x->b] == r->d->tok_sent[y->b]) ++*shared;
            if (gap(x->b, y->b) < best) best = gap(x->b, y->b), *p = x, *q = y;
        }
    }
}

struct between {
    int32_t violence, breaks, times, names, conj_only, sentence_any;
};

static struct between look_between(const struct template_view *t, uint32_t from, uint32_t to) {
    const struct reading *r = t->view->r;
    struct between x = {.conj_only = 1, .sentence_any = -2048};
    for (uint32_t k = from; k < to && k < from + 400; k++) {
        uint8_t kind = r->kind[k];
        struct str s = r->d->tok_low[k];
        x.violence += r->violence[k] > 0 && r->violence[k] < 9;
        x.breaks += str_eq_c(s, "meanwhile") || str_eq_c(s, "another") || str_eq_c(s, "other") ||
                    str_eq_c(s, "also") || str_eq_c(s, "elsewhere") || str_eq_c(s, "later");
        x.times += (r->classes[k] & LEXC_CALENDAR) != 0 || str_eq_c(s, "yesterday") ||
                   str_eq_c(s, "today") || str_eq_c(s, "ago");
        x.names += kind == KIND_NAME;
        if (kind == KIND_VERB || kind == KIND_AUX || kind == KIND_PREP || kind == KIND_SUB)
            x.conj_only = 0;
        int32_t any = t->scores->sentence[r->d->tok_sent[k]][TOPIC_ANY];
        x.sentence_any = ATT_MAX(x.sentence_any, any);
    }
    return x;
}

static uint32_t noun_file(const struct reading *r, uint32_t t) {
    return r->lex[t] ? r->lex[t]->noun_file[0] : 60;
}

void template_pair_dense(const struct template_view *t, const struct pick *a, const struct pick *b,
                         int32_t out[N_PAIR]) {
    const struct reading *r = t->view->r;
    const struct role_scores *s = t->scores;
    if (a->role > b->role || (a->role == b->role && first_tok(r, a->c) > first_tok(r, b->c))) {
        const struct pick *x = a;
        a = b, b = x;
    }
    const struct phrase *p = NULL, *q = NULL;
    uint32_t shared, n = 0;
    closest(r, a->c, b->c, &p, &q, &shared);
    uint32_t sp = r->d->tok_sent[p->b], sq = r->d->tok_sent[q->b];
    uint32_t fa = r->d->tok_sent[first_tok(r, a->c)], fb = r->d->tok_sent[first_tok(r, b->c)];
    struct between x = look_between(t, ATT_MIN(p->e, q->e), ATT_MAX(p->b, q->b));
    out[n++] = a->role, out[n++] = b->role;
    out[n++] = (int32_t)gap(sp, sq);
    out[n++] = (int32_t)gap(t->view->para[sp], t->view->para[sq]);
    out[n++] = (int32_t)ATT_MIN(gap(p->b, q->b), 2000u);
    out[n++] = (int32_t)shared, out[n++] = (int32_t)gap(fa, fb);
    out[n++] = (int32_t)fa, out[n++] = (int32_t)fb;
    for (int k = 0; k < N_OUT; k++) out[n++] = s->sentence[sp][k];
    for (int k = 0; k < N_OUT; k++) out[n++] = s->sentence[sq][k];
    out[n++] = x.violence, out[n++] = x.breaks, out[n++] = x.times, out[n++] = x.names;
    out[n++] = x.conj_only, out[n++] = x.sentence_any;
    out[n++] = (int32_t)r->candidate[a->c].n, out[n++] = (int32_t)r->candidate[b->c].n;
    for (int k = 0; k < N_OUT; k++) out[n++] = s->document[k];
    out[n++] = (int32_t)r->d->n_sent;
    out[n++] = (int32_t)noun_file(r, r->mention[r->candidate[a->c].first].head);
    out[n++] = (int32_t)noun_file(r, r->mention[r->candidate[b->c].first].head);
    out[n++] = p->b < q->b;
    for (int k = 1; k < N_OUT; k++)
        out[n++] = (s->sentence[sp][k] > -SCORE_ONE) - (s->sentence[sq][k] > -SCORE_ONE);
    while (n < N_PAIR) out[n++] = 0;
}

/* ------------------------------------------------------------------ kinds */

static void keep_most(int32_t *into, int32_t x) {
    if (x > *into) *into = x;
}

void template_kind_dense(const struct template_view *t, uint64_t picks, int32_t out[N_KIND]) {
    const struct reading *r = t->view->r;
    int32_t most[N_OUT], sum[N_OUT] = {0}, count[N_MUC_ROLE] = {0}, n_sent = 0;
    int32_t explosive = 0, weapon_word = 0;
    uint32_t n = 0, mask = 0;
    for (int k = 0; k < N_OUT; k++) most[k] = -4096;
    for (uint32_t i = 0; i < t->n_pick; i++) {
        if (!(picks >> i & 1)) continue;
        const struct pick *p = &t->pick[i];
        count[p->role]++;
        uint32_t m = r->candidate[p->c].first;
        uint32_t head = r->mention[m].head;
        if (p->role == MUC_WEAPON && r->lex[head])
            explosive |= (r->lex[head]->isa_any & LEX_EXPLOSIVE) != 0;
        if (p->role == MUC_WEAPON) weapon_word = r->violence[head];
        if (p->role == MUC_PERP_IND || p->role == MUC_PERP_ORG) continue;
        for (uint32_t k = 0; m != NONE && k < MENTIONS_READ; k++, m = r->next[m]) {
            uint32_t s = r->d->tok_sent[r->mention[m].b];
            mask |= t->view->sent_mask[s];
            n_sent++;
            for (int j = 0; j < N_OUT; j++) {
                keep_most(&most[j], t->scores->sentence[s][j]);
                sum[j] += ATT_MAX(t->scores->sentence[s][j], -2048);
            }
        }
    }
    for (int k = 0; k < N_OUT; k++) out[n++] = most[k];
    for (int k = 0; k < N_OUT; k++) out[n++] = n_sent ? sum[k] / n_sent : -4096;
    for (int k = 0; k < N_OUT; k++) out[n++] = t->scores->document[k];
    for (int k = 0; k < N_MUC_ROLE; k++) out[n++] = count[k];
    out[n++] = explosive, out[n++] = weapon_word, out[n++] = n_sent;
    for (int k = 1; k <= 9; k++) out[n++] = mask >> k & 1;
    while (n < N_KIND) out[n++] = 0;
}

void template_keep_dense(const struct template_view *t, const struct made_template *m,
                         const struct made_template *all, uint32_t n_all, int32_t out[N_KEEP]) {
    const struct reading *r = t->view->r;
    int32_t count[N_MUC_ROLE] = {0}, best[N_MUC_ROLE], sum = 0, first = INT32_MAX, any = -4096,
            others = 0;
    uint32_t n = 0;
    for (int k = 0; k < N_MUC_ROLE; k++) best[k] = -2048;
    for (uint32_t i = 0; i < t->n_pick; i++) {
        if (!(m->picks >> i & 1)) continue;
        const struct pick *p = &t->pick[i];
        count[p->role]++;
        keep_most(&best[p->role], p->score);
        sum += ATT_MAX(p->score + 512, 0);
        uint32_t s = r->d->tok_sent[first_tok(r, p->c)];
        first = ATT_MIN(first, (int32_t)s);
        keep_most(&any, t->scores->sentence[s][TOPIC_ANY]);
    }
    for (uint32_t i = 0; i < n_all; i++) others += all[i].topic == m->topic;
    for (int k = 0; k < N_MUC_ROLE; k++) out[n++] = count[k];
    for (int k = 0; k < N_MUC_ROLE; k++) out[n++] = best[k];
    for (int k = 0; k < N_OUT; k++) out[n++] = t->scores->document[k];
    for (int k = 0; k < N_OUT; k++) out[n++] = t->scores->mass[k];
    for (int k = 0; k < N_TOPIC; k++) out[n++] = m->kind[k];
    out[n++] = m->topic, out[n++] = sum, out[n++] = first, out[n++] = any;
    out[n++] = (int32_t)n_all, out[n++] = others;
    out[n++] = (int32_t)r->d->n_sent, out[n++] = __builtin_popcountll(m->picks);
    out[n++] = (int32_t)t->n_pick;
    while (n < N_KEEP) out[n++] = 0;
}

/* ------------------------------------------------------------------ linking */

static bool is_harmed(uint8_t role) {
    return role == MUC_TARGET || role == MUC_VICTIM || role == MUC_DESCRIBED;
}

struct linker {
    const struct template_view *t;
    int32_t link[MAX_PICKS][MAX_PICKS];
    uint64_t group[MAX_PICKS];
    uint32_t n;
};

static void read_links(struct linker *l) {
    const struct template_view *t = l->t;
    int32_t dense[N_PAIR];
    for (uint32_t i = 0; i < t->n_pick; i++)
        for (uint32_t j = i + 1; j < t->n_pick; j++) {
            template_pair_dense(t, &t->pick[i], &t->pick[j], dense);
            l->link[i][j] = l->link[j][i] = forest_score(&t->model->forest[FOREST_PAIR], dense);
        }
}

static int32_t mean_link(const struct linker *l, uint64_t a, uint64_t b) {
    int64_t sum = 0, n = 0;
    for (uint64_t x = a; x; x &= x - 1)
        for (uint64_t y = b; y; y &= y - 1)
            sum += l->link[__builtin_ctzll(x)][__builtin_ctzll(y)], n++;
    return n ? (int32_t)(sum / n) : OUT_OF_RACE;
}

static void merge_groups(struct linker *l, int32_t cut) {
    for (;;) {
        int32_t best = cut;
        uint32_t bi = NONE, bj = NONE;
        for (uint32_t i = 0; i < l->n; i++)
            for (uint32_t j = i + 1; j < l->n; j++) {
                int32_t x = mean_link(l, l->group[i], l->group[j]);
                if (x > best) best = x, bi = i, bj = j;
            }
        if (bi == NONE) return;
        l->group[bi] |= l->group[bj];
        memmove(&l->group[bj], &l->group[bj + 1], (l->n - bj - 1) * sizeof *l->group);
        l->n--;
    }
}

/* Perpetrators and weapons go to every group they are linked with, at least to the nearest. */
static void share_rest(struct linker *l, int32_t cut) {
    uint64_t core[MAX_PICKS];
    memcpy(core, l->group, sizeof core);
    for (uint32_t i = 0; i < l->t->n_pick; i++) {
        if (is_harmed(l->t->pick[i].role)) continue;
        int32_t best = INT32_MIN;
        uint32_t at = 0;
        for (uint32_t g = 0; g < l->n; g++) {
            int32_t x = mean_link(l, core[g], 1ull << i);
            if (x > cut) l->group[g] |= 1ull << i;
            if (x > best) best = x, at = g;
        }
        l->group[at] |= 1ull << i;
    }
}

static void choose_kind(const struct template_view *t, struct made_template *m) {
    int32_t dense[N_KIND];
    template_kind_dense(t, m->picks, dense);
    m->topic = TOPIC_ATTACK;
    int32_t best = 0;
    for (uint32_t k = TOPIC_BOMBING; k < N_TOPIC; k++) {
        m->kind[k] = forest_score(&t->model->forest[FOREST_KIND + k], dense);
        if (m->kind[k] > best) best = m->kind[k], m->topic = (uint8_t)k;
    }
}

static uint32_t first_of(const struct template_view *t, uint64_t picks) {
    uint32_t first = NONE;
    for (; picks; picks &= picks - 1)
        first = ATT_MIN(first, first_tok(t->view->r, t->pick[__builtin_ctzll(picks)].c));
    return first;
}

static uint32_t make_groups(const struct template_view *t, struct linker *l) {
    for (uint32_t i = 0; i < t->n_pick; i++)
        if (is_harmed(t->pick[i].role)) l->group[l->n++] = 1ull << i;
    merge_groups(l, t->model->cut_pair);
    if (!l->n) {
        l->group[l->n++] = t->n_pick == 64 ? ~0ull : (1ull << t->n_pick) - 1;
        return l->n;
    }
    share_rest(l, t->model->cut_share);
    for (uint32_t i = 1; i < l->n; i++)
        for (uint32_t j = i; j && first_of(t, l->group[j]) < first_of(t, l->group[j - 1]); j--) {
            uint64_t x = l->group[j];
            l->group[j] = l->group[j - 1], l->group[j - 1] = x;
        }
    return l->n;
}

uint32_t templates_run(const struct template_view *t, bool all,
                       struct made_template out[MAX_MADE]) {
    struct linker l = {.t = t};
    if (!t->n_pick && t->scores->document[TOPIC_ANY] < t->model->cut_bare && !all) return 0;
    read_links(&l);
    uint32_t n = make_groups(t, &l), kept = 0;
    if (n > MAX_MADE) n = MAX_MADE;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = (struct made_template){.picks = l.group[i]};
        choose_kind(t, &out[i]);
    }
    int32_t dense[MAX_MADE][N_KEEP];
    for (uint32_t i = 0; i < n; i++) template_keep_dense(t, &out[i], out, n, dense[i]);
    for (uint32_t i = 0; i < n; i++) {
        out[i].keep = forest_score(&t->model->forest[FOREST_KEEP], dense[i]);
        if (all || out[i].keep > t->model->cut_keep) out[kept++] = out[i];
    }
    return kept;
}
