/*
 * train_ner OUT [--epochs N] [--fold K/N] FILE...: names from annotated text, by an averaged
 * structured perceptron with a margin, over the features of src/language/ner.c.
 *
 * FILE is JSONL, one row a sentence or document: {"id", "set", "tokens" or "text", "entities":
 * [[begin, end, type], ...]} with offsets in tokens or characters, or rows with "mentions", "xpos"
 * and "space_after" (entity layer of a treebank: the names in them are kept). Every row is read as
 * it stands and, in turn, in capitals or in lower case. With --fold K/N the rows whose id falls
 * into part K of N are held out and scored by set; nothing is written then. Deterministic.
 */
#include "base/base.h"

#include "base/sys.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "language/ner.h"
#include "modelfile.h"
#include "treebank.h"
#include "text/text.h"
#include "world/lexicon.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 16 };

struct gold {
    struct tspan span;
    uint8_t kind;
};

struct row {
    struct doc d;
    struct ner_token *tok;
    uint8_t *label;        /* [n_tok] */
    VEC(struct gold) gold; /* as annotated */
    VEC(struct gold) name; /* what of it is to be learnt */
    uint32_t set, n_stretch;
    struct tspan *stretch;
    uint32_t *feature_b; /* [n_tok + 1] into feature */
    uint32_t *feature;
    bool held, copy;
};

/* Averaged weights: as numbers of the file, and the floats that they stand for. */
struct finished {
    float weight[(size_t)NER_ROWS * NER_LABELS], step[(NER_LABELS + 1) * NER_LABELS];
    int16_t weight16[(size_t)NER_ROWS * NER_LABELS], step16[(NER_LABELS + 1) * NER_LABELS];
};

struct trainer {
    struct arena a, scratch;
    struct world world;
    VEC(struct row) rows;
    const char *set[SETS];
    uint32_t n_set, fold, folds, epochs;
    int32_t *w; /* [NER_ROWS * NER_LABELS] */
    int64_t *u; /* the same, for the average */
    int32_t step[(NER_LABELS + 1) * NER_LABELS];
    int64_t step_u[(NER_LABELS + 1) * NER_LABELS];
    uint16_t *seen; /* [NER_ROWS] */
    int64_t clock;
};

static int kind_of(const char *t) {
    static const struct {
        const char *name;
        int kind;
    } table[] = {{"PER", NER_PERSON},
                 {"Person", NER_PERSON},
                 {"person", NER_PERSON},
                 {"LOC", NER_PLACE},
                 {"Location", NER_PLACE},
                 {"location", NER_PLACE},
                 {"place", NER_PLACE},
                 {"ORG", NER_ORGANIZATION},
                 {"Organisation", NER_ORGANIZATION},
                 {"organization", NER_ORGANIZATION},
                 {"corporation", NER_ORGANIZATION},
                 {"group", NER_ORGANIZATION},
                 {"Quantity", -1},
                 {"Temporal", -1},
                 {"Money", -1},
                 {"time", -1},
                 {"Frequency", -1},
                 {"DocumentReference", -1},
                 {"CommsIdentifier", -1}};
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (!strcmp(t, table[i].name)) return table[i].kind;
    return NER_OTHER;
}

static uint32_t set_of(struct trainer *t, const char *name) {
    for (uint32_t i = 0; i < t->n_set; i++)
        if (!strcmp(t->set[i], name)) return i;
    if (t->n_set == SETS) die("%s: too many sets", name);
    t->set[t->n_set] = arena_str(&t->a, str_c(name)).p;
    return t->n_set++;
}

/* ---- one row of a file: text and gold spans in bytes */

struct input {
    struct buf text;
    VEC(struct gold) gold; /* as annotated */
    VEC(struct gold) name; /* what of it is to be learnt */
};

