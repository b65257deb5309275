/* The record's events, statements, claims, incidents and conflicts. */
#include "base/base.h"

#include "record/writer.h"

/* ---- events */

static void write_codes(struct writer *w, const struct codes *c) {
    jsonw_key(&w->j, "codes");
    jsonw_open(&w->j, '{');
    if (c->plover_event) {
        jsonw_key(&w->j, "plover");
        jsonw_open(&w->j, '{');
        jsonw_key_c(&w->j, "event", c->plover_event);
        jsonw_key_c(&w->j, "mode", c->plover_mode);
        jsonw_key(&w->j, "context");
        jsonw_open(&w->j, '[');
        for (uint32_t i = 0; i < c->n_context; i++) jsonw_c(&w->j, c->plover_context[i]);
        jsonw_close(&w->j, ']');
        jsonw_close(&w->j, '}');
    }
    if (c->cameo) jsonw_key_c(&w->j, "cameo", c->cameo);
    if (c->acled_event) {
        jsonw_key(&w->j, "acled");
        jsonw_open(&w->j, '{');
        jsonw_key_c(&w->j, "event", c->acled_event);
        jsonw_key_c(&w->j, "sub_event", c->acled_sub_event);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, '}');
}

static void write_participants(struct writer *w, const struct event *v) {
    jsonw_key(&w->j, "participants");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < v->n_part; i++) {
        jsonw_open(&w->j, '{');
        jsonw_key_c(&w->j, "role", event_role_name((enum event_role)v->part[i].role));
        writer_entity_id(w, "entity", v->part[i].entity);
        writer_cut(w, v->part[i].span);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

static void write_holder(struct writer *w, const struct holder *h) {
    jsonw_open(&w->j, '{');
    if (h->outlet) {
        struct tspan found;
        struct str name = writer_outlet(w->d, &found);
        jsonw_key_str(&w->j, "source", name.n ? name : STR("this report"));
    } else {
        writer_entity_id(w, "entity", h->entity);
        if (!tspan_empty(h->span)) writer_cut(w, h->span);
        jsonw_key_bool(&w->j, "named", h->named);
    }
    jsonw_close(&w->j, '}');
}

static void write_event(struct writer *w, uint32_t i) {
    const struct event *v = &w->r->meaning.events.v[i];
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "id", 'v', i);
    jsonw_key_c(&w->j, "type", event_type_name((enum event_type)v->type));
    jsonw_key_bool(&w->j, "main", v->main);
    jsonw_key_bool(&w->j, "background", v->background);
    jsonw_key(&w->j, "trigger");
    jsonw_open(&w->j, '{');
    writer_cut(w, v->trigger);
    jsonw_key_str(&w->j, "lemma", v->lemma);
    jsonw_close(&w->j, '}');
    write_codes(w, &w->r->coded.of_event[i]);
    jsonw_key_id(&w->j, "time", 't', v->time);
    jsonw_key_id(&w->j, "place", 'p', v->place);
    write_participants(w, v);
    jsonw_key_c(&w->j, "modality", modality_name((enum modality)v->modality));
    jsonw_key_c(&w->j, "polarity", v->negative ? "-" : "+");
    jsonw_key_c(&w->j, "tense", event_tense_name((enum event_tense)v->tense));
    if (!tspan_empty(v->cue)) {
        jsonw_key(&w->j, "cue");
        writer_cut_value(w, v->cue);
    }
    uint32_t said = w->r->claims.event_statement[i];
    jsonw_key(&w->j, "holder");
    if (said == NONE)
        jsonw_null(&w->j);
    else
        write_holder(w, &w->r->claims.statements.v[said].holder);
    jsonw_close(&w->j, '}');
}

void write_events(struct writer *w) {
    jsonw_key(&w->j, "events");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->meaning.events.n; i++) write_event(w, i);
    jsonw_close(&w->j, ']');
}

/* ---- statements */

static void write_content(struct writer *w, const struct statement *s) {
    jsonw_key(&w->j, "content");
    jsonw_open(&w->j, '{');
    writer_cut(w, s->content);
    if (s->n_part > 1) {
        jsonw_key(&w->j, "parts");
        jsonw_open(&w->j, '[');
        for (uint32_t i = 0; i < s->n_part; i++) writer_cut_value(w, s->part[i]);
        jsonw_close(&w->j, ']');
    }
    jsonw_close(&w->j, '}');
}

