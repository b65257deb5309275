/*
 * htmlscore pages GOLD: the pages of a gold file as JSONL that attest text reads.
 * htmlscore table GOLD FILE...: a line "| name | aeb F1 | traf F1 |" for each file of {"id",
 * "text"}, best first.
 *
 * GOLD rows: {"id", "set": "aeb", "text", "html"}: whole-article gold; {"id", "set": "traf",
 * "with": [..], "without": [..], "html"}: segments that must and must not be there; "html" is a
 * path beside GOLD. aeb: multiset overlap of word 4-grams a page, mean precision and mean recall
 * over pages, their harmonic mean (the metric of the article extraction benchmark). traf: F1 over
 * segments. Files may be gzipped.
 */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/sys.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>
#include <zlib.h>

enum { GRAM = 4, FILE_MOST = 1 << 30 };

struct score {
    struct str name;
    double aeb, traf;
    uint32_t n_aeb, n_traf; /* pages for which there is an answer */
    uint32_t aeb_pages, traf_pages;
};

struct counts {
    uint64_t tp, fp, fn;
};

static void fail(const char *what, const char *why) {
    fprintf(stderr, "htmlscore: %s: %s\n", what, why);
    exit(1);
}

/* The bytes of a file, unpacked where it is gzipped. */
static struct str read_file(struct arena *a, const char *path) {
    gzFile f = gzopen(path, "rb");
    struct buf b;
    buf_init(&b, sys_default(), FILE_MOST);
    if (!f) fail(path, "cannot open");
    for (int got;;) {
        char *at = buf_reserve(&b, 1 << 16);
        if (!at) fail(path, "too large");
        got = gzread(f, at, 1 << 16);
        if (got < 0) fail(path, "damaged");
        if (!got) break;
        b.n += (size_t)got;
    }
    gzclose(f);
    struct str s = arena_str(a, (struct str){b.n ? b.p : "", (uint32_t)b.n});
    buf_release(&b);
    return s;
}

/* The next object of JSONL, or NULL behind the last. */
static json_t *next_row(struct str *rest, const char *path) {
    struct str line;
    while (str_next(rest, '\n', &line)) {
        if (!str_trim(line).n) continue;
        json_t *o = json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL);
        if (!o) fail(path, "a line is not JSON");
        return o;
    }
    return NULL;
}

static struct str string_of(const json_t *v) {
    return json_is_string(v) ? (struct str){json_string_value(v), (uint32_t)json_string_length(v)}
                             : STR("");
}

/* ---- 4-grams */

