#include "base/base.h"

#include "store/credit.h"

#include "base/embed.h"
#include "base/tsv.h"

enum {
    NAME_WORDS = 5,
    NAME_BYTES = 64,
    FRONT = 240,
    BACK = 400,
    LINE = 200,
    LINE_WORDS = 14,
    SENTENCE = 400
};
enum credit_word { SAID = 1, FROM = 2, FILLER = 4, PART = 8, WHOLE = 16 };

/* ---- tables */

static bool in_word(unsigned char c) {
    return c >= 0x80 || ascii_is_alpha(c) || ascii_is_digit(c);
}

/* The next word at or after *at; false at the end. */
static bool next_word(struct str s, uint32_t *at, struct str *word) {
    while (*at < s.n && !in_word((unsigned char)s.p[*at])) ++*at;
    uint32_t b = *at;
    while (*at < s.n && in_word((unsigned char)s.p[*at])) ++*at;
    *word = str_cut(s, b, *at);
    return word->n > 0;
}

/* The words of a name with one space between; `out` has NAME_BYTES. Empty where it is too long. */
static struct str name_key(struct str s, char *out, bool capitals) {
    struct str word;
    uint32_t n = 0;
    for (uint32_t at = 0; next_word(s, &at, &word);) {
        if (n + word.n + 1 > NAME_BYTES) return (struct str){out, 0};
        if (n) out[n++] = ' ';
        for (uint32_t i = 0; i < word.n; i++, n++)
            out[n] = word.p[i] >= 'a' && word.p[i] <= 'z' && capitals ? (char)(word.p[i] - 32)
                                                                      : word.p[i];
    }
    return (struct str){out, n};
}

static void add_name(struct credits *c, struct arena *a, struct str name, uint32_t value) {
    char key[NAME_BYTES];
    struct str s = name_key(name, key, false);
    bool long_name = str_find(s, ' ', 0) != NONE;
    if (s.n) map_add(&c->name, arena_str(a, s), value, NULL);
    s = name_key(name, key, true); /* "ASSOCIATED PRESS" */
    if (s.n && (long_name || s.n > 4)) map_add(&c->name, arena_str(a, s), value, NULL);
}

static void open_agencies(struct credits *c, struct arena *a) {
    struct tsv t;
    struct map agency;
    struct str table = embed_find("data/page/agencies.tsv");
    c->agency = arena_array(a, struct str, table.n / 4 + 1);
    map_init(&agency, a, 128);
    map_init(&c->name, a, 512);
    tsv_init(&t, table);
    while (tsv_next(&t)) {
        bool added;
        uint32_t at = map_add(&agency, t.cell[0], c->n, &added);
        if (added) c->agency[c->n++] = t.cell[0];
        uint32_t value = at * 2 + str_eq(tsv_cell(&t, 1), STR("1"));
        struct str rest = tsv_cell(&t, 2), name;
        if (added) add_name(c, a, t.cell[0], value);
        while (str_next(&rest, ';', &name)) add_name(c, a, name, value);
    }
}

void credits_open(struct credits *c, struct arena *a) {
    static const struct {
        const char *name;
        enum credit_word bit;
    } kinds[] = {
        {"said", SAID}, {"from", FROM}, {"filler", FILLER}, {"part", PART}, {"whole", WHOLE}};
    struct tsv t;
    *c = (struct credits){0};
    open_agencies(c, a);
    map_init(&c->word, a, 128);
    tsv_init(&t, embed_find("data/store/credit_words.tsv"));
    while (tsv_next(&t))
        for (size_t i = 0; i < COUNT_OF(kinds); i++) {
            if (!str_eq_c(tsv_cell(&t, 1), kinds[i].name)) continue;
            uint32_t bits = map_get(&c->word, t.cell[0]);
            map_put(&c->word, t.cell[0], (bits == NONE ? 0 : bits) | kinds[i].bit);
        }
}

/* ---- mentions */

struct mention {
    uint32_t agency, b, e; /* bytes */
    bool sure;
};

static uint32_t bits_of(const struct credits *c, struct str word) {
    char low[32];
    uint32_t bits = map_get(&c->word, word);
    if (bits != NONE) return bits;
    if (!word.n || word.n > sizeof low) return 0;
    for (uint32_t i = 0; i < word.n; i++) low[i] = ascii_lower(word.p[i]);
    bits = map_get(&c->word, (struct str){low, word.n});
    return bits == NONE ? 0 : bits;
}

