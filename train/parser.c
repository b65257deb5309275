/*
 * attest-train-parser: makes models/parser.bin, the tagger and dependency parser, out of treebanks.
 * Run without arguments it prints its options; models/parser.md has the command of the model built
 * in.
 *
 * One network for tags and trees: sums of embeddings, two layers of bidirectional LSTM, a softmax
 * over tags, biaffine scores of arcs (Dozat and Manning 2017) and a small perceptron for relations.
 * Part of the sentences is shown in capitals, in small letters or as headlines. Same data, options
 * and processor family: same model, byte for byte.
 */
#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/sys.h"
#include "language/tags.h"
#include "lemmas.h"
#include "modelfile.h"
#include "parser_run.h"

static const float RATE = 2.5e-3f, DROP = 0.33f;

static void write_names(struct modelfile *f, const struct tagset *ts) {
    struct buf b;
    buf_init(&b, f->header.sys, 1 << 20);
    for (uint32_t i = 0; i < ts->n_tag; i++)
        buf_printf(&b, "%s %s\n", upos_name((enum upos)ts->upos[i]),
                   xpos_name((enum xpos)ts->xpos[i]));
    modelfile_bytes(f, "tags", (struct str){b.p, (uint32_t)b.n});
    buf_reset(&b);
    for (uint32_t i = 0; i < ts->n_rel; i++)
        buf_printf(&b, "%s\n", deprel_name((enum deprel)ts->rel[i]));
    modelfile_bytes(f, "relations", (struct str){b.p, (uint32_t)b.n});
    buf_release(&b);
}

struct form_count {
    struct str form;
    uint32_t count;
};
static int by_count(const void *x, const void *y) {
    const struct form_count *a = x, *b = y;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return str_cmp(a->form, b->form);
}

/* The commonest forms: the reader prepares them when it opens the model. */
static void write_frequent(struct modelfile *f, const struct treebank *tb) {
    enum { FREQUENT = 1500 };
    struct map m;
    map_init(&m, tb->d.a, 1 << 15);
    for (uint32_t t = 0; t < tb->d.n_tok; t++) {
        uint32_t n = map_add(&m, tb->d.tok_low[t], 0, NULL);
        map_put(&m, tb->d.tok_low[t], n + 1);
    }
    struct form_count *v = calloc(m.n, sizeof *v);
    for (uint32_t i = 0; i < m.n; i++) v[i] = (struct form_count){m.v[i].key, m.v[i].value};
    qsort(v, m.n, sizeof *v, by_count);
    struct buf b;
    buf_init(&b, f->header.sys, 1 << 20);
    for (uint32_t i = 0; i < m.n && i < FREQUENT; i++) buf_str(&b, v[i].form), buf_char(&b, '\n');
    modelfile_bytes(f, "frequent", (struct str){b.p, (uint32_t)b.n});
    buf_release(&b), free(v);
}

static void net_write(const struct net *n, struct modelfile *f) {
    enum { SHIFT_EMBED = 7, SHIFT_WEIGHT = 12, SHIFT_BIAS = 22 };
    for (int i = 0; i < n->ps.n; i++) {
        const struct param *p = &n->ps.p[i];
        bool table = p == n->word || p == n->gram || p == n->shape || p == n->glue;
        bool bias = p->rows == 1 && p != n->arc_root && p != n->rel_root;
        enum model_type type = table ? MODEL_I8 : bias ? MODEL_I32 : MODEL_I16;
        uint32_t shift = table ? SHIFT_EMBED : bias ? SHIFT_BIAS : SHIFT_WEIGHT;
        float top = 0;
        for (int j = 0; j < p->rows * p->cols; j++) top = fmaxf(top, fabsf(p->w[j]));
        size_t cut =
            modelfile_floats(f, p->name, p->w, (uint32_t)p->rows, (uint32_t)p->cols, type, shift);
        printf("%-18s %5d x %-4d largest %.3f, cut %zu\n", p->name, p->rows, p->cols, (double)top,
               cut);
    }
}

static void say(struct modelfile *f, const struct options *o) {
    modelfile_say(f, "model", "attest parser: tags, trees, lemmas");
    modelfile_say(f, "language", "en");
    modelfile_say(f, "trained-on",
                  "UD English EWT r2.16 train; UD English GUM r2.16 train without its "
                  "non-commercial documents%s",
                  o->more
                      ? "; by teachers on unannotated MUC-4, WikiWars, wikigold, re3d (without BBC)"
                      : "");
    modelfile_say(f, "licence", "CC BY-SA 4.0");
    modelfile_say(f, "command", "see models/parser.md: %d epochs, %d units, %u teachers", o->epochs,
                  o->hidden, o->n_teacher + o->n_model);
}