static void write_statement(struct writer *w, uint32_t i) {
    const struct statement *s = &w->r->claims.statements.v[i];
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "id", 's', i);
    jsonw_key_c(&w->j, "kind", statement_kind_name((enum statement_kind)s->kind));
    jsonw_key(&w->j, "holder");
    write_holder(w, &s->holder);
    jsonw_key(&w->j, "cue");
    if (tspan_empty(s->cue)) {
        jsonw_null(&w->j);
    } else {
        jsonw_open(&w->j, '{');
        writer_cut(w, s->cue);
        jsonw_key_str(&w->j, "lemma", s->cue_lemma.p ? s->cue_lemma : STR(""));
        jsonw_close(&w->j, '}');
    }
    write_content(w, s);
    jsonw_key_str(&w->j, "medium", tspan_empty(s->medium) ? STR_NULL : doc_cut(w->d, s->medium));
    writer_entity_id(w, "addressee", s->addressee);
    jsonw_key_id(&w->j, "time", 't', s->time);
    jsonw_key_id(&w->j, "inside", 's', s->inside);
    jsonw_close(&w->j, '}');
}

void write_statements(struct writer *w) {
    jsonw_key(&w->j, "statements");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->claims.statements.n; i++) write_statement(w, i);
    jsonw_close(&w->j, ']');
}

/* ---- claims */

static void write_bounds(struct writer *w, uint64_t low, uint64_t high) {
    jsonw_key(&w->j, "low");
    jsonw_u64(&w->j, low);
    jsonw_key(&w->j, "high");
    if (high == NO_BOUND)
        jsonw_null(&w->j);
    else
        jsonw_u64(&w->j, high);
}

static void write_value(struct writer *w, const struct claim *c) {
    jsonw_open(&w->j, '{');
    if (slot_is_figure((enum claim_slot)c->slot)) {
        write_bounds(w, c->value.low, c->value.high);
        jsonw_key_str(&w->j, "of",
                      tspan_empty(c->value.of) ? STR_NULL : doc_cut(w->d, c->value.of));
    } else if (c->slot == SLOT_OCCURRED) {
        jsonw_key_c(&w->j, "occurred", occurred_name((enum occurred)c->value.occurred));
    } else if (c->slot == SLOT_TYPE) {
        jsonw_key_c(&w->j, "type", event_type_name((enum event_type)c->value.type));
    } else if (c->slot == SLOT_PLACE) {
        jsonw_key_id(&w->j, "place", 'p', c->value.place);
    } else if (c->slot == SLOT_DATE) {
        jsonw_key_id(&w->j, "time", 't', c->value.time);
    } else {
        writer_entity_id(w, c->slot == SLOT_RESPONSIBILITY ? "claimed_by" : "entity",
                         c->value.entity);
    }
    if (!tspan_empty(c->value.text))
        writer_cut(w, c->value.text);
    else
        jsonw_key_c(&w->j, "text", NULL);
    jsonw_close(&w->j, '}');
}

static void write_claim(struct writer *w, uint32_t i) {
    const struct claim *c = &w->r->claims.claim[i];
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "id", 'c', i);
    jsonw_key_id(&w->j, "incident", 'i', c->incident);
    jsonw_key_c(&w->j, "slot", claim_slot_name((enum claim_slot)c->slot));
    jsonw_key(&w->j, "value");
    write_value(w, c);
    jsonw_key(&w->j, "holder");
    write_holder(w, &c->holder);
    jsonw_key(&w->j, "via");
    jsonw_open(&w->j, '[');
    for (uint32_t k = 0; k < c->n_via; k++) write_holder(w, &c->via[k]);
    jsonw_close(&w->j, ']');
    jsonw_key_c(&w->j, "stance", claim_stance_name((enum claim_stance)c->stance));
    jsonw_key_c(&w->j, "certainty", claim_certainty_name((enum claim_certainty)c->certainty));
    jsonw_key_id(&w->j, "time", 't', c->time);
    jsonw_key(&w->j, "evidence");
    writer_cut_value(w, c->evidence);
    jsonw_key_id(&w->j, "supersedes", 'c', c->supersedes);
    if (c->partial) jsonw_key_bool(&w->j, "partial", true);
    if (c->figure != NONE && w->r->claims.figures.v[c->figure].attackers)
        jsonw_key_bool(&w->j, "attackers", true);
    jsonw_close(&w->j, '}');
}

