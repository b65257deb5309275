#include "base/base.h"

#include "meaning/trigger.h"

#include "base/embed.h"
#include "base/tsv.h"

static uint8_t role_find(struct str name) {
    if (!name.n) return FRAME_NONE;
    if (str_eq(name, STR("harm"))) return FRAME_HARM;
    if (str_eq(name, STR("agent"))) return FRAME_AGENT;
    if (str_eq(name, STR("human"))) return FRAME_HUMAN;
    for (int r = 0; r < N_EVENT_ROLE; r++)
        if (str_eq_c(name, event_role_name((enum event_role)r))) return (uint8_t)r;
    return FRAME_NONE;
}

static void read_preps(struct frame *f, struct str cell) {
    struct str item;
    while (str_next(&cell, ' ', &item)) {
        uint32_t eq = str_find(item, '=', 0);
        if (eq == NONE) continue;
        struct str words = str_cut(item, 0, eq), word;
        uint8_t role = role_find(str_cut(item, eq + 1, item.n));
        while (str_next(&words, ',', &word) && f->n_prep < FRAME_PREPS)
            f->prep[f->n_prep++] = (struct frame_prep){word, role};
    }
}

static void read_frames(struct event_lexicon *l, struct arena *a) {
    struct tsv t;
    tsv_init(&t, embed_find("data/frames.tsv"));
    while (tsv_next(&t)) {
        struct frame *f = vec_push(a, &l->frame);
        f->name = tsv_cell(&t, 0);
        f->subject = role_find(tsv_cell(&t, 1));
        f->object = role_find(tsv_cell(&t, 2));
        f->of = role_find(tsv_cell(&t, 3));
        f->possessive = role_find(tsv_cell(&t, 4));
        read_preps(f, tsv_cell(&t, 5));
        if (str_eq(f->name, STR("other"))) l->frame_other = l->frame.n - 1;
    }
}

static uint32_t frame_find(const struct event_lexicon *l, struct str name) {
    for (uint32_t i = 0; i < l->frame.n; i++)
        if (str_eq(l->frame.v[i].name, name)) return i;
    return l->frame_other;
}

static void list_words(struct map *m, struct arena *a, struct str words, char sep) {
    struct str word;
    map_init(m, a, 8);
    while (str_next(&words, sep, &word))
        if (str_trim(word).n) map_put(m, str_trim(word), 1);
}

/* All lists first, so that the conditions can hold pointers into them. */
static void read_lists(struct event_lexicon *l, struct arena *a) {
    struct tsv t;
    map_init(&l->lists, a, 64);
    tsv_init(&t, embed_find("data/triggers.tsv"));
    while (tsv_next(&t)) {
        struct str name = tsv_cell(&t, 0);
        if (!name.n || name.p[0] != '@') continue;
        map_put(&l->lists, name, l->list.n);
        list_words(vec_push(a, &l->list), a, tsv_cell(&t, 1), ',');
    }
}

static const struct map *list_of(struct event_lexicon *l, struct arena *a, struct str words) {
    uint32_t i = map_get(&l->lists, words);
    if (i != NONE) return &l->list.v[i];
    struct map *m = arena_new(a, struct map);
    list_words(m, a, words, '|');
    return m;
}

static void read_condition(struct event_lexicon *l, struct arena *a, struct str item) {
    static const char *const where[] = {"obj", "subj", "prev", "next", "any", "clause", "arg"};
    uint32_t eq = str_find(item, '=', 0);
    if (eq == NONE || !eq) return;
    struct trigger_condition c = {0};
    struct str name = str_cut(item, 0, eq), words = str_cut(item, eq + 1, item.n);
    if (name.p[name.n - 1] == '!') c.negated = true, name.n--;
    for (uint8_t i = 0; i < COUNT_OF(where); i++)
        if (str_eq_c(name, where[i])) c.where = i;
    if (str_eq(words, STR("#human")))
        c.class_ = CLASS_HUMAN;
    else if (str_eq(words, STR("#thing")))
        c.class_ = CLASS_THING;
    else if (str_eq(words, STR("#weapon")))
        c.class_ = CLASS_WEAPON;
    else if (str_eq(words, STR("#none")))
        c.class_ = CLASS_NONE;
    else
        c.list = list_of(l, a, words);
    *vec_push(a, &l->cond) = c;
}

static uint8_t type_find(struct str name) {
    for (int i = 0; i < N_EVENT_TYPE; i++)
        if (str_eq_c(name, event_type_name((enum event_type)i))) return (uint8_t)i;
    return EVENT_OTHER;
}