static void from_tokens(struct trainer *t, json_t *row, struct input *in) {
    json_t *tokens = json_object_get(row, "tokens"), *space = json_object_get(row, "space_after");
    json_t *x;
    size_t i, n = json_array_size(tokens);
    struct tspan *pos = arena_array(&t->a, struct tspan, n + 1);
    json_array_foreach(tokens, i, x) {
        pos[i].b = (uint32_t)in->text.n;
        buf_c(&in->text, json_string_value(x));
        pos[i].e = (uint32_t)in->text.n;
        if (!space || json_integer_value(json_array_get(space, i))) buf_char(&in->text, ' ');
    }
    json_array_foreach(json_object_get(row, "entities"), i, x) {
        size_t b = (size_t)json_integer_value(json_array_get(x, 0));
        size_t e = (size_t)json_integer_value(json_array_get(x, 1));
        int kind = kind_of(json_string_value(json_array_get(x, 2)));
        if (kind >= 0 && b < e && e <= n)
            *vec_push(&t->a, &in->gold) = (struct gold){{pos[b].b, pos[e - 1].e}, (uint8_t)kind};
    }
    json_t *xpos = json_object_get(row, "xpos");
    uint8_t *taken = arena_alloc(&t->a, n + 1);
    json_array_foreach(json_object_get(row, "mentions"), i, x) {
        size_t b = (size_t)json_integer_value(json_object_get(x, "start"));
        size_t e = (size_t)json_integer_value(json_object_get(x, "end"));
        size_t head = b + strtoul(json_string_value(json_object_get(x, "min")), NULL, 10) - 1;
        int kind = kind_of(json_string_value(json_object_get(x, "type")));
        if (kind < 0 || b >= e || e > n || head >= e || taken[head]) continue;
#define NNP(k) (!strncmp(json_string_value(json_array_get(xpos, k)), "NNP", 3))
        if (!NNP(head)) continue;
        size_t nb = head, ne = head + 1;
        while (nb > b && NNP(nb - 1) && !taken[nb - 1]) nb--;
        while (ne < e && NNP(ne)) ne++;
#undef NNP
        for (size_t k = nb; k < ne; k++) taken[k] = 1;
        *vec_push(&t->a, &in->gold) = (struct gold){{pos[nb].b, pos[ne - 1].e}, (uint8_t)kind};
    }
}

static uint32_t byte_at(const char *s, size_t chars) {
    uint32_t b = 0;
    for (; chars && s[b]; chars--) do
            b++;
        while (((unsigned char)s[b] & 0xC0) == 0x80);
    return b;
}

static void from_text(struct trainer *t, json_t *row, struct input *in) {
    const char *s = json_string_value(json_object_get(row, "text"));
    json_t *x;
    size_t i;
    buf_c(&in->text, s);
    json_array_foreach(json_object_get(row, "entities"), i, x) {
        uint32_t b = byte_at(s, (size_t)json_integer_value(json_array_get(x, 0)));
        uint32_t e = byte_at(s, (size_t)json_integer_value(json_array_get(x, 1)));
        int kind = kind_of(json_string_value(json_array_get(x, 2)));
        if (kind >= 0) *vec_push(&t->a, &in->gold) = (struct gold){{b, e}, (uint8_t)kind};
    }
}

static struct str recase(struct trainer *t, struct str s, int how) {
    char *p = arena_alloc(&t->a, s.n + 1);
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        p[i] = how == 1 && ascii_is_lower(c) ? (char)(c - 32) : how == 2 ? ascii_lower(c) : c;
    }
    return (struct str){p, s.n};
}

/* Names of peoples that a set leaves out are of the other kind everywhere. */
static void add_demonyms(struct trainer *t, struct row *r) {
    for (uint32_t k = 0; k < r->d.n_tok; k++) {
        const struct lex_word *w = lexicon_find(t->world.lexicon, r->d.tok_low[k]);
        bool people = w && (w->flags & LEX_ALWAYS_PROPER) && (w->flags & LEX_PROPER_ADJ);
        if (people && !r->label[k]) r->label[k] = 1 + 2 * NER_OTHER;
    }
}

