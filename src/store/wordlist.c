#include "base/base.h"

#include "store/wordlist.h"

#include <stdlib.h>

enum { MIN_WORD = 3, MAX_WORD = 40, MIN_STEM = 5 };

void wordlist_init(struct wordlist *w, struct arena *a, uint32_t bytes) {
    uint32_t most = bytes / MIN_WORD + 2;
    *w = (struct wordlist){.a = a};
    w->text = arena_array_raw(a, char, (size_t)bytes + 1);
    w->word = arena_array_raw(a, struct listed_word, most);
}

static bool in_word(unsigned char c) {
    return c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c);
}

/* The first eight bytes as a number that sorts as they do. */
static uint64_t head_of(struct str s) {
    uint64_t head = 0;
    for (uint32_t i = 0; i < 8; i++) head = head << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
    return head;
}

void wordlist_add(struct wordlist *w, struct str s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t b = i;
        while (i < s.n && in_word((unsigned char)s.p[i])) i++;
        uint32_t n = i - b;
        if (n >= MIN_WORD && n <= MAX_WORD) {
            char *to = w->text + w->n;
            for (uint32_t k = 0; k < n; k++) to[k] = ascii_lower(s.p[b + k]);
            if (n >= MIN_STEM && to[n - 1] == 's' && to[n - 2] != 's') n--;
            struct str word = {to, n};
            w->word[w->count++] = (struct listed_word){head_of(word), word};
            w->n += n;
        }
        i += i == b;
    }
}

static int by_text(const void *a, const void *b) {
    const struct listed_word *x = a, *y = b;
    if (x->head != y->head) return x->head < y->head ? -1 : 1;
    return str_cmp(x->s, y->s);
}

struct str wordlist_text(struct wordlist *w) {
    char *out = arena_array_raw(w->a, char, w->n + w->count + 1);
    uint32_t n = 0;
    if (w->count) qsort(w->word, w->count, sizeof *w->word, by_text);
    for (uint32_t i = 0; i < w->count; i++) {
        if (i && str_eq(w->word[i].s, w->word[i - 1].s)) continue;
        memcpy(out + n, w->word[i].s.p, w->word[i].s.n);
        n += w->word[i].s.n;
        out[n++] = ' ';
    }
    return (struct str){out, n ? n - 1 : 0};
}
