#include "base/base.h"

#include "train/join_data.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/sys.h"
#include "ingest/source.h"
#include "text/text.h"
#include "train/treebank.h"

enum { LINE_CAP = 1 << 20, FILE_CAP = 16 << 20, SHORT_FORM = 4 };

void join_set_open(struct join_set *s) {
    att_error err;
    att_options opt = {0};
    memset(s, 0, sizeof *s);
    arena_init(&s->a, sys_default(), SIZE_MAX);
    att_status st = world_open(&s->world, &s->a, &opt, &err);
    if (!st) st = language_open(&s->language, &s->world, &s->a, &opt, &err);
    if (!st) st = event_lexicon_open(&s->events, &s->world, &s->a, &opt, &err);
    if (!st) st = claim_lexicon_open(&s->claims, &s->world, &s->a, &opt, &err);
    if (!st) st = incident_model_open(&s->model, &s->world, &s->a, &opt, &err);
    if (st) die("%s", err.text);
    s->memory = parser_memory_new(s->language.parser, true, &s->a);
}

/* The report that a JSONL line tells of, through the floors below incidents. */
static struct join_doc *read_line(struct join_set *s, const char *line) {
    att_source_options opt = {.input = ATT_INPUT_JSONL};
    att_source *source;
    att_report *report;
    att_error err;
    if (source_memory(sys_default(), (att_text){line, strlen(line)}, "line", &opt, &source, &err) ||
        source_next(source, &report, &err))
        die("%s", err.text);
    struct join_doc *d = arena_new(&s->a, struct join_doc);
    struct arena scratch;
    arena_init(&scratch, sys_default(), SIZE_MAX);
    d->doc.a = &s->a;
    text_run(&d->doc, report, &s->world, &scratch);
    language_parse(&s->language, &d->doc, s->memory, &scratch);
    language_mentions(&s->language, &d->doc, &d->meaning.mentions, &d->meaning.entities, &scratch);
    meaning_run(s->events, &d->doc, &s->world, &d->meaning, &scratch);
    claims_run(s->claims, &d->doc, &s->world, &d->meaning, &d->claims, &scratch);
    arena_release(&scratch);
    d->b = (struct build){.model = s->model,
                          .d = &d->doc,
                          .m = &d->meaning,
                          .claims = &d->claims,
                          .w = &s->world,
                          .scratch = &s->a};
    incident_build(&d->b);
    uint32_t n = d->meaning.events.n;
    d->gold = arena_array(&s->a, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) d->gold[i] = NONE;
    return d;
}

static void keep(struct join_set *s, struct join_doc *d, double weight) {
    uint32_t known = 0;
    for (uint32_t i = 0; i < d->meaning.events.n; i++) known += d->gold[i] != NONE;
    if (known < 2) return;
    d->weight = weight;
    if (s->n == s->cap) s->v = vec_grow(&s->a, s->v, sizeof *s->v, s->n, &s->cap);
    s->v[s->n++] = d;
}

/* ---- case files */

struct read_case {
    struct str text, published;
    struct str together[MAX_TOGETHER]; /* the quoted pieces of one happening a line */
    uint32_t n;
};

/* The events whose trigger lies in the first occurrence of the piece. */
static void mark_piece(struct join_doc *d, struct str piece, uint32_t happening) {
    struct str text = d->doc.text;
    const char *at = memmem(text.p, text.n, piece.p, piece.n);
    if (!at) {
        fprintf(stderr, "not in its text: %.*s\n", STR_ARG(piece));
        return;
    }
    uint32_t from = (uint32_t)(at - text.p);
    struct tspan s = {from, from + piece.n};
    for (uint32_t i = 0; i < d->meaning.events.n; i++)
        if (tspan_inside(d->meaning.events.v[i].trigger, s)) d->gold[i] = happening;
}

static void take_case(struct join_set *s, const struct read_case *c, double weight) {
    if (!c->n) return;
    json_t *o = json_object();
    json_object_set_new(o, "text", json_stringn(c->text.p, c->text.n));
    if (c->published.n)
        json_object_set_new(o, "published", json_stringn(c->published.p, c->published.n));
    char *line = json_dumps(o, JSON_COMPACT);
    json_decref(o);
    struct join_doc *d = read_line(s, line);
    free(line);
    for (uint32_t k = 0; k < c->n; k++) {
        struct str rest = c->together[k], part;
        for (bool inside = false; str_next(&rest, '"', &part); inside = !inside)
            if (inside) mark_piece(d, part, k);
    }
    keep(s, d, weight);
}