static struct tspan name_at(const struct row *r, uint32_t b, uint32_t e) {
    return b < e ? doc_toks_span(&r->d, b, e) : (struct tspan){0};
}

/* What of an annotated phrase is learnt as a name: empty where it is a pronoun or common nouns; of
 * a person the name without article and title, empty where it ends in a common noun. */
static struct tspan name_of(const struct trainer *t, const struct row *r, const struct gold *g) {
    const struct ner_token *tok = r->tok;
    uint32_t b, e;
    bool cap = false;
    doc_span_toks(&r->d, g->span, &b, &e);
    for (uint32_t k = b; k < e; k++) cap |= tok[k].cap && !(tok[k].classes & LEXC_FUNCTION);
    if (!cap) return (struct tspan){0};
    if (g->kind != NER_PERSON) return g->span;
    if (!tok[e - 1].cap) return (struct tspan){0};
    while (b < e && (!tok[b].cap || (tok[b].classes & LEXC_FUNCTION))) b++;
    if (b < e) b = ner_skip_title(&r->d, &t->world, b, e);
    return name_at(r, b, e);
}

/* Names that stand alone elsewhere in the row, within a phrase that is none ("the Foreign Office
 * minister"). */
static void names_within(struct trainer *t, const struct row *r, struct tspan phrase, uint32_t n,
                         struct input *in) {
    uint32_t b, e;
    doc_span_toks(&r->d, phrase, &b, &e);
    for (uint32_t k = b, end; k < e; k = end) {
        end = k + 1;
        if (!r->tok[k].cap) continue;
        while (end < e && r->tok[end].cap) end++;
        struct tspan run = doc_toks_span(&r->d, k, end);
        for (uint32_t i = 0; i < n; i++) {
            const struct gold g = in->name.v[i];
            if (!str_eq(doc_cut(&r->d, g.span), doc_cut(&r->d, run))) continue;
            *vec_push(&t->a, &in->name) = (struct gold){run, g.kind};
            break;
        }
    }
}

/* What is to be learnt of a row, found where its capitals are: of a set that marks phrases those
 * that name something, of one whose persons hold their titles the names alone. */
static void find_names(struct trainer *t, const struct row *r, struct input *in) {
    bool phrases = !strcmp(t->set[r->set], "re3d"), titled = !strcmp(t->set[r->set], "gum");
    in->name.n = 0;
    for (uint32_t i = 0; i < in->gold.n; i++) {
        struct gold g = in->gold.v[i];
        uint32_t b, e;
        doc_span_toks(&r->d, g.span, &b, &e);
        if (phrases && g.kind != NER_OTHER)
            g.span = name_of(t, r, &g);
        else if (titled && g.kind == NER_PERSON)
            g.span = name_at(r, ner_skip_title(&r->d, &t->world, b, e), e);
        if (!tspan_empty(g.span)) *vec_push(&t->a, &in->name) = g;
    }
    uint32_t n = in->name.n;
    for (uint32_t i = 0; phrases && i < in->gold.n; i++)
        if (in->gold.v[i].kind != NER_OTHER && tspan_empty(name_of(t, r, &in->gold.v[i])))
            names_within(t, r, in->gold.v[i].span, n, in);
}

static void label_row(struct trainer *t, struct row *r) {
    r->label = arena_alloc(&t->a, r->d.n_tok + 1);
    for (uint32_t i = 0; i < r->name.n; i++) {
        uint32_t b, e;
        const struct gold *g = &r->name.v[i];
        doc_span_toks(&r->d, g->span, &b, &e);
        bool cased = false;
        for (uint32_t k = b; k < e; k++)
            cased |= r->tok[k].cap || (r->d.tok_flags[k] & TOK_CASELESS);
        bool nominal = g->kind == NER_OTHER && !cased;
        for (uint32_t k = b; k < e && !nominal; k++)
            if (!r->label[k]) r->label[k] = (uint8_t)((k == b ? 1 : 2) + 2 * g->kind);
    }
    add_demonyms(t, r);
}

