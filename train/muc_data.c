#include "base/base.h"

#include "train/muc_data.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/sys.h"
#include "text/text.h"

enum { LINE_CAP = 1 << 20, MAX_DOCS = 4096 };

const char *const muc_role_name[N_MUC_ROLE] = {"PerpInd", "PerpOrg", "Target",
                                               "Victim",  "Weapon",  "VictimDesc"};
const char *const topic_name[N_TOPIC] = {"", "attack", "bombing", "kidnapping", "arson", "robbery"};

static uint32_t topic_of(const char *type) {
    for (uint32_t i = 1; i < N_TOPIC; i++)
        if (!strcmp(type, topic_name[i])) return i;
    return TOPIC_ATTACK;
}

static void read_filler(struct gold_filler *f, const json_t *forms) {
    size_t i;
    json_t *form;
    json_array_foreach(forms, i, form) {
        const char *s = json_string_value(form);
        uint64_t key = s ? reading_key(str_c(s)) : 0;
        if (key && f->n < MAX_FORMS) f->key[f->n++] = key;
    }
}

static void read_template(struct gold_template *g, const json_t *t) {
    g->type = topic_of(json_string_value(json_object_get(t, "incident_type")));
    for (uint32_t role = 0; role < N_MUC_ROLE; role++) {
        size_t i;
        json_t *forms;
        json_array_foreach(json_object_get(t, muc_role_name[role]), i, forms) {
            if (g->n[role] == MAX_FILLERS) break;
            read_filler(&g->role[role][g->n[role]++], forms);
        }
    }
}

static void read_doc(struct muc_set *s, const json_t *o, const struct world *w,
                     const struct reading_words *words) {
    struct muc_doc *d = &s->v[s->n++];
    d->id = arena_str(&s->a, str_c(json_string_value(json_object_get(o, "docid")))).p;
    d->report.kind = REPORT_TEXT;
    d->report.text = arena_str(&s->a, str_c(json_string_value(json_object_get(o, "text"))));
    d->doc.a = &s->a;
    struct arena scratch;
    arena_init(&scratch, sys_default(), SIZE_MAX);
    text_run(&d->doc, &d->report, w, &scratch);
    arena_release(&scratch);
    reading_run(&d->reading, &d->doc, w, words, &s->a);
    role_view_init(&d->view, &d->reading, &s->a);
    const json_t *list = json_object_get(o, "templates");
    d->gold = arena_array(&s->a, struct gold_template, json_array_size(list));
    for (size_t i = 0; i < json_array_size(list) && d->n_gold < MAX_TEMPLATES; i++)
        read_template(&d->gold[d->n_gold++], json_array_get(list, i));
}

void muc_set_read(struct muc_set *s, const char *path, const struct world *w) {
    memset(s, 0, sizeof *s);
    arena_init(&s->a, sys_default(), SIZE_MAX);
    s->v = arena_array(&s->a, struct muc_doc, MAX_DOCS);
    struct reading_words *words = arena_new(&s->a, struct reading_words);
    reading_words_open(words, &s->a);
    gzFile f = gzopen(path, "rb");
    char *line = malloc(LINE_CAP);
    while (f && s->n < MAX_DOCS && gzgets(f, line, LINE_CAP)) {
        json_error_t e;
        json_t *o = json_loads(line, 0, &e);
        if (!o) {
            fprintf(stderr, "%s: line %u: %s\n", path, s->n + 1, e.text);
            exit(1);
        }
        read_doc(s, o, w, words);
        json_decref(o);
    }
    if (!f || !s->n) fprintf(stderr, "%s: cannot be read\n", path), exit(1);
    gzclose(f);
    free(line);
}

uint32_t muc_gold_of(const struct muc_doc *d, uint64_t key, uint32_t role) {
    uint32_t bits = 0;
    for (uint32_t t = 0; t < d->n_gold; t++)
        for (uint32_t i = 0; i < d->gold[t].n[role]; i++)
            for (uint32_t k = 0; k < d->gold[t].role[role][i].n; k++)
                if (d->gold[t].role[role][i].key[k] == key) bits |= 1u << t;
    return bits;
}
