#include "base/base.h"

#include "language/feat.h"

#include "base/utf8.h"

enum { FEAT_BYTES = 64, CASELESS_LETTERS = 4 };

static uint64_t hash_add(uint64_t h, unsigned char c) {
    return (h ^ c) * 0x100000001B3u;
}

static uint64_t hash_end(uint64_t h) {
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDu;
    return h ^ h >> 33;
}

void feat_word(struct str low, struct feats *f) {
    unsigned char w[FEAT_BYTES];
    uint32_t n = ATT_MIN(low.n, (uint32_t)FEAT_BYTES);
    for (uint32_t i = 0; i < n; i++)
        w[i] = ascii_is_digit(low.p[i]) ? '0' : (unsigned char)low.p[i];
    uint64_t h = 0xCBF29CE484222325u;
    f->n_gram = 0;
    for (uint32_t i = 0; i < n; i++) {
        h = hash_add(h, w[i]);
        if (i < FEAT_PREFIX) f->gram[f->n_gram++] = (uint32_t)(hash_end(h ^ 1) >> 16);
    }
    f->word = hash_end(h);
    h = 0xAF63BD4C8601B7DFu;
    for (uint32_t i = 0; i < n && i < FEAT_SUFFIX; i++) {
        h = hash_add(h, w[n - 1 - i]);
        f->gram[f->n_gram++] = (uint32_t)(hash_end(h ^ 2) >> 16);
    }
}

struct cased {
    uint32_t upper, lower, digits, others;
    bool first_upper;
};

static struct cased count(struct str s) {
    struct cased k = {0};
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp = (unsigned char)s.p[i];
        unsigned n = cp < 0x80 ? 1 : utf8_decode(s.p + i, s.n - i, &cp);
        if (!n) n = 1;
        bool ascii = cp < 0x80;
        bool up = ascii ? ascii_is_upper((int)cp) : utf8_is_upper(cp);
        bool low = ascii ? ascii_is_lower((int)cp) : !up && utf8_is_letter(cp);
        if (up && !k.upper && !k.lower) k.first_upper = true;
        k.upper += up, k.lower += low;
        k.digits += ascii && ascii_is_digit((int)cp);
        k.others += !up && !low && !(ascii && ascii_is_digit((int)cp));
        i += n;
    }
    return k;
}

enum feat_shape feat_shape(const struct doc *d, uint32_t t, bool first, bool caseless) {
    struct cased k = count(doc_tok(d, t));
    uint32_t letters = k.upper + k.lower;
    if (!letters) return k.digits ? SHAPE_DIGITS : SHAPE_MARK;
    if (k.digits) return SHAPE_CODE;
    if (caseless) return SHAPE_CASELESS;
    if (!k.upper) return SHAPE_LOWER;
    if (letters == 1) return first ? SHAPE_FIRST_LETTER : SHAPE_LETTER;
    if (!k.lower) return SHAPE_UPPER;
    if (k.first_upper && k.upper == 1) return first ? SHAPE_FIRST_TITLE : SHAPE_TITLE;
    return SHAPE_MIXED;
}

bool feat_caseless(const struct doc *d, uint32_t b, uint32_t e) {
    uint32_t upper = 0;
    for (uint32_t t = b; t < e; t++) {
        struct cased k = count(doc_tok(d, t));
        if (k.lower) return false;
        upper += k.upper;
    }
    return upper >= CASELESS_LETTERS;
}

uint32_t feat_glue(const struct doc *d, uint32_t t) {
    if (d->tok_flags[t] & TOK_MWT) return 2;
    return d->tok_flags[t] & TOK_SPACE_BEFORE ? 0 : 1;
}