void write_claims(struct writer *w) {
    jsonw_key(&w->j, "claims");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->claims.n_claim; i++) write_claim(w, i);
    jsonw_close(&w->j, ']');
}

/* ---- incidents */

static void write_fillers(struct writer *w, const struct incident *n, enum filler_role role) {
    static const char *const key[N_FILLER_ROLE] = {"perpetrators", "targets", "victims", "weapons"};
    jsonw_key(&w->j, key[role]);
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < n->n_filler[role]; i++) {
        const struct filler *f = &n->filler[role][i];
        jsonw_open(&w->j, '{');
        writer_entity_id(w, "entity", f->entity);
        writer_cut(w, f->span);
        writer_ids(w, "claims", 'c', f->claim, f->n_claim);
        jsonw_key_bool(&w->j, "attributed", filler_is_attributed(&w->r->claims, f));
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

/* Claims of the incident that give the slot, into `into` (as long as n->n_claim). */
static uint32_t claims_of(const struct writer *w, const struct incident *n, enum claim_slot slot,
                          uint32_t *into) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < n->n_claim; i++)
        if (w->r->claims.claim[n->claim[i]].slot == slot) into[k++] = n->claim[i];
    return k;
}

static void write_date(struct writer *w, const struct incident *n, uint32_t *claims) {
    jsonw_key(&w->j, "date");
    jsonw_open(&w->j, '{');
    writer_day(w, "from", n->from);
    writer_day(w, "to", n->to);
    jsonw_key_c(&w->j, "precision", time_precision_name((enum time_precision)n->date_precision));
    jsonw_key_id(&w->j, "time", 't', n->time);
    writer_ids(w, "claims", 'c', claims, claims_of(w, n, SLOT_DATE, claims));
    jsonw_close(&w->j, '}');
    jsonw_key(&w->j, "place");
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "place", 'p', n->place);
    writer_ids(w, "claims", 'c', claims, claims_of(w, n, SLOT_PLACE, claims));
    jsonw_close(&w->j, '}');
}

static void write_figure(struct writer *w, const struct incident *n, enum claim_slot slot,
                         uint32_t *claims) {
    uint32_t k = claims_of(w, n, slot, claims);
    struct bounds b = incident_figure(&w->r->claims, n, slot);
    jsonw_key(&w->j, claim_slot_name(slot));
    if (!k && slot != SLOT_KILLED && slot != SLOT_WOUNDED) {
        jsonw_null(&w->j);
        return;
    }
    jsonw_open(&w->j, '{');
    jsonw_key(&w->j, "low");
    if (b.known)
        jsonw_u64(&w->j, b.low);
    else
        jsonw_null(&w->j);
    jsonw_key_c(&w->j, "best", NULL);
    jsonw_key(&w->j, "high");
    if (b.known && b.high != NO_BOUND)
        jsonw_u64(&w->j, b.high);
    else
        jsonw_null(&w->j);
    writer_ids(w, "claims", 'c', claims, k);
    jsonw_close(&w->j, '}');
}

/* What the schemes of happenings say of it; left out where none does. */
static void write_incident_codes(struct writer *w, const struct incident_codes *c) {
    if (!c->ucdp && !c->gtd.attack) return;
    jsonw_key(&w->j, "codes");
    jsonw_open(&w->j, '{');
    if (c->ucdp) {
        jsonw_key(&w->j, "ucdp");
        jsonw_u64(&w->j, c->ucdp);
    }
    if (c->gtd.attack) {
        const struct {
            const char *key;
            uint8_t code;
        } part[] = {
            {"attack", c->gtd.attack}, {"target", c->gtd.target}, {"weapon", c->gtd.weapon}};
        jsonw_key(&w->j, "gtd");
        jsonw_open(&w->j, '{');
        for (size_t k = 0; k < COUNT_OF(part); k++) {
            jsonw_key(&w->j, part[k].key);
            jsonw_u64(&w->j, part[k].code);
        }
        jsonw_key_bool(&w->j, "suicide", c->gtd.suicide);
        jsonw_key_bool(&w->j, "success", c->gtd.success);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, '}');
}