static void feature_row(struct trainer *t, struct row *r) {
    VEC(struct tspan) st = {0};
    VEC(uint32_t) f = {0};
    uint32_t from = 0, row[NER_MAX_FEATURES];
    struct tspan s;
    r->feature_b = arena_array(&t->a, uint32_t, (size_t)r->d.n_tok + 1);
    while (ner_stretch(&r->d, r->tok, from, &s.b, &s.e)) {
        *vec_push(&t->a, &st) = s;
        for (uint32_t k = s.b; k < s.e; k++) {
            uint32_t n = ner_features(&r->d, r->tok, k, row);
            r->feature_b[k] = f.n;
            for (uint32_t i = 0; i < n; i++) {
                *vec_push(&t->a, &f) = row[i];
                if (!r->held && t->seen[row[i]] < UINT16_MAX) t->seen[row[i]]++;
            }
            r->feature_b[k + 1] = f.n;
        }
        from = s.e;
    }
    r->stretch = st.v, r->n_stretch = st.n, r->feature = f.v;
}

/* The first row of an input is read as it stands (how = 0). */
static void add_row(struct trainer *t, struct input *in, uint32_t set, bool held, int how) {
    struct row *r = vec_push(&t->a, &t->rows);
    struct doc *d = &r->d;
    memset(d, 0, sizeof *d);
    d->a = &t->a;
    d->text = recase(t, (struct str){in->text.p, (uint32_t)in->text.n}, how);
    d->para = arena_new(&t->a, struct para);
    d->para[0] = (struct para){.span = {0, d->text.n}, .zone = ZONE_BODY};
    d->n_para = 1;
    struct arena_mark mark = arena_mark(&t->scratch);
    tok_run(d, &t->world, &t->scratch);
    arena_rewind(&t->scratch, mark);
    for (uint32_t i = 0; i < in->gold.n; i++) *vec_push(&t->a, &r->gold) = in->gold.v[i];
    r->set = set, r->held = held, r->copy = how != 0;
    r->tok = ner_tokens(d, &t->world, &t->a);
    if (how == 0) find_names(t, r, in);
    for (uint32_t i = 0; i < in->name.n; i++) *vec_push(&t->a, &r->name) = in->name.v[i];
    label_row(t, r);
    feature_row(t, r);
}

static void read_file(struct trainer *t, const char *path) {
    FILE *f = fopen(path, "r");
    if (!f) die("%s: cannot be read", path);
    char *line = NULL;
    size_t size = 0;
    for (uint32_t n = 0; getline(&line, &size, f) > 0; n++) {
        json_t *row = json_loads(line, 0, NULL);
        if (!row) die("%s: a line is no JSON", path);
        json_t *source = json_object_get(row, "source");
        const char *name = json_string_value(json_object_get(row, "set"));
        if (source && strstr(json_string_value(source), "BBC")) {
            json_decref(row);
            continue;
        }
        struct input in = {0};
        buf_init(&in.text, sys_default(), 1u << 24);
        if (json_object_get(row, "tokens"))
            from_tokens(t, row, &in);
        else
            from_text(t, row, &in);
        uint32_t set = set_of(t, name ? name : "gum");
        const char *id = json_string_value(json_object_get(row, "id"));
        bool held = t->folds && str_hash(str_c(id)) % t->folds == t->fold;
        add_row(t, &in, set, held, 0);
        if (!held && json_object_get(row, "text")) add_row(t, &in, set, false, 0);
        if (!held && n % 3 != 2) add_row(t, &in, set, false, 1 + (int)(n % 3));
        if (held) add_row(t, &in, set, true, 1);
        buf_release(&in.text);
        json_decref(row);
    }
    free(line);
    fclose(f);
}

