#include "base/base.h"

#include "codebook/issues.h"

#include "world/namekey.h"

enum { PHRASE_TOKENS = 12 };

struct reading {
    struct issues *s;
    struct arena *a;
};

/* The phrase with its '+' as `joint` and without the marks of word classes. */
static struct str spell(struct reading *r, struct str s, char joint) {
    char *p = arena_alloc(r->a, s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        bool first = !i || ascii_is_space(s.p[i - 1]) || s.p[i - 1] == '+';
        if (first && i + 1 < s.n && s.p[i + 1] == ':')
            i++;
        else if (s.p[i] != '+')
            p[n++] = s.p[i];
        else if (joint)
            p[n++] = joint;
    }
    return namekey(r->a, (struct str){p, n});
}

static void add(struct reading *r, struct str key, struct issue_phrase phrase) {
    uint32_t i = r->s->phrase.n;
    if (key.n && key.n <= NAMEKEY_MAX && map_add(&r->s->of, key, i, NULL) == i)
        *vec_push(r->a, &r->s->phrase) = phrase;
}

/* [petrarch issues/void] "~PHRASE"; [petrarch issues/joined] "pre+school"; [petrarch issues/forms]
 * "n:school". A line without a code says nothing. */
static void read_line(struct reading *r, struct str line) {
    bool pass = line.p[0] == '~';
    while (line.n && line.p[0] == '~') line = str_cut(line, 1, line.n);
    uint32_t b = str_find(line, '[', 0), e = b == NONE ? NONE : str_find(line, ']', b);
    if (!pass && e == NONE) return;
    struct issue_phrase phrase = {STR(""), false};
    if (!pass) phrase.code = arena_str(r->a, str_trim(str_cut(line, b + 1, e)));
    line = str_trim(str_cut(line, 0, b == NONE ? line.n : b));
    phrase.inflected = str_find(line, ':', 0) != NONE;
    add(r, spell(r, line, ' '), phrase);
    if (str_find(line, '+', 0) != NONE) add(r, spell(r, line, 0), phrase);
}

void issues_open(struct issues *s, const struct petrarch *p, struct arena *a) {
    struct reading r = {s, a};
    *s = (struct issues){0};
    map_init(&s->of, a, 2 * p->issue.n + 16);
    for (uint32_t i = 0; i < p->issue.n; i++)
        if (p->issue.v[i].text.p[0] != '<') read_line(&r, p->issue.v[i].text);
}

/* Words of the text in one key; false where no more fit. */
struct words {
    char p[NAMEKEY_MAX];
    uint32_t n;
};

static bool append(struct words *w, struct str s) {
    if (w->n + s.n + 1 > sizeof w->p) return false;
    if (w->n) w->p[w->n++] = ' ';
    for (uint32_t i = 0; i < s.n; i++) w->p[w->n++] = s.p[i] == '-' ? ' ' : ascii_lower(s.p[i]);
    return true;
}

/* The longest phrase at token t, by its words, else (where it has forms) by lemmas. */
static uint32_t phrase_at(const struct issues *s, const struct doc *d, const struct str *key,
                          const uint32_t range[2], uint32_t *len) {
    struct words plain = {.n = 0}, lemma = {.n = 0};
    uint32_t found = NONE, t = range[0];
    *len = 0;
    for (uint32_t i = t; i < range[1] && i < t + PHRASE_TOKENS; i++) {
        if (!key[i].n && i == t) break;
        if (!key[i].n) continue;
        if (!append(&plain, key[i]) || !append(&lemma, d->lemma[i])) break;
        uint32_t v = map_get(&s->of, (struct str){plain.p, plain.n});
        if (v == NONE) {
            v = map_get(&s->of, (struct str){lemma.p, lemma.n});
            if (v != NONE && !s->phrase.v[v].inflected) v = NONE;
        }
        if (v != NONE) found = v, *len = i - t + 1;
    }
    return found;
}

static void count(issue_list *out, uint32_t from, struct str code, struct arena *a) {
    for (uint32_t i = from; i < out->n; i++)
        if (str_eq(out->v[i].code, code)) {
            out->v[i].count++;
            return;
        }
    *vec_push(a, out) = (struct cameo_issue){code, 1};
}

/* [petrarch issues/longest] */
void issues_find(const struct issues *s, const struct doc *d, const struct str *key,
                 const uint32_t range[2], issue_list *out, struct arena *a) {
    uint32_t from = out->n, len;
    for (uint32_t t = range[0]; t < range[1] && s->phrase.n;) {
        uint32_t i = phrase_at(s, d, key, (uint32_t[2]){t, range[1]}, &len);
        if (i != NONE && s->phrase.v[i].code.n) count(out, from, s->phrase.v[i].code, a);
        t += i == NONE ? 1 : len;
    }
}
