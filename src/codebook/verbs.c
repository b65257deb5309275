#include "base/base.h"

#include "codebook/verbs.h"

enum {
    NEAR_GAP = 3,      /* words that may stand between those of one { } */
    WINDOW_AFTER = 80, /* words that patterns look at behind and before the verb */
    WINDOW_BEFORE = 30,
    SYNSET_DEPTH = 2,
    MEMBER_SYNSET = 1u << 30 /* a member that is a synonym set */
};

struct compiler {
    struct verbs *v;
    struct arena *a;
    uint32_t synset; /* the set that is open, or NONE */
    bool block;      /* a block is open */
};

/* ---- reading */

static bool is_mark(char c) {
    return c == '(' || c == ')' || c == '{' || c == '}';
}

static struct str upper(struct arena *a, struct str s) {
    char *p = arena_alloc(a, s.n + 1);
    for (uint32_t i = 0; i < s.n; i++) p[i] = (char)(ascii_is_lower(s.p[i]) ? s.p[i] - 32 : s.p[i]);
    return (struct str){p, s.n};
}

/* The words of "URBAN_CENTER", "TO THE END", without marks. */
static struct verb_phrase add_words(struct compiler *c, struct str s) {
    struct verb_phrase p = {c->v->word.n, c->v->word.n};
    for (uint32_t i = 0; i < s.n;) {
        uint32_t b = i;
        while (i < s.n && s.p[i] != '_' && s.p[i] != '+' && !is_mark(s.p[i]) &&
               !ascii_is_space(s.p[i]))
            i++;
        if (i > b) *vec_push(c->a, &c->v->word) = upper(c->a, str_cut(s, b, i));
        if (i < s.n) i++;
    }
    p.e = c->v->word.n;
    return p;
}

static uint32_t add_phrase(struct compiler *c, struct str s) {
    struct verb_phrase p = add_words(c, s);
    if (p.b == p.e) return NONE;
    *vec_push(c->a, &c->v->phrase) = p;
    return c->v->phrase.n - 1;
}

static struct str code_part(struct arena *a, struct str s) {
    s = str_trim(s);
    return s.n && s.p[0] != '-' && s.p[0] != '+' && s.p[0] != '#' ? arena_str(a, s) : STR("");
}

/* "040", "043:042", ":080", "---". */
static struct verb_code read_code(struct arena *a, struct str s) {
    uint32_t colon = str_find(s, ':', 0);
    if (colon == NONE) return (struct verb_code){code_part(a, s), STR("")};
    return (struct verb_code){code_part(a, str_cut(s, 0, colon)),
                              code_part(a, str_cut(s, colon + 1, s.n))};
}

/* Splits "TEXT [CODE]"; false where there is no code. */
static bool split_code(struct compiler *c, struct str line, struct str *text,
                       struct verb_code *code) {
    uint32_t b = str_find(line, '[', 0), e = b == NONE ? NONE : str_find(line, ']', b);
    *text = b == NONE ? line : str_cut(line, 0, b);
    if (e == NONE) return false;
    *code = read_code(c->a, str_cut(line, b + 1, e));
    return true;
}

static void open_synset(struct compiler *c, struct str name) {
    uint32_t end = 0;
    while (end < name.n && !ascii_is_space(name.p[end])) end++;
    name = upper(c->a, str_cut(name, 0, end));
    *vec_push(c->a, &c->v->synset) = (struct verb_phrase){c->v->member.n, c->v->member.n};
    c->synset = c->v->synset.n - 1;
    map_put(&c->v->synset_of, name, c->synset);
}

static void add_member(struct compiler *c, struct str s) {
    s = str_trim(s);
    uint32_t m = NONE;
    if (s.n && s.p[0] == '&') {
        m = map_get(&c->v->synset_of, upper(c->a, s));
        if (m != NONE) m |= MEMBER_SYNSET;
    } else {
        m = add_phrase(c, s);
    }
    if (m == NONE) return;
    *vec_push(c->a, &c->v->member) = m;
    c->v->synset.v[c->synset].e = c->v->member.n;
}