/* ---- learning */

static void emission(const struct trainer *t, const struct row *r, uint32_t k,
                     int32_t s[NER_LABELS]) {
    memset(s, 0, NER_LABELS * sizeof *s);
    for (uint32_t i = r->feature_b[k]; i < r->feature_b[k + 1]; i++) {
        if (t->seen[r->feature[i]] < 2) continue;
        const int32_t *w = t->w + (size_t)r->feature[i] * NER_LABELS;
        for (uint32_t l = 0; l < NER_LABELS; l++) s[l] += w[l];
    }
}

static void viterbi(const struct trainer *t, const struct row *r, struct tspan s, int32_t margin,
                    uint8_t *out) {
    static uint8_t back[1 << 16][NER_LABELS];
    int32_t best[NER_LABELS] = {0}, next[NER_LABELS], em[NER_LABELS];
    uint32_t n = ATT_MIN(s.e - s.b, 1u << 16);
    for (uint32_t k = 0; k < n; k++) {
        emission(t, r, s.b + k, em);
        for (uint32_t to = 0; to < NER_LABELS; to++) {
            int32_t top = INT32_MIN / 2;
            uint8_t from = 0;
            for (uint32_t f = 0; f < NER_LABELS; f++) {
                if (!ner_step_allowed(k ? f : NER_O, to)) continue;
                int32_t v = (k ? best[f] : 0) + t->step[(k ? f : NER_LABELS) * NER_LABELS + to];
                if (v > top) top = v, from = (uint8_t)f;
            }
            next[to] = top + em[to] + (to != r->label[s.b + k] ? margin : 0);
            back[k][to] = from;
        }
        memcpy(best, next, sizeof best);
    }
    uint32_t l = 0;
    for (uint32_t k = 1; k < NER_LABELS; k++)
        if (best[k] > best[l]) l = k;
    for (uint32_t k = n; k > 0; k--) out[k - 1] = (uint8_t)l, l = back[k - 1][l];
}

static void bump(struct trainer *t, const struct row *r, uint32_t k, uint32_t l, int32_t by) {
    for (uint32_t i = r->feature_b[k]; i < r->feature_b[k + 1]; i++) {
        size_t at = (size_t)r->feature[i] * NER_LABELS + l;
        t->w[at] += by;
        t->u[at] += by * t->clock;
    }
}

static void bump_step(struct trainer *t, uint32_t from, uint32_t to, int32_t by) {
    t->step[from * NER_LABELS + to] += by;
    t->step_u[from * NER_LABELS + to] += by * t->clock;
}

static bool learn(struct trainer *t, const struct row *r, struct tspan s, int32_t margin) {
    static uint8_t got[1 << 16];
    if (s.e - s.b > 1u << 16) return true;
    viterbi(t, r, s, margin, got);
    const uint8_t *want = r->label + s.b;
    t->clock++;
    if (!memcmp(got, want, s.e - s.b)) return true;
    for (uint32_t k = 0; k < s.e - s.b; k++) {
        if (got[k] != want[k]) bump(t, r, s.b + k, want[k], 1), bump(t, r, s.b + k, got[k], -1);
        uint32_t fw = k ? want[k - 1] : NER_LABELS, fg = k ? got[k - 1] : NER_LABELS;
        if (fw == fg && got[k] == want[k]) continue;
        bump_step(t, fw, want[k], 1);
        bump_step(t, fg, got[k], -1);
    }
    return false;
}

/* One stretch of one row. */
struct pick {
    uint32_t row, stretch;
};

