#include "base/base.h"

#include "base/embed.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "ingest/langid.h"

enum {
    READ_MOST = 1 << 16,
    WORD_MOST = 24,
    WORDS_LEAST = 12, /* words below which nothing is said */
    SHARE_LEAST = 12, /* percent of small words in running text */
};

void langid_open(struct langid *l, struct arena *a) {
    struct tsv t;
    map_init(&l->words, a, 1024);
    tsv_init(&t, embed_find("data/page/function_words.tsv"));
    while (tsv_next(&t) && l->n < COUNT_OF(l->code)) {
        struct str list = tsv_cell(&t, 1), word;
        uint32_t bit = 1u << l->n;
        l->code[l->n++] = tsv_cell(&t, 0);
        while (str_next(&list, ' ', &word)) {
            uint32_t old = map_get(&l->words, word);
            map_put(&l->words, word, (old == NONE ? 0 : old) | bit);
        }
    }
}

enum script {
    S_LATIN,
    S_CYRILLIC,
    S_ARABIC,
    S_HAN,
    S_KANA,
    S_HANGUL,
    S_GREEK,
    S_HEBREW,
    S_DEVANAGARI,
    S_BENGALI,
    S_TAMIL,
    S_THAI,
    S_ETHIOPIC,
    S_GEORGIAN,
    S_ARMENIAN,
    N_SCRIPTS
};

static enum script script_of(uint32_t cp) {
    static const struct {
        uint32_t from, to;
        uint8_t script;
    } range[] = {
        {0x370, 0x3ff, S_GREEK},      {0x400, 0x52f, S_CYRILLIC},   {0x530, 0x58f, S_ARMENIAN},
        {0x590, 0x5ff, S_HEBREW},     {0x600, 0x77f, S_ARABIC},     {0x900, 0x97f, S_DEVANAGARI},
        {0x980, 0x9ff, S_BENGALI},    {0xb80, 0xbff, S_TAMIL},      {0xe00, 0xe7f, S_THAI},
        {0x10a0, 0x10ff, S_GEORGIAN}, {0x1200, 0x139f, S_ETHIOPIC}, {0x3040, 0x30ff, S_KANA},
        {0x3400, 0x9fff, S_HAN},      {0xac00, 0xd7af, S_HANGUL}};
    for (uint32_t i = 0; i < COUNT_OF(range); i++)
        if (cp >= range[i].from && cp <= range[i].to) return (enum script)range[i].script;
    return S_LATIN;
}

struct counts {
    uint32_t letters[N_SCRIPTS], words, hits[32];
    bool ukrainian, persian;
};

static void count_word(const struct langid *l, struct counts *c, struct str word) {
    uint32_t bits = map_get(&l->words, word);
    c->words++;
    if (bits == NONE) return;
    for (uint32_t i = 0; i < l->n; i++) c->hits[i] += bits >> i & 1;
}

static void count_text(const struct langid *l, struct counts *c, struct str s) {
    char word[WORD_MOST + 4];
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        unsigned len = utf8_decode(s.p + i, s.n - i, &cp);
        bool letter = len && utf8_is_letter(cp);
        if (letter) {
            c->letters[script_of(cp)]++;
            c->ukrainian |= cp == 0x456 || cp == 0x457 || cp == 0x454;
            c->persian |= cp == 0x6af || cp == 0x67e || cp == 0x686;
            if (n <= WORD_MOST) n += utf8_encode(utf8_to_lower(cp), word + n);
        } else if (n) {
            count_word(l, c, (struct str){word, n});
            n = 0;
        }
        i += len ? len : 1;
    }
    if (n) count_word(l, c, (struct str){word, n});
}

static struct str of_script(const struct counts *c, enum script s) {
    static const char *const code[N_SCRIPTS] = {"",   "ru", "ar", "zh", "ja", "ko", "el", "he",
                                                "hi", "bn", "ta", "th", "am", "ka", "hy"};
    if (s == S_HAN && c->letters[S_KANA] * 10 > c->letters[S_HAN]) return STR("ja");
    if (s == S_CYRILLIC && c->ukrainian) return STR("uk");
    if (s == S_ARABIC && c->persian) return STR("fa");
    return str_c(code[s]);
}

struct str langid_of(const struct langid *l, struct str text) {
    struct counts c = {0};
    count_text(l, &c, str_cut(text, 0, READ_MOST));
    uint32_t all = 0, best = 0, second = NONE, script = 0;
    for (uint32_t i = 0; i < N_SCRIPTS; i++) {
        all += c.letters[i];
        if (c.letters[i] > c.letters[script]) script = i;
    }
    if (script != S_LATIN)
        return c.letters[script] * 2 > all && all >= WORDS_LEAST
                   ? of_script(&c, (enum script)script)
                   : STR_NULL;
    for (uint32_t i = 1; i < l->n; i++)
        if (c.hits[i] > c.hits[best]) best = i;
    for (uint32_t i = 0; i < l->n; i++)
        if (i != best && (second == NONE || c.hits[i] > c.hits[second])) second = i;
    bool enough = c.words >= WORDS_LEAST && c.hits[best] * 100 >= c.words * SHARE_LEAST;
    bool clear = second == NONE || c.hits[best] * 4 >= c.hits[second] * 5;
    return enough && clear ? l->code[best] : STR_NULL;
}
