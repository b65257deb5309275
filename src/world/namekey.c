#include "base/base.h"

#include "world/namekey.h"

#include "base/utf8.h"

static bool is_apostrophe(char c) {
    return c == '\'' || c == '`';
}

/* An apostrophe before a final s ends a word; elsewhere it is part of one. */
static bool parts_word(struct str s, uint32_t i) {
    bool last = i + 2 == s.n || (i + 2 < s.n && s.p[i + 2] == ' ');
    return i > 0 && i + 1 < s.n && s.p[i + 1] == 's' && last;
}

struct str namekey(struct arena *a, struct str name) {
    bool ascii = true;
    for (uint32_t i = 0; i < name.n && ascii; i++) ascii = (unsigned char)name.p[i] < 0x80;
    struct str s = ascii ? name : utf8_fold(a, name);
    char *out = arena_alloc(a, s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = ascii_lower(s.p[i]);
        bool keep = ascii_is_lower(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 || c == '&';
        if (keep) {
            out[n++] = c;
        } else if (c != '.' && !(is_apostrophe(c) && !parts_word(s, i)) && n && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
    }
    while (n && out[n - 1] == ' ') n--;
    return (struct str){out, n};
}

struct str *namekey_tokens(struct arena *a, struct str text, const uint32_t *tok_b,
                           const uint32_t *tok_e, uint32_t n) {
    struct str *key = arena_array(a, struct str, n);
    for (uint32_t t = 0; t < n; t++) key[t] = namekey(a, str_cut(text, tok_b[t], tok_e[t]));
    return key;
}

uint64_t namekey_hash(uint64_t seed, struct str piece) {
    for (uint32_t i = 0; i < piece.n; i++)
        seed = (seed ^ (unsigned char)piece.p[i]) * UINT64_C(1099511628211);
    return seed;
}

bool namekey_is_acronym(struct str name) {
    unsigned letters = 0;
    for (uint32_t i = 0; i < name.n;) {
        uint32_t cp;
        unsigned len = utf8_decode(name.p + i, name.n - i, &cp);
        i += len ? len : 1;
        if (!len || !utf8_is_letter(cp)) continue;
        if (utf8_is_lower(cp)) return false;
        letters++;
    }
    return letters >= 2;
}