static void put_rule(struct event_lexicon *l, struct arena *a, struct trigger_rule r,
                     struct str words) {
    struct str word;
    while (r.n_word < TRIGGER_WORDS && str_next(&words, ' ', &word)) r.word[r.n_word++] = word;
    if (!r.n_word) return;
    struct str head = r.pos == 'n' ? r.word[r.n_word - 1] : r.word[0];
    r.next = NONE;
    uint32_t id = l->rule.n, at = map_get(&l->by_word, head);
    *vec_push(a, &l->rule) = r;
    if (at == NONE) {
        map_put(&l->by_word, head, id);
        return;
    }
    while (l->rule.v[at].next != NONE) at = l->rule.v[at].next;
    l->rule.v[at].next = id;
}

static void read_rules(struct event_lexicon *l, struct arena *a) {
    struct tsv t;
    map_init(&l->by_word, a, 2048);
    tsv_init(&t, embed_find("data/triggers.tsv"));
    while (tsv_next(&t)) {
        struct str words = tsv_cell(&t, 0), word, conds = tsv_cell(&t, 6), cond;
        if (!words.n || words.p[0] == '@') continue;
        struct str pos = tsv_cell(&t, 1), type = tsv_cell(&t, 2);
        struct trigger_rule r = {.pos = pos.n ? pos.p[0] : 'v',
                                 .none = str_eq(type, STR("none")),
                                 .type = type_find(type),
                                 .frame = (uint8_t)frame_find(l, tsv_cell(&t, 3)),
                                 .cameo = tsv_cell(&t, 4),
                                 .plover = tsv_cell(&t, 5),
                                 .cond_b = l->cond.n};
        while (str_next(&conds, ' ', &cond)) read_condition(l, a, cond);
        r.cond_e = l->cond.n;
        while (str_next(&words, ',', &word)) put_rule(l, a, r, str_trim(word));
    }
}

/* A word on two lines of one effect has both scopes; of two effects the later line counts. */
static void put_cue(struct event_lexicon *l, struct arena *a, enum cue_kind kind, struct str word,
                    struct cue c) {
    uint32_t had = map_get(&l->cue_of[kind], word);
    if (had != NONE && l->cue.v[had].effect == c.effect) {
        c.on_clause |= l->cue.v[had].on_clause;
        c.on_object |= l->cue.v[had].on_object;
        c.on_preposition |= l->cue.v[had].on_preposition;
        c.on_gerund |= l->cue.v[had].on_gerund;
        c.undergone |= l->cue.v[had].undergone;
        c.reaches |= l->cue.v[had].reaches;
    }
    *vec_push(a, &l->cue) = c;
    map_put(&l->cue_of[kind], word, l->cue.n - 1);
}

static void read_cues(struct event_lexicon *l, struct arena *a) {
    static const char *const kinds[] = {"verb", "noun", "adj",  "adv", "modal",
                                        "mark", "neg",  "rank", "when"};
    static const char *const effects[] = {"none",   "reported",     "possible", "planned",
                                          "denied", "hypothetical", "ordered",  "negative",
                                          "fact",   "light"};
    struct tsv t;
    for (int k = 0; k < N_CUE_KIND; k++) map_init(&l->cue_of[k], a, 64);
    tsv_init(&t, embed_find("data/modality.tsv"));
    while (tsv_next(&t)) {
        uint32_t kind = N_CUE_KIND;
        struct cue c = {0};
        for (uint32_t i = 0; i < COUNT_OF(kinds); i++)
            if (str_eq_c(tsv_cell(&t, 0), kinds[i])) kind = i;
        for (uint8_t i = 0; i < COUNT_OF(effects); i++)
            if (str_eq_c(tsv_cell(&t, 1), effects[i])) c.effect = i;
        struct str scope = tsv_cell(&t, 2), words = tsv_cell(&t, 3), word;
        c.on_clause = str_find(scope, 'c', 0) != NONE;
        c.on_object = str_find(scope, 'o', 0) != NONE;
        c.on_preposition = str_find(scope, 'p', 0) != NONE;
        c.on_gerund = str_find(scope, 'g', 0) != NONE;
        c.undergone = str_find(scope, 'u', 0) != NONE;
        c.in_phrase = str_find(scope, 'i', 0) != NONE;
        c.reaches = str_find(scope, 'h', 0) != NONE;
        if (kind == N_CUE_KIND) continue;
        while (str_next(&words, ',', &word)) put_cue(l, a, (enum cue_kind)kind, str_trim(word), c);
    }
}

att_status event_lexicon_open(const struct event_lexicon **out, const struct world *w,
                              struct arena *a, const att_options *opt, att_error *err) {
    (void)opt, (void)err;
    struct event_lexicon *l = arena_new(a, struct event_lexicon);
    l->world = w;
    read_frames(l, a);
    read_lists(l, a);
    read_rules(l, a);
    read_cues(l, a);
    *out = l;
    return ATT_OK;
}
