#include "base/base.h"

#include "ingest/classmark.h"

enum { CLASS_WORD_MOST = 48 };

static uint32_t stronger(uint32_t a, uint32_t b) {
    static const uint8_t rank[] = {0, 2, 3, 4, 5, 1};
    return rank[b] > rank[a] ? b : a;
}

static uint32_t look_up(const struct page_knowledge *k, const char *p, uint32_t n) {
    uint32_t m = map_get(&k->class_mark, (struct str){p, n});
    return m == NONE ? CLASS_NONE : m;
}

/* The strongest mark of the words of one value and of pairs of neighbours inside one name. */
static uint32_t mark_of_words(const struct page_knowledge *k, struct str s) {
    char word[2 * CLASS_WORD_MOST + 2];
    uint32_t best = CLASS_NONE, prev = 0, n = 0; /* word[prev..n) is the current word */
    bool joined = false;
    for (uint32_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : ' ';
        bool letter = ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
        bool hump = letter && ascii_is_upper(c) && i && ascii_is_lower(s.p[i - 1]);
        if (letter && !hump) {
            if (n - prev < CLASS_WORD_MOST) word[n++] = ascii_lower(c);
            continue;
        }
        if (n > prev) {
            best = stronger(best, look_up(k, word + prev, n - prev));
            if (joined) best = stronger(best, look_up(k, word, n));
            memmove(word, word + prev, n - prev);
            n -= prev;
            word[n++] = '-';
            prev = n;
            joined = true;
        }
        if (ascii_is_space(c)) n = prev = 0, joined = false;
        if (hump) word[n++] = ascii_lower(c);
    }
    return best;
}

static uint32_t memo_mark(const struct page_knowledge *k, struct map *memo, struct str value) {
    if (!value.n || value.n > 400) return CLASS_NONE;
    uint32_t m = map_get(memo, value);
    if (m != NONE) return m;
    m = mark_of_words(k, value);
    map_put(memo, value, m);
    return m;
}

static bool has_ci(struct str s, const char *word) {
    uint32_t n = (uint32_t)strlen(word);
    for (uint32_t i = 0; i + n <= s.n; i++)
        if (str_ieq_c(str_cut(s, i, i + n), word)) return true;
    return false;
}

bool class_hides(const struct dom *d, uint32_t i) {
    struct str style = dom_attr(d, i, ATTR_STYLE);
    if (dom_attr(d, i, ATTR_HIDDEN).p) return true;
    if (str_ieq_c(dom_attr(d, i, ATTR_ARIA_HIDDEN), "true")) return true;
    return style.n && (has_ci(style, "display:none") || has_ci(style, "display: none"));
}

uint32_t class_mark_of(const struct page_knowledge *k, struct map *memo, const struct dom *d,
                       uint32_t i) {
    const struct dom_node *v = &d->node.v[i];
    uint32_t m = CLASS_NONE;
    switch (v->tag) {
    case TAG_NAV:
    case TAG_FOOTER:
    case TAG_ASIDE:
    case TAG_HEADER:
    case TAG_FORM:
    case TAG_DIALOG:
    case TAG_NOSCRIPT: m = CLASS_DROP; break;
    case TAG_FIGCAPTION: m = CLASS_CAPTION; break;
    case TAG_ARTICLE:
    case TAG_MAIN: m = CLASS_CONTENT; break;
    default: break;
    }
    for (uint32_t a = v->attr; a < v->attr + v->n_attr; a++) {
        const struct dom_attr *at = &d->attr.v[a];
        if (at->name == ATTR_CLASS || at->name == ATTR_ID || at->name == ATTR_ROLE ||
            at->name == ATTR_ITEMPROP)
            m = stronger(m, memo_mark(k, memo, at->value));
    }
    return m;
}
