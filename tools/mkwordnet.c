/*
 * mkwordnet DICT ROOTS OUT: the WordNet 3.0 files of folder DICT (index.*, data.*, *.exc) and the
 * class roots of the TSV file ROOTS become one table of 32-bit words that is mapped as it is.
 *
 * - header, 12 words: magic, version, n_words, n_irregular[3], bytes of strings, sizeof entry, bits
 *   of the bucket index, 3 x 0;
 * - index, (1 << bits) + 1 words: entries of bucket b are [index[b], index[b + 1]);
 * - entry [n_words] struct lex_word, by bucket, then by print;
 * - irregular nouns, verbs, adjectives: [n] {print, bucket << 16 | length, offset of the lemma}, by
 *   hash;
 * - strings: lemmas of irregular forms.
 *
 * The bucket is the upper 16 bits of str_hash(lemma), the print the lower 32.
 */
#include "base/base.h"

#include "tool.h"

#include "base/map.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "world/lexicon.h"
#include "world/lexicon_table.h"

struct synset {
    uint32_t offset, isa;
    uint32_t up_b, up_e; /* hypernyms in tool.up */
    uint8_t file;
    bool proper, done;
};

struct irregular {
    uint64_t hash;
    struct str lemma;
};

struct word {
    uint64_t hash;
    struct lex_word w;
    bool lower_seen;
};

struct tool {
    struct arena a;
    struct str dict;
    VEC(struct synset) noun;
    VEC(uint32_t) up; /* offsets of hypernym synsets */
    VEC(struct word) words;
    VEC(struct irregular) irregular[3];
    struct map known;      /* lemma -> words */
    struct map noun_index; /* offset in decimal -> noun */
};

static struct str dict_file(struct tool *t, const char *name) {
    return slurp(&t->a, arena_printf(&t->a, "%.*s/%s", STR_ARG(t->dict), name).p);
}

static struct str next_word(struct str *rest) {
    struct str part = STR("");
    str_next(rest, ' ', &part);
    return part;
}

static uint32_t number(struct str s) {
    uint32_t v = 0;
    num_parse_u32(s, &v);
    return v;
}

static uint32_t hexadecimal(struct str s) {
    uint32_t v = 0;
    for (uint32_t i = 0; i < s.n; i++)
        v = v * 16 +
            (uint32_t)(ascii_is_digit(s.p[i]) ? s.p[i] - '0' : ascii_lower(s.p[i]) - 'a' + 10);
    return v;
}

/* A line of data.noun: offset file type n_words (word id)* n_pointers (symbol offset pos src)* */
static void read_noun(struct tool *t, struct str line) {
    struct synset *s = vec_push(&t->a, &t->noun);
    struct str offset = next_word(&line);
    map_put(&t->noun_index, offset, t->noun.n - 1);
    s->offset = number(offset);
    s->file = (uint8_t)number(next_word(&line));
    next_word(&line);
    for (uint32_t n = hexadecimal(next_word(&line)), i = 0; i < n; i++) {
        struct str w = next_word(&line);
        if (i == 0) s->proper = w.n && ascii_is_upper(w.p[0]);
        next_word(&line);
    }
    s->up_b = t->up.n;
    for (uint32_t n = number(next_word(&line)), i = 0; i < n; i++) {
        struct str symbol = next_word(&line), to = next_word(&line), pos = next_word(&line);
        next_word(&line);
        if (str_eq(pos, STR("n")) && symbol.n && symbol.p[0] == '@')
            *vec_push(&t->a, &t->up) = number(to);
    }
    s->up_e = t->up.n;
}

static uint32_t noun_at(const struct tool *t, uint32_t offset) {
    uint32_t lo = 0, hi = t->noun.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (t->noun.v[mid].offset < offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == t->noun.n || t->noun.v[lo].offset != offset) die("no such synset", "data.noun");
    return lo;
}

/* Classes of a synset with those of all above it. The depth of WordNet is below 24. */
static uint32_t close_isa(struct tool *t, uint32_t at) {
    struct synset *s = &t->noun.v[at];
    if (s->done) return s->isa;
    s->done = true;
    for (uint32_t i = s->up_b; i < s->up_e; i++) s->isa |= close_isa(t, noun_at(t, t->up.v[i]));
    return s->isa;
}

/* A line of index.POS: lemma pos n_senses n_symbols symbol* n_senses n_tagged offset* */
struct index_line {
    struct str lemma, rest; /* rest: offsets in order of sense */
    uint32_t n, tagged;
};

static bool index_next(struct str *text, struct index_line *l) {
    struct str line;
    while (str_next(text, '\n', &line)) {
        if (!line.n || line.p[0] == ' ') continue;
        l->lemma = next_word(&line);
        next_word(&line);
        l->n = number(next_word(&line));
        for (uint32_t n = number(next_word(&line)); n > 0; n--) next_word(&line);
        next_word(&line);
        l->tagged = number(next_word(&line));
        l->rest = line;
        return true;
    }
    return false;
}

