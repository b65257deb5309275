#include "base/base.h"

#include "language/spelling.h"

/* Article prefixes of Arabic names, before a hyphen or space. */
static struct str without_article(struct str s) {
    static const char *const articles[] = {"al", "el", "ul", "as", "ash",
                                           "ad", "an", "ar", "at", "az"};
    uint32_t cut = str_find(s, '-', 0);
    if (cut == NONE) cut = str_find(s, ' ', 0);
    if (cut == NONE) return s;
    for (size_t i = 0; i < COUNT_OF(articles); i++)
        if (str_eq_c(str_cut(s, 0, cut), articles[i])) return str_cut(s, cut + 1, s.n);
    return s;
}

struct pair {
    char a, b, to;
};

/* Digraphs that transliterations write for one letter, and letters that stand for another. */
static const struct pair digraphs[] = {
    {'d', 'h', 'z'}, {'p', 'h', 'f'}, {'o', 'u', 'u'}, {'o', 'o', 'u'}, {'e', 'e', 'i'},
    {'k', 'h', 'k'}, {'g', 'h', 'g'}, {'t', 'h', 't'}, {'c', 'k', 'k'}, {'i', 'e', 'i'}};

static char one_letter(char c) {
    return (char)(c == 'q' ? 'k' : c == 'y' ? 'i' : c == 'w' ? 'v' : c);
}

struct str spelling_plain(struct str folded, char into[SPELLING_MAX]) {
    struct str s = without_article(folded);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n && n < SPELLING_MAX; i++) {
        char c = s.p[i];
        if (!ascii_is_alpha(c) && !((unsigned char)c & 0x80)) continue;
        for (size_t k = 0; k < COUNT_OF(digraphs) && i + 1 < s.n; k++)
            if (c == digraphs[k].a && s.p[i + 1] == digraphs[k].b) {
                c = digraphs[k].to;
                i++;
                break;
            }
        c = one_letter(c);
        if (n && into[n - 1] == c) continue;
        into[n++] = c;
    }
    if (n > 3 && into[n - 1] == 'h') n--;
    return (struct str){into, n};
}

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

uint32_t spelling_skeleton(struct str plain) {
    char out[SPELLING_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < plain.n && n < SPELLING_MAX; i++) {
        char c = plain.p[i];
        if (i == 0 || (!is_vowel(c) && out[n - 1] != c)) out[n++] = is_vowel(c) ? 'a' : c;
    }
    return (uint32_t)(str_hash((struct str){out, n}) >> 32);
}

static uint32_t distance(struct str a, struct str b) {
    uint8_t row[SPELLING_MAX + 1];
    for (uint32_t k = 0; k <= b.n; k++) row[k] = (uint8_t)k;
    for (uint32_t i = 0; i < a.n; i++) {
        uint8_t diagonal = row[0];
        row[0] = (uint8_t)(i + 1);
        for (uint32_t k = 0; k < b.n; k++) {
            uint8_t up = row[k + 1], cost = (uint8_t)(diagonal + (a.p[i] != b.p[k]));
            uint8_t side = (uint8_t)(ATT_MIN(row[k], up) + 1);
            row[k + 1] = ATT_MIN(cost, side);
            diagonal = up;
        }
    }
    return row[b.n];
}

bool spelling_near(struct str a, struct str b) {
    if (a.n > SPELLING_MAX || b.n > SPELLING_MAX) return false;
    uint32_t n = ATT_MIN(a.n, b.n);
    if (str_eq(a, b)) return true;
    return n >= 5 && distance(a, b) <= (n >= 6 ? 2u : 1u);
}