/* The longest name that begins with the word at `at`. */
static bool name_at(const struct credits *c, struct str s, uint32_t at, struct mention *m) {
    char key[NAME_BYTES];
    struct str word;
    uint32_t n = 0;
    m->agency = NONE;
    for (uint32_t i = 0; i < NAME_WORDS; i++) {
        uint32_t b = at;
        if (!next_word(s, &at, &word) || n + word.n + 1 > NAME_BYTES) break;
        b = at - word.n;
        if (n) key[n++] = ' ';
        memcpy(key + n, word.p, word.n);
        n += word.n;
        uint32_t v = map_get(&c->name, (struct str){key, n});
        if (!i) m->b = b;
        if (v == NONE) continue;
        m->agency = v / 2;
        m->sure = v & 1;
        m->e = at;
    }
    return m->agency != NONE;
}

static bool next_mention(const struct credits *c, struct str s, uint32_t *at, struct mention *m) {
    struct str word;
    while (next_word(s, at, &word)) {
        uint32_t b = *at - word.n;
        char first = word.p[0];
        if (ascii_is_lower(first) && word.n != 3) continue; /* "dpa" */
        if (!name_at(c, s, b, m)) continue;
        *at = m->e;
        return true;
    }
    return false;
}

static void add(struct credit *out, uint32_t agency) {
    uint32_t at = out->n;
    for (uint32_t i = 0; i < out->n; i++)
        if (out->agency[i] == agency) return;
    if (out->n == CREDIT_MOST) return;
    for (; at && out->agency[at - 1] > agency; at--) out->agency[at] = out->agency[at - 1];
    out->agency[at] = agency;
    out->n++;
}

static void add_all(const struct credits *c, struct str s, struct credit *out) {
    struct mention m;
    for (uint32_t at = 0; next_mention(c, s, &at, &m);) add(out, m.agency);
}

/* True where s is names of agencies and small words alone: "AP", "the Associated Press / AFP". */
static bool only_names(const struct credits *c, struct str s) {
    struct str word;
    struct mention m;
    uint32_t names = 0;
    for (uint32_t at = 0; next_word(s, &at, &word);) {
        uint32_t b = at - word.n;
        if (name_at(c, s, b, &m)) {
            at = m.e;
            names++;
        } else if (!(bits_of(c, word) & FILLER) && !str_eq(word, STR("and"))) {
            return false;
        }
    }
    return names > 0;
}

/* ---- a whole report */

/* "(Reuters)", and "AP -" or "AFP:" where the text begins with it. */
static void credit_dateline(const struct credits *c, struct str front, struct credit *out) {
    struct mention m;
    for (uint32_t at = 0; (at = str_find(front, '(', at)) != NONE; at++) {
        uint32_t end = str_find(front, ')', at);
        if (end == NONE) break;
        struct str inside = str_cut(front, at + 1, end);
        if (inside.n < NAME_BYTES && only_names(c, inside)) add_all(c, inside, out);
    }
    uint32_t at = 0;
    if (out->n || !next_mention(c, front, &at, &m) || m.e > FRONT / 3) return;
    struct str rest = str_trim(str_cut(front, m.e, front.n));
    bool dash = str_starts(rest, STR("-")) || str_starts(rest, STR("\u2013")) ||
                str_starts(rest, STR("\u2014"));
    if (dash && (m.e + 1 >= front.n || front.p[m.e] == ' ')) add(out, m.agency);
}

static bool begins_as_byline(struct str line) {
    struct str by = STR("by ");
    return line.n > by.n && str_ieq(str_cut(line, 0, by.n), by);
}

/* A line of its own at either end of the text. */
static void credit_line(const struct credits *c, struct str line, bool front, struct credit *whole,
                        struct credit *part) {
    struct str word;
    uint32_t bits = 0, first = 0, words = 0; /* enum credit_word */
    line = str_trim(line);
    if (!line.n || line.n > LINE) return;
    for (uint32_t at = 0; next_word(line, &at, &word);) {
        uint32_t b = bits_of(c, word);
        if (!words++) first = b;
        bits |= b;
    }
    if (words > LINE_WORDS) return;
    bool copyright =
        bits & WHOLE && (first & WHOLE || str_find_str(line, STR("\u00a9"), 0) != NONE);
    if (only_names(c, line) || copyright || (front && begins_as_byline(line)))
        add_all(c, line, whole);
    else if (!front && bits & PART)
        add_all(c, line, part);
}

static void credit_lines(const struct credits *c, struct str s, bool front, struct credit *whole,
                         struct credit *part) {
    struct str line;
    while (str_next(&s, '\n', &line)) credit_line(c, line, front, whole, part);
}