static int class_bit(struct str name) {
    static const char *const names[] = {
#define X(n) #n,
        LEX_ISA_LIST(X)
#undef X
    };
    for (int i = 0; i < N_LEX_ISA; i++)
        if (str_eq_c(name, names[i])) return i;
    return -1;
}

static void mark_roots(struct tool *t, struct str roots) {
    struct tsv tsv;
    tsv_init(&tsv, roots);
    while (tsv_next(&tsv)) {
        struct str text = dict_file(t, "index.noun");
        struct index_line l;
        int bit = class_bit(tsv_cell(&tsv, 0));
        uint32_t sense = number(tsv_cell(&tsv, 2));
        bool found = false;
        struct str key = arena_printf(&t->a, "\n%.*s ", STR_ARG(tsv_cell(&tsv, 1)));
        uint32_t at = str_find_str(text, key, 0);
        struct str rest = at == NONE ? STR_NULL : str_cut(text, at + 1, text.n);
        if (index_next(&rest, &l) && sense >= 1 && sense <= l.n) {
            struct str offset = STR("");
            for (uint32_t i = 0; i < sense; i++) offset = next_word(&l.rest);
            t->noun.v[noun_at(t, number(offset))].isa |= 1u << bit;
            found = bit >= 0;
        }
        if (!found) die("no such class or sense", arena_str(&t->a, tsv_cell(&tsv, 1)).p);
    }
}

static struct word *word_of(struct tool *t, struct str lemma) {
    char *p = arena_alloc(&t->a, lemma.n + 1);
    for (uint32_t i = 0; i < lemma.n; i++) p[i] = lemma.p[i] == '_' ? ' ' : ascii_lower(lemma.p[i]);
    struct str key = {p, lemma.n};
    uint32_t at = map_get(&t->known, key);
    if (at != NONE) return &t->words.v[at];
    map_put(&t->known, key, t->words.n);
    struct word *w = vec_push(&t->a, &t->words);
    w->hash = str_hash(key);
    w->w.print = (uint32_t)w->hash;
    return w;
}

/* Long names of species and substances and the like are no words of reports. */
static bool wanted(struct str lemma, uint8_t file) {
    if (str_find(lemma, '_', 0) == NONE) return true;
    return file != LEX_NOUN_ANIMAL && file != LEX_NOUN_PLANT && file != LEX_NOUN_SUBSTANCE &&
           file != LEX_NOUN_FOOD && file != LEX_NOUN_PROCESS;
}

static void add_nouns(struct tool *t) {
    struct str text = dict_file(t, "index.noun");
    struct index_line l;
    while (index_next(&text, &l)) {
        uint32_t at[3] = {NONE, NONE, NONE};
        for (uint32_t i = 0; i < l.n && i < 3; i++) at[i] = noun_at(t, number(next_word(&l.rest)));
        if (at[0] == NONE || !wanted(l.lemma, t->noun.v[at[0]].file)) continue;
        struct word *w = word_of(t, l.lemma);
        w->w.flags |= LEX_IS_NOUN | (l.tagged ? LEX_COMMON : 0);
        if (t->noun.v[at[0]].proper) w->w.flags |= LEX_PROPER;
        for (uint32_t i = 0; i < 3 && at[i] != NONE; i++) {
            const struct synset *s = &t->noun.v[at[i]];
            if (i == 0) w->w.isa = close_isa(t, at[i]);
            w->w.isa_any |= close_isa(t, at[i]);
            w->w.noun_file[i] = s->file;
            w->w.synset[i] = (uint16_t)(at[i] % 65535 + 1);
            if (!s->proper) w->lower_seen = true;
        }
    }
}

static uint8_t verb_file(struct str data, struct str offset) {
    uint32_t at = number(offset);
    struct str line = str_cut(data, at, at + 32);
    next_word(&line);
    return (uint8_t)number(next_word(&line));
}

static void add_others(struct tool *t, const char *pos, uint8_t flag) {
    struct str text = dict_file(t, arena_printf(&t->a, "index.%s", pos).p);
    struct str data = dict_file(t, arena_printf(&t->a, "data.%s", pos).p);
    struct index_line l;
    while (index_next(&text, &l)) {
        bool phrase = str_find(l.lemma, '_', 0) != NONE;
        if (phrase && flag != LEX_IS_VERB) continue;
        struct word *w = word_of(t, l.lemma);
        w->w.flags |= flag | (l.tagged ? LEX_COMMON : 0);
        struct str first = next_word(&l.rest), second = next_word(&l.rest);
        if (flag == LEX_IS_VERB) {
            w->w.verb_file[0] = verb_file(data, first);
            if (l.n > 1) w->w.verb_file[1] = verb_file(data, second);
        }
        struct str line = str_cut(data, number(first), number(first) + 64);
        for (int i = 0; i < 4; i++) next_word(&line);
        if (!line.n || !ascii_is_upper(line.p[0]))
            w->lower_seen = true;
        else if (flag == LEX_IS_ADJ)
            w->w.flags |= LEX_PROPER_ADJ;
    }
}