static void open_block(struct compiler *c, struct str line) {
    struct verb_block *b = vec_push(c->a, &c->v->block);
    struct str name;
    *b = (struct verb_block){.pattern_b = c->v->pattern.n, .pattern_e = c->v->pattern.n};
    split_code(c, line, &name, &b->code);
    name = str_trim(name);
    while (name.n && (name.p[name.n - 1] == '-' || ascii_is_space(name.p[name.n - 1]))) name.n--;
    b->name = upper(c->a, name);
    c->block = true;
    c->synset = NONE;
}

/* "BREAK", "+BREAK_DOWN", "WIRE_+TAP": the head is the word after '+', else the first. */
static void add_form(struct compiler *c, struct str s, const struct verb_code *own) {
    uint32_t plus = str_find(s, '+', 0), end;
    uint32_t head = plus == NONE ? 0 : plus + 1;
    for (end = head; end < s.n && s.p[end] != '_';) end++;
    if (end == head) return;
    struct verb_form f = {.block = c->v->block.n - 1, .next = NONE};
    f.before = add_words(c, str_cut(s, 0, plus == NONE ? 0 : plus));
    f.after = add_words(c, str_cut(s, end, s.n));
    if (own) f.own = true, f.code = *own;
    struct str key = upper(c->a, str_cut(s, head, end));
    f.next = map_get(&c->v->form_of, key);
    *vec_push(c->a, &c->v->form) = f;
    map_put(&c->v->form_of, key, c->v->form.n - 1);
}

/* "BREAK" without forms in braces has the regular ones, with the rest of its words behind them. */
static void add_regular(struct compiler *c, struct str s, const struct verb_code *own) {
    uint32_t plus = str_find(s, '+', 0), b = plus == NONE ? 0 : plus + 1, e = b;
    while (e < s.n && s.p[e] != '_') e++;
    if (e < b + 2) return;
    char last = s.p[e - 1], before = s.p[e - 2];
    bool mute = last == 'E', hiss = last == 'S' || last == 'H' || last == 'X' || last == 'Z';
    bool y = last == 'Y' && !strchr("AEIOU", before);
    const char *const ending[3] = {y ? "IES" : hiss ? "ES" : "S", y ? "IED" : "ED", "ING"};
    for (unsigned i = 0; i < 3; i++) {
        uint32_t stem = (mute && i) || (y && i < 2) ? e - 1 : e;
        add_form(
            c, arena_printf(c->a, "%.*s%s%.*s", (int)stem, s.p, ending[i], (int)(s.n - e), s.p + e),
            own);
    }
}

/* [petrarch verb/forms] "BREAK {BROKE BROKEN} [120]"; [petrarch verb/own-code] "[120]" there. */
static void verb_line(struct compiler *c, struct str line) {
    struct verb_code code;
    struct str text;
    bool own = split_code(c, line, &text, &code), given = str_find(text, '{', 0) != NONE;
    for (uint32_t i = 0; i < text.n;) {
        uint32_t b = i;
        while (i < text.n && !ascii_is_space(text.p[i]) && !is_mark(text.p[i])) i++;
        if (i > b) add_form(c, str_cut(text, b, i), own ? &code : NULL);
        if (i > b && !given) add_regular(c, upper(c->a, str_cut(text, b, i)), own ? &code : NULL);
        if (i < text.n) i++;
    }
}

static void add_element(struct compiler *c, struct str s, bool near) {
    static const char signs[] = "$+^%";
    static const uint8_t kinds[] = {VERB_SOURCE, VERB_TARGET, VERB_SKIP, VERB_MANY};
    struct verb_element e = {.kind = VERB_WORD, .near = near};
    const char *sign = s.n == 1 ? strchr(signs, s.p[0]) : NULL;
    if (sign && *sign) {
        e.kind = kinds[sign - signs];
    } else if (s.p[0] == '&') {
        e.kind = VERB_SYNSET;
        e.at = map_get(&c->v->synset_of, upper(c->a, s));
    } else {
        e.at = add_phrase(c, s);
    }
    if (e.kind <= VERB_SYNSET && e.at == NONE)
        c->v->n_bad++;
    else
        *vec_push(c->a, &c->v->element) = e;
}