static void train(struct trainer *t) {
    VEC(struct pick) order = {0};
    for (uint32_t i = 0; i < t->rows.n; i++)
        for (uint32_t k = 0; k < t->rows.v[i].n_stretch && !t->rows.v[i].held; k++) {
            uint32_t at = order.n;
            vec_push(&t->a, &order);
            order.v[at].row = i, order.v[at].stretch = k;
        }
    uint64_t seed = 88172645463325252ull;
    for (uint32_t e = 0; e < t->epochs; e++) {
        for (uint32_t i = order.n; i > 1; i--) {
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
            uint32_t k = (uint32_t)(seed % i), row = order.v[i - 1].row,
                     st = order.v[i - 1].stretch;
            order.v[i - 1] = order.v[k];
            order.v[k].row = row, order.v[k].stretch = st;
        }
        uint32_t wrong = 0;
        for (uint32_t i = 0; i < order.n; i++) {
            const struct row *r = &t->rows.v[order.v[i].row];
            wrong += !learn(t, r, r->stretch[order.v[i].stretch], 6);
        }
        fprintf(stderr, "epoch %u: %u of %u stretches wrong\n", e + 1, wrong, order.n);
    }
}

/* ---- the model */

static void average(const struct trainer *t, double *w, double *step) {
    for (size_t i = 0; i < (size_t)NER_ROWS * NER_LABELS; i++)
        w[i] = t->seen[i / NER_LABELS] < 2 ? 0 : t->w[i] - (double)t->u[i] / (double)(t->clock + 1);
    for (size_t i = 0; i < COUNT_OF(t->step); i++)
        step[i] = t->step[i] - (double)t->step_u[i] / (double)(t->clock + 1);
}

enum { SCALE_BITS = 5 };

/* The averaged weights as floats, and as the numbers that the file will hold. */
static void round_all(const double *w, size_t n, float *f, int16_t *small) {
    for (size_t i = 0; i < n; i++) {
        double r = w[i] * (1 << SCALE_BITS);
        r = r < 0 ? r - 0.5 : r + 0.5;
        small[i] = (int16_t)(r > INT16_MAX ? INT16_MAX : r < -INT16_MAX ? -INT16_MAX : r);
        f[i] = (float)small[i] / (1 << SCALE_BITS);
    }
}

static void finish(struct trainer *t, struct finished *f) {
    size_t n = (size_t)NER_ROWS * NER_LABELS;
    double *w = malloc(n * sizeof *w), step[COUNT_OF(t->step)];
    if (!w) die("%s: no memory", "model");
    average(t, w, step);
    round_all(w, n, f->weight, f->weight16);
    round_all(step, COUNT_OF(step), f->step, f->step16);
    free(w);
}

static int write_model(const struct trainer *t, const struct finished *f, const char *path) {
    static struct modelfile file;
    modelfile_init(&file);
    modelfile_say(&file, "model", "attest names: persons, places, organizations, others");
    modelfile_say(&file, "language", "en");
    modelfile_say(&file, "trained-on",
                  "UNER English EWT (CC BY-SA 4.0), WNUT17 (CC BY 4.0), wikigold (CC BY 4.0), re3d "
                  "without its BBC part, GUM without non-commercial texts (CC BY, CC BY-SA)");
    modelfile_say(&file, "licence", "CC BY-SA 4.0");
    modelfile_say(&file, "command", "see models/ner.md: %u epochs", t->epochs);
    modelfile_floats(&file, "weights", f->weight, NER_ROWS, NER_LABELS, MODEL_I16, SCALE_BITS);
    modelfile_floats(&file, "steps", f->step, NER_LABELS + 1, NER_LABELS, MODEL_I16, SCALE_BITS);
    modelfile_write(&file, path);
    return 0;
}

/* ---- scores */

struct tally {
    uint32_t hit, loose, said, gold;
    uint32_t hits[N_NER_KIND], both[N_NER_KIND]; /* of a kind: right, and said + annotated */
};