static const char *value_of(int argc, char **argv, int *i) {
    if (*i + 1 >= argc) die("%s needs a value", argv[*i]);
    return argv[++*i];
}

static void read_options(struct options *o, int argc, char **argv) {
    *o = (struct options){
        .epochs = 20, .hidden = 96, .teacher_hidden = 192, .seed = 1, .rate = RATE, .drop = DROP};
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (!strcmp(a, "--out"))
            o->out = value_of(argc, argv, &i);
        else if (!strcmp(a, "--save"))
            o->save = value_of(argc, argv, &i);
        else if (!strcmp(a, "--dev"))
            o->dev = value_of(argc, argv, &i);
        else if (!strcmp(a, "--more"))
            o->more = value_of(argc, argv, &i);
        else if (!strcmp(a, "--headlines"))
            o->headlines = value_of(argc, argv, &i);
        else if (!strcmp(a, "--start"))
            o->start = value_of(argc, argv, &i);
        else if (!strcmp(a, "--rate"))
            o->rate = strtof(value_of(argc, argv, &i), NULL);
        else if (!strcmp(a, "--drop"))
            o->drop = strtof(value_of(argc, argv, &i), NULL);
        else if (!strcmp(a, "--epochs"))
            o->epochs = (int)whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--hidden"))
            o->hidden = (int)whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--teacher-hidden"))
            o->teacher_hidden = (int)whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--seed"))
            o->seed = whole_number(value_of(argc, argv, &i));
        else if (!strcmp(a, "--teacher") && o->n_teacher < COUNT_OF(o->teacher))
            o->teacher[o->n_teacher++] = value_of(argc, argv, &i);
        else if (!strcmp(a, "--average") && o->n_average < COUNT_OF(o->average))
            o->average[o->n_average++] = value_of(argc, argv, &i);
        else if (!strcmp(a, "--teacher-model") && o->n_model < COUNT_OF(o->model))
            o->model[o->n_model++] = value_of(argc, argv, &i);
        else if (a[0] != '-' && o->n_train < COUNT_OF(o->train))
            o->train[o->n_train++] = a;
        else
            die("unknown or too many: %s", a);
    }
    if (!o->out || !o->dev || !o->n_train || o->hidden % 8 || o->hidden < 8)
        die("usage: attest-train-parser --out MODEL --dev FILE [--epochs N] [--hidden N] "
            "[--seed N] [--rate R] [--drop R] [--start MODEL] [--average MODEL]... [--save FLOATS] "
            "[--teacher FLOATS]... [--teacher-hidden N] [--teacher-model MODEL]... [--more FILE] "
            "[--headlines FILE] TRAIN...");
}

int main(int argc, char **argv) {
    static struct treebank train, dev, more, headlines, none;
    static struct vocab v, v_teacher;
    static struct tagset ts;
    static struct corpus c, cd;
    static struct net n;
    static struct modelfile f;
    struct options o;
    read_options(&o, argc, argv);
    treebank_read(&train, o.train, o.n_train);
    treebank_read(&dev, &o.dev, 1);
    if (o.more) treebank_read(&more, &o.more, 1);
    if (o.headlines) treebank_read(&headlines, &o.headlines, 1);
    tagset_make(&ts, &train);
    corpus_add(&c, &train, &ts, true), corpus_add(&c, &headlines, &ts, true);
    corpus_add(&c, &more, &ts, false), corpus_add(&cd, &dev, &ts, true);
    vocab_make(&v_teacher, &train, &none),
        vocab_make(&v, &train, o.start || o.n_average ? &none : &more);
    if (o.n_teacher + o.n_model) teach(&c, &o, &v_teacher, &ts);
    corpus_ids(&c, &v), corpus_ids(&cd, &v);
    net_init(&n, o.hidden, o.seed, v.n, &ts);
    printf("%u words, %u sentences, %u forms, %u tags, %u relations\n", c.n_word, c.n_sent, v.n,
           ts.n_tag, ts.n_rel);
    long step = 0;
    if (o.start) start_from(&n, o.start);
    if (o.n_average) start_from_mean(&n, o.average, o.n_average);
    if (o.start || o.n_average) epoch_run(&n, &cd, -1, &o, false, &step);
    for (int e = 0; e < o.epochs; e++) {
        epoch_run(&n, &c, e, &o, true, &step);
        epoch_run(&n, &cd, e, &o, false, &step);
    }
    if (o.save) params_save(&n.ps, o.save);
    modelfile_init(&f);
    say(&f, &o);
    write_names(&f, &ts);
    modelfile_u64(&f, "words", v.hash, v.n);
    write_frequent(&f, &train);
    net_write(&n, &f);
    lemmas_write(&f, &train);
    modelfile_write(&f, o.out);
    return 0;
}
