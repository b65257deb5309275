#include "base/base.h"

#include "base/shingle.h"

static bool in_word(unsigned char c) {
    return c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c);
}

static uint64_t mix(uint64_t h, uint64_t v) {
    h = (h ^ v) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

static bool next_word(struct shingles *s) {
    uint32_t b = s->at;
    while (b < s->text.n && !in_word((unsigned char)s->text.p[b])) b++;
    uint32_t e = b;
    while (e < s->text.n && in_word((unsigned char)s->text.p[e])) e++;
    s->at = e;
    if (e == b) return false;
    s->word[s->n++ % SHINGLE_WORDS] = str_ihash(str_cut(s->text, b, e));
    return true;
}

bool shingles_next(struct shingles *s, uint64_t *hash) {
    do
        if (!next_word(s)) return false;
    while (s->n < SHINGLE_WORDS);
    *hash = 0;
    for (uint32_t k = 0; k < SHINGLE_WORDS; k++)
        *hash = mix(*hash, s->word[(s->n + k) % SHINGLE_WORDS]);
    return true;
}