static void pattern_elements(struct compiler *c, struct str s, struct verb_pattern *p) {
    bool brace = false, first = false, star = false;
    for (uint32_t i = 0; i < s.n;) {
        if (is_mark(s.p[i]) || ascii_is_space(s.p[i])) {
            if (s.p[i] == '{') brace = first = true;
            if (s.p[i] == '}') brace = false;
            i++;
            continue;
        }
        uint32_t b = i;
        while (i < s.n && !ascii_is_space(s.p[i]) && !is_mark(s.p[i])) i++;
        if (i - b == 1 && s.p[b] == '*') {
            star = true;
            p->after_b = c->v->element.n;
            continue;
        }
        add_element(c, str_cut(s, b, i), brace && !first);
        first = false;
    }
    if (!star) c->v->n_bad++, p->after_b = NONE;
    p->end = c->v->element.n;
}

/* [petrarch pattern/line] "- NEITHER * {PEACE PLAN} (WITH +) [057]". */
static void pattern_line(struct compiler *c, struct str line) {
    struct verb_pattern p = {.before_b = c->v->element.n};
    struct str text;
    if (!split_code(c, line, &text, &p.code)) {
        c->v->n_bad++;
        return;
    }
    pattern_elements(c, text, &p);
    if (p.after_b == NONE) return;
    for (uint32_t i = p.before_b; i < p.end; i++)
        p.weight += c->v->element.v[i].kind <= VERB_SYNSET ? 4 : 1;
    *vec_push(c->a, &c->v->pattern) = p;
    c->v->block.v[c->v->block.n - 1].pattern_e = c->v->pattern.n;
}

/* [petrarch verb/transform] "a (a b ATTACK) SAY = a b 015"; what has another form is counted as
 * bad. */
static void turn_line(struct compiler *c, struct str s) {
    struct str w[9] = {{NULL, 0}};
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n && n < COUNT_OF(w);) {
        uint32_t b = i;
        while (i < s.n && !ascii_is_space(s.p[i]) && !is_mark(s.p[i])) i++;
        if (i > b) w[n++] = str_cut(s, b, i);
        if (i < s.n) i++;
    }
    if (n != 9 || !str_eq_c(w[0], "a") || !str_eq_c(w[5], "=") || !str_eq_c(w[6], "a") ||
        !str_eq_c(w[7], "b")) {
        c->v->n_bad++;
        return;
    }
    bool same = str_eq_c(w[1], "a") || str_eq_c(w[1], "_");
    *vec_push(c->a, &c->v->turn) =
        (struct verb_turn){upper(c->a, w[4]), upper(c->a, w[3]), same, arena_str(c->a, w[8])};
}

static void dictionary_line(struct compiler *c, struct str s) {
    if (str_starts(s, STR("---"))) {
        open_block(c, str_cut(s, 3, s.n));
    } else if (s.p[0] == '&') {
        open_synset(c, s);
    } else if (s.p[0] == '+' && c->synset != NONE) {
        add_member(c, str_cut(s, 1, s.n));
    } else if (!c->block || s.p[0] == '~') {
        if (s.p[0] == '~') turn_line(c, str_cut(s, 1, s.n));
    } else if (str_starts(s, STR("- "))) {
        pattern_line(c, str_cut(s, 2, s.n));
    } else if (str_find(s, '*', 0) != NONE) {
        pattern_line(c, s);
    } else {
        verb_line(c, s);
    }
}

void verbs_open(struct verbs *v, const struct petrarch *p, struct arena *a) {
    *v = (struct verbs){0};
    map_init(&v->synset_of, a, 256);
    map_init(&v->form_of, a, 4096);
    struct compiler c = {.v = v, .a = a, .synset = NONE};
    for (uint32_t i = 0; i < p->verb.n; i++) dictionary_line(&c, p->verb.v[i].text);
}

