#include "base/base.h"

#include "ingest/story.h"

enum {
    WIDEN_SHARE = 75, /* percent of the score that a wider element must keep */
};

static uint32_t best_body(const struct work *w) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < w->n; i++)
        if (w->mark[i] == CLASS_BODY && !(w->in[i] & IN_DROP) &&
            w->good[i] > (best ? w->good[best] : 0))
            best = i;
    return best;
}

/* Weight of a node by its segments: all of a child's, half of a grandchild's, then less. */
static uint32_t best_by_distance(struct work *w, int64_t *score) {
    for (uint32_t i = 0; i < w->seg.n; i++) {
        const struct seg *s = &w->seg.v[i];
        if (s->in & IN_DROP || s->value <= 0) continue;
        uint16_t tag = w->d->node.v[s->owner].tag;
        bool itself = tag == TAG_DIV || tag == TAG_TD || tag == TAG_SECTION || tag == TAG_ARTICLE ||
                      tag == TAG_BODY || tag == TAG_MAIN;
        uint32_t at = itself ? s->owner : w->d->node.v[s->owner].parent;
        for (int64_t level = 0; at != NONE && level < 6; level++, at = w->d->node.v[at].parent)
            score[at] += (int64_t)s->value * 12 / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
    }
    uint32_t best = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->mark[i] == CLASS_CONTENT || w->mark[i] == CLASS_BODY) score[i] += score[i] / 4;
        if (score[i] > score[best] || (best == 0 && score[i] > 0)) best = i;
    }
    return best;
}

/* Upwards while the parent's other children add weight like the story's own. */
static uint32_t widen(const struct work *w, uint32_t at, const int64_t *score) {
    for (uint32_t up = w->d->node.v[at].parent, steps = 0; up != NONE && up && steps < 4;
         up = w->d->node.v[up].parent, steps++) {
        uint16_t tag = w->d->node.v[up].tag;
        if (tag == TAG_HTML || tag == TAG_BODY) break;
        if (w->good[up] * 10 > w->good[at] * 13 && score[up] * 100 > score[at] * WIDEN_SHARE)
            at = up;
    }
    return at;
}

/* The least element around all captions. */
static void choose_gallery(struct work *w) {
    uint32_t first = NONE, last = 0;
    for (uint32_t i = 0; i < w->n; i++)
        if (w->mark[i] == CLASS_CAPTION && w->good[i] > 0 && !(w->in[i] & IN_DROP))
            first = ATT_MIN(first, i), last = i;
    if (first == NONE) first = 0;
    while (w->d->node.v[first].end <= last) first = w->d->node.v[first].parent;
    w->story = first;
    w->story_end = w->d->node.v[first].end;
}

/* The story: one element, or several of one kind that stand beside each other. */
void story_choose(struct work *w) {
    if (w->gallery) {
        choose_gallery(w);
        return;
    }
    int64_t *score = arena_array(&w->r->a, int64_t, w->n);
    uint32_t body = best_body(w), near = best_by_distance(w, score);
    if (!body || w->good[body] * 10 < w->good[near] * 5) {
        w->story = widen(w, near, score);
        w->story_end = w->d->node.v[w->story].end;
        return;
    }
    uint32_t up = w->d->node.v[body].parent, first = body, end = w->d->node.v[body].end;
    struct str kind = dom_attr(w->d, body, ATTR_CLASS);
    for (uint32_t i = up + 1; i < w->d->node.v[up].end; i = w->d->node.v[i].end) {
        bool like = w->mark[i] == CLASS_BODY && !(w->in[i] & IN_DROP) && w->good[i] > 0;
        if (!like || !str_eq(dom_attr(w->d, i, ATTR_CLASS), kind)) continue;
        first = ATT_MIN(first, i);
        end = ATT_MAX(end, w->d->node.v[i].end);
    }
    w->story = first;
    w->story_end = end;
}