static void write_incident(struct writer *w, uint32_t i, uint32_t *claims) {
    const struct incident *n = &w->r->incidents.v[i];
    jsonw_open(&w->j, '{');
    jsonw_key_id(&w->j, "id", 'i', i);
    jsonw_key_c(&w->j, "type", event_type_name((enum event_type)n->type));
    if (n->muc) jsonw_key_c(&w->j, "muc", muc_type_name((enum muc_type)n->muc));
    jsonw_key_c(&w->j, "status", incident_status_name((enum incident_status)n->status));
    jsonw_key_bool(&w->j, "main", n->main);
    jsonw_key_bool(&w->j, "background", n->background);
    write_incident_codes(w, &w->r->coded.of_incident[i]);
    write_date(w, n, claims);
    for (int role = 0; role < N_FILLER_ROLE; role++) write_fillers(w, n, (enum filler_role)role);
    for (int slot = SLOT_WEAPON_COUNT; slot <= SLOT_KIDNAPPED; slot++)
        write_figure(w, n, (enum claim_slot)slot, claims);
    writer_ids(w, "events", 'v', n->event, n->n_event);
    writer_ids(w, "claims", 'c', n->claim, n->n_claim);
    jsonw_close(&w->j, '}');
}

void write_incidents(struct writer *w) {
    jsonw_key(&w->j, "incidents");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->incidents.n; i++) write_incident(w, i, w->claim_scratch);
    jsonw_close(&w->j, ']');
}

/* ---- conflicts */

static void write_position(struct writer *w, const struct position *p) {
    const struct claim *first = &w->r->claims.claim[p->claim[0]];
    jsonw_open(&w->j, '{');
    jsonw_key(&w->j, "value");
    write_value(w, first);
    jsonw_key(&w->j, "holders");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < p->n_claim; i++)
        write_holder(w, &w->r->claims.claim[p->claim[i]].holder);
    jsonw_close(&w->j, ']');
    writer_ids(w, "claims", 'c', p->claim, p->n_claim);
    jsonw_close(&w->j, '}');
}

void write_conflicts(struct writer *w) {
    jsonw_key(&w->j, "conflicts");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->conflicts.n; i++) {
        const struct conflict *x = &w->r->conflicts.v[i];
        jsonw_open(&w->j, '{');
        jsonw_key_id(&w->j, "id", 'x', i);
        jsonw_key_id(&w->j, "incident", 'i', x->incident);
        jsonw_key_c(&w->j, "slot", claim_slot_name((enum claim_slot)x->slot));
        jsonw_key_c(&w->j, "kind", conflict_kind_name((enum conflict_kind)x->kind));
        jsonw_key_bool(&w->j, "compatible", x->compatible);
        jsonw_key(&w->j, "positions");
        jsonw_open(&w->j, '[');
        for (uint32_t k = 0; k < x->n_position; k++) write_position(w, &x->position[k]);
        jsonw_close(&w->j, ']');
        jsonw_key_id(&w->j, "resolved", 'c', x->resolved);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

static void write_issues(struct writer *w, const struct cameo_dyad *d) {
    jsonw_key(&w->j, "issues");
    jsonw_open(&w->j, '[');
    for (uint32_t i = d->issue_b; i < d->issue_e; i++) {
        jsonw_open(&w->j, '{');
        jsonw_key_str(&w->j, "code", w->r->coded.issue[i].code);
        jsonw_key(&w->j, "count");
        jsonw_u64(&w->j, w->r->coded.issue[i].count);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}

void write_cameo(struct writer *w) {
    jsonw_key(&w->j, "cameo");
    jsonw_open(&w->j, '[');
    for (uint32_t i = 0; i < w->r->coded.n_dyad; i++) {
        const struct cameo_dyad *d = &w->r->coded.dyad[i];
        jsonw_open(&w->j, '{');
        jsonw_key_str(&w->j, "source", d->source);
        jsonw_key_str(&w->j, "target", d->target);
        jsonw_key_str(&w->j, "code", d->code);
        jsonw_key_id(&w->j, "event", 'v', d->event);
        if (d->issue_b < d->issue_e) write_issues(w, d);
        jsonw_close(&w->j, '}');
    }
    jsonw_close(&w->j, ']');
}
