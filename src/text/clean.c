#include "base/base.h"

#include "base/embed.h"
#include "base/map.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "ingest/charset.h"
#include "text/pass.h"
#include "text/text.h"
#include "world/lexicon.h"

/*
 * Cleaning is a chain of passes. Each copies its input and replaces some pieces; a pass that
 * replaces nothing costs one scan and leaves text and map alone.
 */
enum { LONGEST_PART = 48, MOJIBAKE_ROUNDS = 3, LONGEST_ENTITY = 12, ID_SHOWN = 160 };

/* ---- mojibake: UTF-8 that was read as windows-1252 */

/* The windows-1252 byte that shows as code point cp, or -1. */
static int byte_shown_as(uint32_t cp) {
    if (cp < 0x100) return (int)cp;
    if (cp < 0x152 || cp > 0x2122) return -1;
    for (unsigned b = 0x80; b < 0xa0; b++)
        if (charset_cp1252((unsigned char)b) == cp) return (int)b;
    return -1;
}

/* What misread text may plausibly stand for in a news report. */
static bool plausible(uint32_t cp) {
    return (cp >= 0xa0 && cp < 0x250) || (cp >= 0x2010 && cp <= 0x2044) || cp == 0x20ac ||
           cp == 0x2122 || (cp >= 0x370 && cp < 0x700) || cp == 0x2212 || cp == 0xfeff ||
           cp == 0x200b || cp == 0x2009 || cp == 0x202f || (cp >= 0x1e00 && cp < 0x1f00);
}

/* Length of the misread character at p (0 = none), its code point in *cp. */
static uint32_t misread_at(struct str s, uint32_t at, uint32_t *cp) {
    char byte[4];
    uint32_t i = at, want = 1;
    for (uint32_t k = 0; k < want; k++) {
        uint32_t c;
        unsigned len = i < s.n ? utf8_decode(s.p + i, s.n - i, &c) : 0;
        int b = len ? byte_shown_as(c) : -1;
        if (k == 0) {
            if (b < 0xc2 || b > 0xf4) return 0;
            want = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        } else if (b < 0x80 || b > 0xbf) {
            /* The third byte of a closing mark is undefined in windows-1252 and often lost. */
            if (k != 2 || (unsigned char)byte[0] != 0xe2 || (unsigned char)byte[1] != 0x80)
                return 0;
            *cp = 0x201d;
            return i - at;
        }
        byte[k] = (char)b;
        i += len;
    }
    return utf8_decode(byte, want, cp) == want && plausible(*cp) ? i - at : 0;
}

static void repair_mojibake(struct pass *p) {
    for (uint32_t i = 0; i + 1 < p->in.n; i++) {
        unsigned char c = (unsigned char)p->in.p[i];
        if (c != 0xc3 && c != 0xc2) continue; /* a misread lead byte is U+00C2 .. U+00F4 */
        uint32_t cp, len = misread_at(p->in, i, &cp);
        char into[4];
        if (!len) continue;
        pass_replace(p, i, len, (struct str){into, utf8_encode(cp, into)});
        i += len - 1;
    }
}

/* ---- characters: spaces, invisible marks, controls, line ends */

/* What code point cp becomes: itself, 0 (left out), or another. */
static uint32_t clean_cp(uint32_t cp) {
    if (cp < 0x20 || cp == 0x7f)
        return cp == '\n' ? '\n' : cp == '\t' ? ' ' : cp == '\f' || cp == '\v' ? '\n' : 0;
    if (cp < 0x80) return cp;
    if (cp < 0xa0) return cp == 0x85 ? '\n' : charset_cp1252((unsigned char)cp);
    if (cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f || cp == 0x205f ||
        cp == 0x3000)
        return ' ';
    if (cp == 0x2028 || cp == 0x2029) return '\n';
    if (cp == 0xad || cp == 0x200b || cp == 0x200e || cp == 0x200f || cp == 0xfeff ||
        cp == 0x2060 || (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2061 && cp <= 0x2069) ||
        cp == 0xfffc)
        return 0;
    return cp;
}

/* A joiner keeps its place between letters that need it, not beside ASCII. */
static bool idle_joiner(struct str s, uint32_t at, uint32_t cp) {
    if (cp != 0x200c && cp != 0x200d) return false;
    bool before = at == 0 || (unsigned char)s.p[at - 1] < 0x80;
    bool after = at + 3 >= s.n || (unsigned char)s.p[at + 3] < 0x80;
    return before || after;
}

/* A soft hyphen at a line's end joins the word over the break. */
static uint32_t break_after(struct str s, uint32_t at) {
    uint32_t i = at;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\r')) i++;
    if (i >= s.n || s.p[i] != '\n') return 0;
    i++;
    while (i < s.n && s.p[i] == ' ') i++;
    return i < s.n && ascii_is_alpha(s.p[i]) ? i - at : 0;
}