/* "... the ministry said. (AFP)" */
static void credit_end(const struct credits *c, struct str back, struct credit *out) {
    struct str s = str_trim(back);
    if (!s.n || s.p[s.n - 1] != ')') return;
    uint32_t open = s.n;
    while (open && s.n - open < NAME_BYTES && s.p[open - 1] != '(') open--;
    struct str inside = str_cut(s, open, s.n - 1);
    if (open && inside.n < NAME_BYTES && only_names(c, inside)) add_all(c, inside, out);
}

void credit_of_report(const struct credits *c, const struct credit_report *r, struct credit *whole,
                      struct credit *part) {
    uint32_t front = ATT_MIN(r->text.n, FRONT), back = r->text.n > BACK ? r->text.n - BACK : 0;
    *whole = *part = (struct credit){.n = 0};
    if (only_names(c, r->outlet)) add_all(c, r->outlet, whole);
    if (whole->n) return;
    FLAT_EACH(line, r->byline)
    add_all(c, flat_str(line), whole);
    credit_dateline(c, str_cut(r->text, 0, front), whole);
    credit_lines(c, str_cut(r->text, 0, front), true, whole, part);
    while (back && back < r->text.n && r->text.p[back - 1] != '\n') back++; /* whole lines */
    credit_lines(c, str_cut(r->text, back, r->text.n), false, whole, part);
    credit_end(c, r->text, whole);
}

/* ---- one claim */

static void credit_holder(const struct credits *c, const struct flat_node *holder,
                          struct credit *out) {
    static const enum packed_key names[] = {KEY_text, KEY_entity};
    struct mention m;
    for (size_t i = 0; i < COUNT_OF(names) && !out->n; i++) {
        struct str s = flat_get_str(holder, names[i]);
        for (uint32_t at = 0; next_mention(c, s, &at, &m);)
            if (m.sure || only_names(c, s)) add(out, m.agency);
    }
}

void credit_of_claim(const struct credits *c, const struct flat_node *claim, struct credit *out) {
    const struct flat_node *via = flat_get(claim, KEY_via);
    *out = (struct credit){.n = 0};
    credit_holder(c, flat_get(claim, KEY_holder), out);
    for (uint32_t i = flat_size(via); i && !out->n; i--)
        credit_holder(c, flat_item(via, i - 1), out);
}

/* ---- one sentence */

static bool ends_sentence(struct str s, uint32_t i) {
    if (s.p[i] == '\n') return true;
    bool stop = s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?';
    return stop && (i + 1 == s.n || ascii_is_space(s.p[i + 1]));
}

struct str credit_sentence(struct str text, uint32_t b, uint32_t e) {
    uint32_t from = ATT_MIN(b, text.n), to = ATT_MIN(e, text.n);
    while (from && b - from < SENTENCE && !ends_sentence(text, from - 1)) from--;
    while (to < text.n && to - e < SENTENCE && !ends_sentence(text, to)) to++;
    return str_cut(text, from, to);
}

/* Kinds of the word before the mention, over articles and the like; a filler was passed = sure. */
static bool taken_before(const struct credits *c, struct str s, const struct mention *m) {
    bool sure = m->sure;
    uint32_t b = m->b;
    for (uint32_t i = 0; i < NAME_WORDS && b; i++) {
        while (b && !in_word((unsigned char)s.p[b - 1])) {
            if (s.p[b - 1] == ',' || s.p[b - 1] == ';') return false;
            b--;
        }
        uint32_t e = b;
        while (b && in_word((unsigned char)s.p[b - 1])) b--;
        struct str word = str_cut(s, b, e);
        uint32_t bits = bits_of(c, word);
        if (bits & FROM) return sure;
        if (!(bits & FILLER)) return false;
        sure = sure || str_ieq(word, STR("agency"));
    }
    return false;
}

static bool says_behind(const struct credits *c, struct str s, const struct mention *m) {
    bool sure = m->sure;
    struct str word;
    uint32_t at = m->e;
    for (uint32_t i = 0; i < NAME_WORDS && next_word(s, &at, &word); i++) {
        uint32_t bits = bits_of(c, word);
        if (bits & SAID) return sure;
        if (!(bits & FILLER)) return false;
        sure = sure || str_ieq(word, STR("agency"));
    }
    return false;
}

void credit_of_sentence(const struct credits *c, struct str s, struct credit *out) {
    struct mention m;
    *out = (struct credit){.n = 0};
    for (uint32_t at = 0; next_mention(c, s, &at, &m);)
        if (taken_before(c, s, &m) || says_behind(c, s, &m)) add(out, m.agency);
}
