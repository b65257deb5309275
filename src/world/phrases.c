#include "base/base.h"

#include "world/phrases.h"

void phrases_init(struct phrases *ph, struct arena *a, uint32_t expected) {
    ph->a = a;
    map_init(&ph->value, a, expected);
    map_init(&ph->first, a, expected / 2);
}

static struct str first_word(struct str key) {
    uint32_t space = str_find(key, ' ', 0);
    return space == NONE ? key : str_cut(key, 0, space);
}

static uint32_t count_words(struct str key) {
    uint32_t n = key.n > 0;
    for (uint32_t i = 0; i < key.n; i++) n += key.p[i] == ' ';
    return n;
}

uint32_t phrases_add(struct phrases *ph, struct str key, uint32_t value, bool *added) {
    bool is_new;
    uint32_t v = map_add(&ph->value, key, value, &is_new);
    if (added) *added = is_new;
    if (!is_new) return v;
    uint32_t words = count_words(key);
    uint32_t most = map_add(&ph->first, first_word(key), words, NULL);
    if (words > most) map_put(&ph->first, first_word(key), words);
    return v;
}

void phrases_put(struct phrases *ph, struct str key, uint32_t value) {
    phrases_add(ph, key, value, NULL);
    map_put(&ph->value, key, value);
}

void phrase_walk_begin(struct phrase_walk *w, const struct phrases *ph, const struct str *key,
                       uint32_t n) {
    w->n = w->tok = w->words = w->most = 0;
    if (!n || !key[0].n) return;
    uint32_t most = map_get(&ph->first, first_word(key[0]));
    w->most = most == NONE ? 0 : most;
}

bool phrase_walk_next(struct phrase_walk *w, const struct str *key, uint32_t n) {
    uint32_t t = w->tok;
    if (t > 0 && t < n && !key[t].n) t++; /* one token of punctuation may stand inside a name */
    if (t >= n || !key[t].n || w->words >= w->most) return false;
    if (w->n + key[t].n + 1 > NAMEKEY_MAX) return false;
    if (w->n) w->text[w->n++] = ' ';
    memcpy(w->text + w->n, key[t].p, key[t].n);
    w->n += key[t].n;
    w->words += count_words(key[t]);
    w->tok = t + 1;
    return w->words <= w->most;
}

uint32_t phrases_match(const struct phrases *ph, const struct str *key, uint32_t n, uint32_t *len) {
    struct phrase_walk w;
    uint32_t found = NONE;
    phrase_walk_begin(&w, ph, key, n);
    while (phrase_walk_next(&w, key, n)) {
        uint32_t v = map_get(&ph->value, phrase_walk_text(&w));
        if (v == NONE) continue;
        found = v;
        *len = w.tok;
    }
    return found;
}