static void clean_characters(struct pass *p) {
    struct str s = p->in;
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c >= 0x20 && c < 0x7f) || c == '\n') continue;
        if (c == '\r') {
            bool pair = i + 1 < s.n && s.p[i + 1] == '\n';
            pass_replace(p, i, 1u + pair, STR("\n"));
            i += pair;
            continue;
        }
        uint32_t cp;
        unsigned len = utf8_decode(s.p + i, s.n - i, &cp);
        if (!len) continue; /* the reader has checked the bytes */
        uint32_t to = idle_joiner(s, i, cp) ? 0 : clean_cp(cp);
        char into[4];
        uint32_t take = len + (cp == 0xad ? break_after(s, i + len) : 0);
        if (to != cp || !cp)
            pass_replace(p, i, take, (struct str){into, to ? utf8_encode(to, into) : 0});
        i += take - 1;
    }
}

/* U+FB00 to U+FB06 stand in text taken out of printed pages. */
static void part_ligatures(struct pass *p) {
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    for (uint32_t i = str_find_str(p->in, STR("\xef\xac"), 0); i != NONE;
         i = str_find_str(p->in, STR("\xef\xac"), i + 3)) {
        unsigned n = (unsigned char)p->in.p[i + 2] - 0x80u;
        if (n < COUNT_OF(letters)) pass_replace(p, i, 3, str_c(letters[n]));
    }
}

/* ---- named and numbered characters left in a text */

static uint32_t entity_cp(const struct map *names, struct str body) {
    if (body.n < 2) return 0;
    if (body.p[0] != '#') {
        uint32_t cp = map_get(names, body);
        return cp == NONE ? 0 : cp;
    }
    bool hex = body.p[1] == 'x' || body.p[1] == 'X';
    uint32_t cp = 0;
    for (uint32_t i = 1u + hex; i < body.n; i++) {
        char d = ascii_lower(body.p[i]);
        unsigned v = ascii_is_digit(d)             ? (unsigned)(d - '0')
                     : hex && d >= 'a' && d <= 'f' ? (unsigned)(d - 'a') + 10
                                                   : 99;
        if (v == 99 || cp > 0x10ffff) return 0;
        cp = cp * (hex ? 16 : 10) + v;
    }
    return cp >= 0x80 && cp < 0xa0 ? charset_cp1252((unsigned char)cp) : cp;
}

static void decode_entities(struct pass *p) {
    struct map names = {0};
    for (uint32_t i = str_find(p->in, '&', 0); i != NONE; i = str_find(p->in, '&', i + 1)) {
        uint32_t end = i + 1;
        while (end < p->in.n && end - i < LONGEST_ENTITY && p->in.p[end] != ';') end++;
        if (end >= p->in.n || p->in.p[end] != ';') continue;
        if (!names.a) charset_entities(&names, p->a);
        char into[4];
        uint32_t cp = entity_cp(&names, str_cut(p->in, i + 1, end));
        unsigned len = cp >= 0x20 ? utf8_encode(cp, into) : 0;
        if (!len) continue;
        pass_replace(p, i, end + 1 - i, (struct str){into, len});
        i = end;
    }
}

/* ---- hyphens inside words */

/* Lower-cased copy into `to` (LONGEST_PART * 2 + 1 bytes); ASCII letters and apostrophes only. */
static struct str lowered(struct str s, char *to) {
    for (uint32_t i = 0; i < s.n; i++) to[i] = ascii_lower(s.p[i]);
    return (struct str){to, s.n};
}

struct hyphen {
    struct str a, b;  /* letters before and behind */
    bool at_line_end; /* a line break stands behind it */
    bool spaced;      /* blanks stand behind it on the same line */
};

static bool starts_upper(struct str s) {
    return ascii_is_upper(s.p[0]);
}

static bool all_upper(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!ascii_is_upper(s.p[i])) return false;
    return true;
}

/* The evidence that the hyphen breaks one word: the joined form is a word, and its parts are not
 * both words; at a line's end an unusual compound is enough. */
static bool breaks_word(const struct pass *p, const struct hyphen *h) {
    char whole[2 * LONGEST_PART + 2], part[LONGEST_PART + 1];
    if (starts_upper(h->b) && !(all_upper(h->a) && all_upper(h->b))) return false;
    if (all_upper(h->a) && h->a.n > 1 && !starts_upper(h->b)) return false;
    struct str joined = {whole, h->a.n + h->b.n};
    lowered(h->a, whole);
    lowered(h->b, whole + h->a.n);
    if (all_upper(h->a) && all_upper(h->b) && joined.n < 6) return false; /* (D-PA) */
    if (!lexicon_has_word(p->lexicon, joined)) return false;
    if (map_get(p->tails, (struct str){whole + h->a.n, h->b.n}) != NONE) return false;
    bool b_word = h->b.n > 1 && lexicon_has_word(p->lexicon, lowered(h->b, part));
    struct str a = lowered(h->a, part);
    bool prefix = map_get(p->prefixes, a) != NONE;
    bool a_word = h->a.n > 1 && lexicon_has_word(p->lexicon, a);
    if (b_word && (prefix || a_word)) {
        if (!h->at_line_end || prefix) return false;
        memmove(whole + h->a.n + 1, whole + h->a.n, h->b.n);
        whole[h->a.n] = '-';
        return !lexicon_has_word(p->lexicon, (struct str){whole, joined.n + 1});
    }
    return !h->spaced || !b_word || !a_word;
}

