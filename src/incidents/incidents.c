#include "base/base.h"

#include "incidents/incidents.h"

const char *incident_status_name(enum incident_status s) {
    static const char *const name[] = {"happened", "failed", "foiled", "planned", "disputed"};
    return name[s];
}

const char *muc_type_name(enum muc_type t) {
    static const char *const name[] = {NULL,    "attack",  "bombing",   "kidnapping",
                                       "arson", "robbery", "hijacking"};
    return name[t];
}

const char *conflict_kind_name(enum conflict_kind k) {
    static const char *const name[] = {"value", "existence", "attribution", "revision"};
    return name[k];
}

struct incident_model {
    int unused;
};

att_status incident_model_open(const struct incident_model **out, const struct world *w,
                               struct arena *a, const att_options *opt, att_error *err) {
    (void)w, (void)opt, (void)err;
    *out = arena_new(a, struct incident_model);
    return ATT_OK;
}

void incidents_run(const struct incident_model *model, const struct doc *d, const struct world *w,
                   const struct meaning *m, struct claims_found *c, struct incidents *out,
                   struct conflicts *conflicts, struct arena *scratch) {
    (void)model, (void)w, (void)c, (void)scratch;
    *out = (struct incidents){0};
    *conflicts = (struct conflicts){0};
    out->of_event = arena_array(d->a, uint32_t, m->events.n);
    for (uint32_t i = 0; i < m->events.n; i++) out->of_event[i] = NONE;
}