static void count_row(const struct gold *gold, uint32_t n, const struct row *r,
                      const struct names *names, struct tally *t) {
    for (uint32_t g = 0; g < n; g++) t->gold += gold[g].kind != NER_OTHER, t->both[gold[g].kind]++;
    for (uint32_t k = 0; k < names->n; k++) {
        const struct name_span *x = &names->v[k];
        struct tspan span = doc_toks_span(&r->d, x->tok_b, x->tok_e);
        if (x->kind == NER_OTHER) continue;
        t->said++, t->both[x->kind]++;
        for (uint32_t g = 0; g < n; g++) {
            if (gold[g].kind == NER_OTHER || !tspan_eq(gold[g].span, span)) continue;
            t->loose++;
            t->hit += gold[g].kind == x->kind, t->hits[x->kind] += gold[g].kind == x->kind;
            break;
        }
    }
}

static void print_tally(const char *set, const char *how, const struct tally *t) {
    if (!t->gold) return;
    double f[N_NER_KIND] = {0};
    for (uint32_t k = 0; k < N_NER_KIND; k++)
        if (t->both[k]) f[k] = 2.0 * t->hits[k] / t->both[k];
    printf("%-10s%s P %.3f R %.3f F %.3f  span F %.3f  (gold %u, said %u)  person %.3f place %.3f "
           "organization %.3f\n",
           set, how, t->said ? (double)t->hit / t->said : 0, (double)t->hit / t->gold,
           2.0 * t->hit / (t->said + t->gold), 2.0 * t->loose / (t->said + t->gold), t->gold,
           t->said, f[NER_PERSON], f[NER_PLACE], f[NER_ORGANIZATION]);
}

/* Against what is annotated, and against what of it names something. */
static void score(struct trainer *t, const struct ner_model *m, bool capitals) {
    for (uint32_t s = 0; s < t->n_set; s++) {
        struct tally all = {0}, alone = {0};
        for (uint32_t i = 0; i < t->rows.n; i++) {
            struct row *r = &t->rows.v[i];
            if (!r->held || r->set != s || r->copy != capitals) continue;
            struct names names;
            ner_run(m, &r->d, &t->world, &names, &t->scratch);
            count_row(r->gold.v, r->gold.n, r, &names, &all);
            count_row(r->name.v, r->name.n, r, &names, &alone);
        }
        print_tally(t->set[s], capitals ? " capitals" : "", &all);
        if (all.gold != alone.gold)
            print_tally(t->set[s], capitals ? " capitals, names" : " names", &alone);
    }
}

static void options(struct trainer *t, int argc, char **argv) {
    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "--epochs") && i + 1 < argc)
            t->epochs = whole_number(argv[++i]);
        else if (!strcmp(argv[i], "--fold") && i + 1 < argc) {
            if (sscanf(argv[++i], "%u/%u", &t->fold, &t->folds) != 2) die("%s: K/N", "--fold");
        } else
            read_file(t, argv[i]);
    }
}

int main(int argc, char **argv) {
    static struct trainer t;
    if (argc < 3) die("%s: usage: train_ner OUT [--epochs N] [--fold K/N] FILE...", "arguments");
    att_error err = {0};
    att_options opt = {0};
    arena_init(&t.a, sys_default(), (size_t)12 << 30);
    arena_init(&t.scratch, sys_default(), (size_t)1 << 30);
    if (world_open(&t.world, &t.a, &opt, &err)) die("world: %s", err.text);
    t.epochs = 12;
    t.w = calloc((size_t)NER_ROWS * NER_LABELS, sizeof *t.w);
    t.u = calloc((size_t)NER_ROWS * NER_LABELS, sizeof *t.u);
    t.seen = calloc(NER_ROWS, sizeof *t.seen);
    static struct finished f;
    if (!t.w || !t.u || !t.seen) die("%s: no memory", "weights");
    options(&t, argc, argv);
    train(&t);
    finish(&t, &f);
    struct ner_model m = {f.weight16, f.step16};
    score(&t, &m, false);
    score(&t, &m, true);
    return t.folds ? 0 : write_model(&t, &f, argv[1]);
}