static bool word_letter(struct str s, uint32_t at) {
    return at < s.n && (ascii_is_alpha(s.p[at]) || (unsigned char)s.p[at] >= 0x80);
}

/* The parts around the hyphen at `at`, of ASCII letters only; false where it is none inside a
 * word or one of several in a compound. *end = where the second part begins. */
static bool hyphen_at(struct str s, uint32_t at, struct hyphen *h, uint32_t *second) {
    uint32_t b = at, i = at + 1;
    while (b > 0 && at - b <= LONGEST_PART && ascii_is_alpha(s.p[b - 1])) b--;
    if (b == at || at - b > LONGEST_PART) return false;
    if (b > 0 && (s.p[b - 1] == '-' || ascii_is_digit(s.p[b - 1]) || word_letter(s, b - 1) ||
                  s.p[b - 1] == '\''))
        if (!(b >= 3 && (unsigned char)s.p[b - 3] == 0xe2 && (unsigned char)s.p[b - 2] == 0x80))
            return false;
    while (i < s.n && s.p[i] == ' ') i++;
    h->spaced = i > at + 1;
    h->at_line_end = i < s.n && s.p[i] == '\n';
    if (h->at_line_end) do
            i++;
        while (i < s.n && s.p[i] == ' ');
    uint32_t e = i;
    while (e < s.n && e - i <= LONGEST_PART && ascii_is_alpha(s.p[e])) e++;
    if (e == i || e - i > LONGEST_PART) return false;
    if (e < s.n && (s.p[e] == '-' || ascii_is_digit(s.p[e]))) return false;
    if (word_letter(s, e) && (unsigned char)s.p[e] != 0xe2) return false;
    h->a = str_cut(s, b, at);
    h->b = str_cut(s, i, e);
    *second = i;
    return true;
}

static void join_hyphens(struct pass *p) {
    if (!p->lexicon) return;
    for (uint32_t i = str_find(p->in, '-', 0); i != NONE; i = str_find(p->in, '-', i + 1)) {
        struct hyphen h;
        uint32_t second;
        if (!hyphen_at(p->in, i, &h, &second)) continue;
        bool one = breaks_word(p, &h); /* a compound over the break keeps its hyphen */
        if (!one && !h.at_line_end) continue;
        pass_replace(p, i + !one, second - i - !one, STR(""));
        i = second - 1;
    }
}

/* ---- the chain */

static void read_list(struct map *m, struct arena *a, const char *name) {
    struct tsv t;
    map_init(m, a, 128);
    tsv_init(&t, embed_find(name));
    while (tsv_next(&t)) map_put(m, tsv_cell(&t, 0), 1);
}

/* What the reading of the input met. */
static void note_input(struct doc *d) {
    const struct att_report *r = d->report;
    const struct tspan nowhere = {0, 0};
    if (r->note.n) doc_note(d, "input", nowhere, "%.*s", STR_ARG(r->note));
    uint32_t n = ATT_MIN(r->duplicate.of.n, (uint32_t)ID_SHOWN);
    while (!utf8_boundary(r->duplicate.of, n)) n--;
    struct str id = str_cut(r->duplicate.of, 0, n);
    if (r->duplicate.kind == DUPLICATE_EXACT)
        doc_note(d, "duplicate", nowhere, "the same text as report %.*s of this input",
                 STR_ARG(id));
    if (r->duplicate.kind == DUPLICATE_NEAR)
        doc_note(d, "near_duplicate", nowhere, "nearly the same text as report %.*s of this input",
                 STR_ARG(id));
}

void clean_run(struct doc *d, const struct world *w, struct arena *scratch) {
    const struct att_report *r = d->report;
    struct str text = r->text;
    const struct omap *map = NULL;
    struct map prefixes, tails;
    struct pass p = {
        .a = scratch, .lexicon = w ? w->lexicon : NULL, .prefixes = &prefixes, .tails = &tails};
    read_list(&prefixes, scratch, "data/clean/prefixes.tsv");
    read_list(&tails, scratch, "data/clean/tails.tsv");
    bool plain = r->kind != REPORT_HTML && !r->n_block;
    if (plain) pass_run(decode_entities, &p, &text, &map);
    for (int i = 0; i < MOJIBAKE_ROUNDS; i++)
        if (!pass_run(repair_mojibake, &p, &text, &map)) break;
    pass_run(clean_characters, &p, &text, &map);
    if (plain) pass_run(part_ligatures, &p, &text, &map);
    if (plain) pass_run(markup_quoted, &p, &text, &map);
    if (plain) pass_run(markup_markdown, &p, &text, &map);
    pass_run(join_hyphens, &p, &text, &map);
    d->text = arena_str(d->a, text);
    note_input(d);
    d->cleaned = omap_join(d->a, map, NULL);
    d->omap = map ? omap_join(d->a, map, r->omap) : r->omap;
}