/* ---- matching */

static bool same_word(struct str token, struct str lemma, struct str word) {
    if (str_ieq(token, word) || str_ieq(lemma, word)) return true;
    return word.n > 3 && word.p[word.n - 1] == 'S' && str_ieq(lemma, str_cut(word, 0, word.n - 1));
}

/* The end of the phrase that begins at word t, or NONE. */
static uint32_t phrase_at(const struct verbs *v, const struct verb_text *x, struct verb_phrase p,
                          uint32_t t) {
    for (uint32_t i = p.b; i < p.e; i++, t++)
        if (t >= x->e || !same_word(x->low[t], x->lemma[t], v->word.v[i])) return NONE;
    return t;
}

/* [petrarch pattern/synset] the end of any member that begins at t: longest first; sets in sets to
 * a fixed depth. */
static uint32_t synset_at(const struct verbs *v, const struct verb_text *x, uint32_t set,
                          uint32_t t) {
    uint32_t open[1 + SYNSET_DEPTH * 16] = {set}, n = 1, best = NONE;
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t i = v->synset.v[open[k]].b; i < v->synset.v[open[k]].e; i++) {
            uint32_t m = v->member.v[i];
            if (m & MEMBER_SYNSET) {
                if (n < COUNT_OF(open)) open[n++] = m & ~MEMBER_SYNSET;
                continue;
            }
            uint32_t e = phrase_at(v, x, v->phrase.v[m], t);
            if (e != NONE && (best == NONE || e > best)) best = e;
        }
    return best;
}

static uint32_t element_at(const struct verbs *v, const struct verb_text *x,
                           const struct verb_element *e, uint32_t t) {
    if (x->skip && x->skip[t]) return NONE;
    if (e->kind == VERB_WORD) return phrase_at(v, x, v->phrase.v[e->at], t);
    if (e->kind == VERB_SYNSET) return synset_at(v, x, e->at, t);
    return x->slot[t] != NONE ? t + 1 : NONE;
}

/* Elements [b, e) in order within words [from, to); where they end, or NONE. [petrarch
 * pattern/target]
 * '+', [petrarch pattern/subject] '+' before the verb, [petrarch pattern/skip] '^', [petrarch
 * pattern/many] '%', [petrarch pattern/near] '{ }'. */
static uint32_t elements_in(const struct verbs *v, const struct verb_text *x, uint32_t b,
                            uint32_t e, struct verb_match *out) {
    bool before = x->b < x->verb;
    uint32_t at = x->b;
    for (uint32_t i = b; i < e; i++) {
        const struct verb_element *el = &v->element.v[i];
        uint32_t end = NONE, last = el->near ? ATT_MIN(x->e, at + NEAR_GAP + 1) : x->e, t;
        if (el->kind == VERB_MANY) {
            out->many = true;
            continue;
        }
        if (before && el->kind == VERB_TARGET) { /* the subject, wherever it stands */
            out->target = VERB_SUBJECT;
            continue;
        }
        if (before && el->kind == VERB_SOURCE) continue;
        for (t = at; t < last && end == NONE; t++) end = element_at(v, x, el, t);
        if (el->kind == VERB_SKIP && end == NONE) continue;
        if (end == NONE) return NONE;
        if (el->kind == VERB_SOURCE) out->source = x->slot[t - 1];
        if (el->kind == VERB_TARGET) out->target = x->slot[t - 1];
        at = end;
    }
    return at;
}

static bool pattern_fits(const struct verbs *v, const struct verb_text *x, uint32_t after,
                         const struct verb_pattern *p, struct verb_match *out) {
    struct verb_text left = *x, right = *x;
    left.e = x->verb;
    left.skip = NULL;
    left.b = x->verb > x->b + WINDOW_BEFORE ? x->verb - WINDOW_BEFORE : x->b;
    if (elements_in(v, &left, p->before_b, p->after_b, out) == NONE) return false;
    right.b = after;
    right.e = ATT_MIN(x->e, after + WINDOW_AFTER);
    return elements_in(v, &right, p->after_b, p->end, out) != NONE;
}

