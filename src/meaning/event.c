#include "base/base.h"

#include "meaning/meaning.h"

const char *event_type_name(enum event_type t) {
#define EVENT_NAME_(id, name) name,
    static const char *const names[N_EVENT_TYPE] = {EVENT_TYPES(EVENT_NAME_)};
#undef EVENT_NAME_
    return names[t];
}

const char *event_role_name(enum event_role r) {
    static const char *const name[N_EVENT_ROLE] = {"perpetrator", "victim",    "target",  "weapon",
                                                   "actor",       "recipient", "speaker", "addressee",
                                                   "beneficiary", "organizer"};
    return name[r];
}

const char *modality_name(enum modality m) {
    static const char *const name[] = {"asserted", "reported",     "possible", "planned",
                                       "denied",   "hypothetical", "ordered"};
    return name[m];
}

const char *event_tense_name(enum event_tense t) {
    static const char *const name[] = {NULL, "past", "present", "future"};
    return name[t];
}

bool event_is_violent(enum event_type t) {
    return t <= EVENT_CLASH || t == EVENT_DEATH || t == EVENT_INJURY || t == EVENT_SABOTAGE;
}

struct event_lexicon {
    int unused;
};

att_status event_lexicon_open(const struct event_lexicon **out, const struct world *w,
                              struct arena *a, const att_options *opt, att_error *err) {
    (void)w, (void)opt, (void)err;
    *out = arena_new(a, struct event_lexicon);
    return ATT_OK;
}

void event_run(const struct event_lexicon *lex, const struct doc *d, const struct world *w,
               struct meaning *m, struct arena *scratch) {
    (void)lex, (void)w, (void)scratch;
    m->events = (struct events){0};
    m->events.of_tok = arena_array(d->a, uint32_t, d->n_tok);
    for (uint32_t t = 0; t < d->n_tok; t++) m->events.of_tok[t] = NONE;
}