static bool is_word(uint32_t cp) {
    if (cp < 0x80) return ascii_is_alpha((int)cp) || ascii_is_digit((int)cp) || cp == '_';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
           (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

struct hashes {
    uint64_t *v;
    uint32_t n, cap;
};

static struct hashes words_of(struct arena *a, struct str s) {
    struct hashes w = {0};
    uint32_t begin = NONE;
    for (uint32_t i = 0; i <= s.n;) {
        uint32_t cp = ' ', len = i < s.n ? utf8_decode(s.p + i, s.n - i, &cp) : 1;
        bool word = len && is_word(cp);
        if (word && begin == NONE) begin = i;
        if (!word && begin != NONE) {
            *vec_push(a, &w) = str_hash(str_cut(s, begin, i));
            begin = NONE;
        }
        i += len ? len : 1;
    }
    return w;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Hashes of the 4-grams, sorted; of fewer words, of all of them. */
static struct hashes grams_of(struct arena *a, struct str s) {
    struct hashes w = words_of(a, s), g = {0};
    for (uint32_t i = 0; i < w.n && (i == 0 || i + GRAM <= w.n); i++) {
        uint64_t h = 0;
        for (uint32_t k = i; k < ATT_MIN(i + GRAM, w.n); k++)
            h = (h ^ w.v[k]) * 0x9e3779b97f4a7c15u, h ^= h >> 29;
        *vec_push(a, &g) = h;
    }
    if (g.n) qsort(g.v, g.n, sizeof *g.v, by_value);
    return g;
}

static struct counts overlap(struct hashes gold, struct hashes found) {
    struct counts c = {0};
    uint32_t i = 0, k = 0;
    while (i < gold.n && k < found.n) {
        if (gold.v[i] == found.v[k])
            i++, k++, c.tp++;
        else if (gold.v[i] < found.v[k])
            i++;
        else
            k++;
    }
    c.fp = found.n - c.tp;
    c.fn = gold.n - c.tp;
    return c;
}

/* ---- segments */

static bool is_space(uint32_t cp) {
    if (cp < 0x80) return ascii_is_space((int)cp) || (cp >= 0x1c && cp <= 0x1f);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return cp == 0x85 || (c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP);
}

/* Runs of white space as one space, none at the ends. */
static struct str folded(struct arena *a, struct str s) {
    char *to = arena_alloc(a, (size_t)s.n + 1);
    uint32_t n = 0;
    bool gap = false;
    for (uint32_t i = 0, len; i < s.n; i += len) {
        uint32_t cp = 0;
        len = utf8_decode(s.p + i, s.n - i, &cp);
        if (!len) len = 1;
        if (is_space(cp)) {
            gap = n > 0;
            continue;
        }
        if (gap) to[n++] = ' ';
        gap = false;
        memcpy(to + n, s.p + i, len);
        n += len;
    }
    return (struct str){to, n};
}

static void count_segments(struct arena *a, const json_t *gold, struct str text, struct counts *c) {
    size_t i;
    json_t *v;
    text = folded(a, text);
    json_array_foreach(json_object_get(gold, "with"), i, v) {
        bool there = str_find_str(text, folded(a, string_of(v)), 0) != NONE;
        c->tp += there;
        c->fn += !there;
    }
    json_array_foreach(json_object_get(gold, "without"), i, v) c->fp +=
        str_find_str(text, folded(a, string_of(v)), 0) != NONE;
}

static double f1(double p, double r) {
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

/* ---- the two commands */

/* The texts of a file by id; `keep` holds the rows. */
static void read_texts(struct arena *a, const char *path, struct map *texts, json_t *keep) {
    struct str rest = read_file(a, path);
    map_init(texts, a, 256);
    for (json_t *o; (o = next_row(&rest, path));) {
        map_put(texts, string_of(json_object_get(o, "id")), (uint32_t)json_array_size(keep));
        json_array_append_new(keep, o);
    }
}

static void score_file(struct arena *a, const char *gold, const char *path, struct score *s) {
    struct map texts;
    json_t *keep = json_array();
    struct counts segments = {0};
    double p = 0, r = 0;
    uint32_t n_p = 0, n_r = 0;
    read_texts(a, path, &texts, keep);
    struct str rest = read_file(a, gold);
    for (json_t *o; (o = next_row(&rest, gold)); json_decref(o)) {
        bool aeb = str_eq_c(string_of(json_object_get(o, "set")), "aeb");
        uint32_t at = map_get(&texts, string_of(json_object_get(o, "id")));
        struct str text =
            at == NONE ? STR("") : string_of(json_object_get(json_array_get(keep, at), "text"));
        s->aeb_pages += aeb;
        s->traf_pages += !aeb;
        s->n_aeb += aeb && at != NONE;
        s->n_traf += !aeb && at != NONE;
        if (!aeb) {
            count_segments(a, o, text, &segments);
            continue;
        }
        struct hashes want = grams_of(a, string_of(json_object_get(o, "text")));
        struct counts c = overlap(want, grams_of(a, text));
        if (c.tp + c.fp) p += (double)c.tp / (double)(c.tp + c.fp), n_p++;
        if (c.tp + c.fn) r += (double)c.tp / (double)(c.tp + c.fn), n_r++;
    }
    json_decref(keep);
    s->aeb = f1(n_p ? p / n_p : 0, n_r ? r / n_r : 0);
    s->traf = f1(segments.tp ? (double)segments.tp / (double)(segments.tp + segments.fp) : 0,
                 segments.tp ? (double)segments.tp / (double)(segments.tp + segments.fn) : 0);
}

static int by_score(const void *a, const void *b) {
    const struct score *x = a, *y = b;
    double sx = x->n_aeb ? x->aeb : x->traf - 1, sy = y->n_aeb ? y->aeb : y->traf - 1;
    if (sx != sy) return sx > sy ? -1 : 1;
    return str_cmp(x->name, y->name);
}

/* "a/b/name.jsonl.gz" -> "name" */
static struct str name_of(const char *path) {
    struct str s = str_c(path);
    uint32_t b = s.n;
    while (b && s.p[b - 1] != '/') b--;
    s = str_cut(s, b, s.n);
    uint32_t dot = str_find(s, '.', 0);
    return dot == NONE ? s : str_cut(s, 0, dot);
}

static void print_figure(double value, uint32_t n) {
    if (n)
        printf(" %.3f |", value);
    else
        printf(" - |");
}

static void print_table(const char *gold, char **file, int n) {
    struct score *s = calloc((size_t)n, sizeof *s);
    for (int i = 0; i < n && s; i++) {
        struct arena a;
        arena_init(&a, sys_default(), (size_t)4 << 30);
        s[i].name = name_of(file[i]);
        score_file(&a, gold, file[i], &s[i]);
        arena_release(&a);
    }
    if (!s) fail(gold, "out of memory");
    qsort(s, (size_t)n, sizeof *s, by_score);
    printf("| program | aeb F1, %u pages | traf F1, %u pages |\n|---|---|---|\n", s[0].aeb_pages,
           s[0].traf_pages);
    for (int i = 0; i < n; i++) {
        printf("| %.*s |", STR_ARG(s[i].name));
        print_figure(s[i].aeb, s[i].n_aeb);
        print_figure(s[i].traf, s[i].n_traf);
        printf("\n");
    }
    free(s);
}

/* UTF-8 with each byte that is none replaced. */
static struct str repaired(struct arena *a, struct str s) {
    char *to = arena_alloc(a, (size_t)s.n * 3 + 1);
    uint32_t n = 0, cp;
    for (uint32_t i = 0, len; i < s.n; i += len ? len : 1) {
        len = utf8_decode(s.p + i, s.n - i, &cp);
        memcpy(to + n, len ? s.p + i : "\xef\xbf\xbd", len ? len : 3);
        n += len ? len : 3;
    }
    return (struct str){to, n};
}

static void print_pages(const char *gold) {
    struct arena a;
    arena_init(&a, sys_default(), (size_t)4 << 30);
    struct str rest = read_file(&a, gold), dir = str_c(gold);
    while (dir.n && dir.p[dir.n - 1] != '/') dir.n--;
    for (json_t *o; (o = next_row(&rest, gold)); json_decref(o)) {
        struct str path =
            arena_printf(&a, "%.*s%s", STR_ARG(dir), json_string_value(json_object_get(o, "html")));
        struct str html = repaired(&a, read_file(&a, path.p));
        json_t *page = json_object(), *url = json_object_get(o, "url");
        json_object_set(page, "id", json_object_get(o, "id"));
        json_object_set_new(page, "html", json_stringn_nocheck(html.p, html.n));
        if (json_is_string(url)) json_object_set(page, "url", url);
        json_dumpf(page, stdout, JSON_COMPACT);
        printf("\n");
        json_decref(page);
    }
    arena_release(&a);
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "pages")) {
        print_pages(argv[2]);
        return 0;
    }
    if (argc > 3 && !strcmp(argv[1], "table")) {
        print_table(argv[2], argv + 3, argc - 3);
        return 0;
    }
    fprintf(stderr, "usage: htmlscore pages GOLD | table GOLD FILE...\n");
    return 2;
}