/* [petrarch pattern/most-words] wins, the first of equals. */
static void best_pattern(const struct verbs *v, const struct verb_text *x, uint32_t after,
                         const struct verb_form *f, struct verb_match *out) {
    const struct verb_block *b = &v->block.v[f->block];
    out->code = out->plain = f->own ? f->code : b->code;
    for (uint32_t i = b->pattern_b; i < b->pattern_e; i++) {
        const struct verb_pattern *p = &v->pattern.v[i];
        struct verb_match m = {p->code, i, NONE, NONE, false, p->weight, f->block, out->plain};
        if (p->weight > out->weight && pattern_fits(v, x, after, p, &m)) *out = m;
    }
}

/* [petrarch verb/several-words] where the words of a form end, or NONE: those before its head stand
 * directly before it, the others behind it, with the object between them at most ("cordoned the
 * roads off"). */
static uint32_t form_end(const struct verbs *v, const struct verb_text *x,
                         const struct verb_form *f) {
    uint32_t n = f->before.e - f->before.b, at = x->verb + 1;
    if (n > x->verb - x->b) return NONE;
    if (n && phrase_at(v, x, f->before, x->verb - n) == NONE) return NONE;
    if (f->after.b == f->after.e) return at;
    for (uint32_t t = at; t < x->e && t <= at + NEAR_GAP; t++)
        if (phrase_at(v, x, f->after, t) != NONE) return at;
    return NONE;
}

static uint32_t form_of(const struct verbs *v, struct str s) {
    char up[64];
    if (s.n > sizeof up) return NONE;
    for (uint32_t i = 0; i < s.n; i++)
        up[i] = (char)(ascii_is_lower(s.p[i]) ? s.p[i] - 32 : s.p[i]);
    return map_get(&v->form_of, (struct str){up, s.n});
}

bool verbs_match(const struct verbs *v, const struct verb_text *x, struct verb_match *out) {
    const struct verb_form *best = NULL;
    uint32_t most = 0, after = NONE;
    for (unsigned k = 0; k < 2; k++) {
        uint32_t i = form_of(v, k ? x->lemma[x->verb] : x->low[x->verb]);
        for (; i != NONE; i = v->form.v[i].next) {
            const struct verb_form *f = &v->form.v[i];
            uint32_t n = 1 + f->before.e - f->before.b + f->after.e - f->after.b;
            uint32_t end = form_end(v, x, f);
            if (end == NONE || n <= most) continue;
            best = f, most = n, after = end;
        }
    }
    if (!best) return false;
    *out =
        (struct verb_match){.pattern = NONE, .source = NONE, .target = NONE, .block = best->block};
    best_pattern(v, x, after, best, out);
    return true;
}

/* Whether the block holds the verb of that name alone. */
static bool block_has(const struct verbs *v, uint32_t block, struct str name) {
    if (str_eq(v->block.v[block].name, name)) return true;
    for (uint32_t i = map_get(&v->form_of, name); i != NONE; i = v->form.v[i].next) {
        const struct verb_form *f = &v->form.v[i];
        if (f->block == block && f->after.b == f->after.e && f->before.b == f->before.e)
            return true;
    }
    return false;
}

bool verbs_transform(const struct verbs *v, uint32_t above, const struct verb_match *m, bool same,
                     struct str *code) {
    for (uint32_t i = 0; i < v->turn.n; i++) {
        const struct verb_turn *t = &v->turn.v[i];
        bool any = str_eq_c(t->lower, "Q");
        if (t->same != same || !block_has(v, above, t->upper)) continue;
        if (!any && !block_has(v, m->block, t->lower)) continue;
        *code = str_eq_c(t->code, "Q") ? m->code.to : t->code;
        return code->n != 0;
    }
    return false;
}