void join_set_cases(struct join_set *s, const char *path, double weight) {
    struct buf all;
    att_error err;
    buf_init(&all, sys_default(), FILE_CAP);
    if (sys_read_file(sys_default(), path, FILE_CAP, &all, &err)) die("%s", err.text);
    struct str rest = {all.p, (uint32_t)all.n}, line;
    struct read_case c = {0};
    bool in_text = false;
    while (str_next(&rest, '\n', &line)) {
        if (str_starts(line, STR("=== "))) {
            take_case(s, &c, weight);
            c = (struct read_case){0};
        } else if (str_starts(line, STR("--- "))) {
            in_text = str_starts(line, STR("--- text"));
        } else if (in_text) {
            if (!c.text.p) c.text.p = line.p;
            c.text.n = (uint32_t)(line.p + line.n - c.text.p);
        } else if (str_starts(line, STR("published "))) {
            c.published = str_trim(str_cut(line, 10, line.n));
        } else if (str_starts(line, STR("together ")) && c.n < MAX_TOGETHER) {
            c.together[c.n++] = line;
        }
    }
    take_case(s, &c, weight);
    buf_release(&all);
}

/* ---- MUC-4 */

static bool holds(struct str long_one, struct str part) {
    for (uint32_t i = 0; i + part.n <= long_one.n; i++)
        if (str_ieq(str_cut(long_one, i, i + part.n), part)) return true;
    return false;
}

static bool is_form(struct str words, const json_t *forms) {
    size_t i;
    json_t *form;
    json_array_foreach(forms, i, form) {
        struct str f = str_c(json_string_value(form));
        if (f.n >= SHORT_FORM && words.n >= SHORT_FORM && (holds(words, f) || holds(f, words)))
            return true;
    }
    return false;
}

/* Templates that name the words in one of the roles, as bits. */
static uint32_t templates_with(const json_t *templates, struct str words, bool harmed) {
    static const char *const names[2][3] = {{"PerpInd", "PerpOrg", "Weapon"},
                                            {"Victim", "Target", "VictimDesc"}};
    uint32_t bits = 0;
    size_t t, k;
    json_t *x, *forms;
    json_array_foreach(templates, t, x) {
        for (int role = 0; role < 3 && t < 32; role++)
            json_array_foreach(json_object_get(x, names[harmed][role]), k, forms) {
                if (is_form(words, forms)) bits |= 1u << t;
            }
    }
    return bits;
}

/* The template that the participants of an event stand in: the only one that names whom it harmed,
 * else the only one that names who did it. */
static uint32_t template_of(const struct join_doc *d, const struct event *e,
                            const json_t *templates) {
    for (int harmed = 1; harmed >= 0; harmed--) {
        uint32_t bits = 0;
        for (uint32_t k = 0; k < e->n_part; k++) {
            bool is_harmed = e->part[k].role == ROLE_VICTIM || e->part[k].role == ROLE_TARGET;
            struct str words = doc_cut(&d->doc, e->part[k].span);
            if (is_harmed == harmed) bits |= templates_with(templates, words, harmed);
        }
        if (bits) return bits & (bits - 1) ? NONE : (uint32_t)__builtin_ctz(bits);
    }
    return NONE;
}

static void take_muc(struct join_set *s, const json_t *o, double weight) {
    const json_t *templates = json_object_get(o, "templates");
    if (json_array_size(templates) < 1) return;
    json_t *plain = json_pack("{s:O}", "text", json_object_get(o, "text"));
    char *line = json_dumps(plain, JSON_COMPACT);
    json_decref(plain);
    struct join_doc *d = read_line(s, line);
    free(line);
    for (uint32_t i = 0; i < d->meaning.events.n; i++)
        if (group_takes(&d->b, &d->meaning.events.v[i]))
            d->gold[i] = template_of(d, &d->meaning.events.v[i], templates);
    keep(s, d, weight);
}

void join_set_muc(struct join_set *s, const char *path, double weight) {
    gzFile f = gzopen(path, "rb");
    char *line = malloc(LINE_CAP);
    if (!f || !line) die("%s: cannot be read", path);
    while (gzgets(f, line, LINE_CAP)) {
        json_error_t e;
        json_t *o = json_loads(line, 0, &e);
        if (!o) die("%s: %s", path, e.text);
        take_muc(s, o, weight);
        json_decref(o);
    }
    gzclose(f);
    free(line);
}