static void add_irregular(struct tool *t, int which, const char *name) {
    struct str text = dict_file(t, name), line;
    while (str_next(&text, '\n', &line)) {
        struct str form = next_word(&line), lemma = next_word(&line);
        if (!form.n || !lemma.n || str_find(form, '_', 0) != NONE) continue;
        *vec_push(&t->a, &t->irregular[which]) = (struct irregular){str_hash(form), lemma};
    }
}

static int by_hash(const void *x, const void *y) {
    const struct word *a = x, *b = y;
    uint64_t ka = (a->hash >> 48) << 32 | a->w.print, kb = (b->hash >> 48) << 32 | b->w.print;
    return (ka > kb) - (ka < kb);
}

static int irregular_by_hash(const void *x, const void *y) {
    const struct irregular *a = x, *b = y;
    uint64_t ka = a->hash >> 48 << 32 | (uint32_t)a->hash;
    uint64_t kb = b->hash >> 48 << 32 | (uint32_t)b->hash;
    return ka != kb ? (ka > kb) - (ka < kb) : str_cmp(a->lemma, b->lemma);
}

static void write_table(struct tool *t, FILE *f) {
    struct lex_header h = {LEX_TABLE_MAGIC,         LEX_TABLE_VERSION, t->words.n, {0}, 0,
                           sizeof(struct lex_word), LEX_TABLE_BITS,    {0}};
    struct buf strings;
    buf_init(&strings, sys_default(), 1u << 20);
    for (int k = 0; k < 3; k++) h.n_irregular[k] = t->irregular[k].n;
    uint32_t n_irregular = h.n_irregular[0] + h.n_irregular[1] + h.n_irregular[2];
    struct lex_irregular *irr = arena_array(&t->a, struct lex_irregular, n_irregular);
    for (uint32_t k = 0, at = 0; k < 3; k++)
        for (uint32_t i = 0; i < t->irregular[k].n; i++, at++) {
            const struct irregular *x = &t->irregular[k].v[i];
            irr[at] = (struct lex_irregular){(uint32_t)x->hash,
                                             (uint32_t)(x->hash >> 48) << 16 | x->lemma.n,
                                             (uint32_t)strings.n};
            buf_str(&strings, x->lemma);
        }
    while (strings.n % 4) buf_char(&strings, 0);
    h.n_string = (uint32_t)strings.n;
    fwrite(&h, sizeof h, 1, f);
    uint32_t at = 0;
    for (uint32_t b = 0; b <= 1u << LEX_TABLE_BITS; b++) {
        while (at < t->words.n && t->words.v[at].hash >> 48 < b) at++;
        fwrite(&at, sizeof at, 1, f);
    }
    for (uint32_t i = 0; i < t->words.n; i++)
        fwrite(&t->words.v[i].w, sizeof(struct lex_word), 1, f);
    fwrite(irr, sizeof *irr, n_irregular, f);
    fwrite(strings.p, 1, strings.n, f);
    buf_release(&strings);
}

int main(int argc, char **argv) {
    if (argc != 4) die("usage: mkwordnet DICT ROOTS OUT", "arguments");
    static struct tool t;
    arena_init(&t.a, sys_default(), (size_t)1 << 30);
    t.dict = str_c(argv[1]);
    map_init(&t.known, &t.a, 160000);
    map_init(&t.noun_index, &t.a, 90000);
    struct str text = dict_file(&t, "data.noun"), line;
    while (str_next(&text, '\n', &line))
        if (line.n && line.p[0] != ' ') read_noun(&t, line);
    mark_roots(&t, slurp(&t.a, argv[2]));
    add_nouns(&t);
    add_others(&t, "verb", LEX_IS_VERB);
    add_others(&t, "adj", LEX_IS_ADJ);
    add_others(&t, "adv", LEX_IS_ADV);
    for (uint32_t i = 0; i < t.words.n; i++)
        if (!t.words.v[i].lower_seen) t.words.v[i].w.flags |= LEX_ALWAYS_PROPER;
    add_irregular(&t, 0, "noun.exc");
    add_irregular(&t, 1, "verb.exc");
    add_irregular(&t, 2, "adj.exc");
    qsort(t.words.v, t.words.n, sizeof *t.words.v, by_hash);
    for (int k = 0; k < 3; k++)
        qsort(t.irregular[k].v, t.irregular[k].n, sizeof *t.irregular[k].v, irregular_by_hash);
    FILE *f = fopen(argv[3], "wb");
    if (!f) die("cannot be written", argv[3]);
    write_table(&t, f);
    if (ferror(f) || fclose(f)) die("cannot be written", argv[3]);
    arena_release(&t.a);
    return 0;
}
