#include "base/base.h"

#include "meaning/timex.h"

#include "base/vec.h"
#include "meaning/published.h"

enum { NARRATIVE_YEARS = 5 }; /* years far from publication that make a text a narrative */

const char *timex_type_name(enum timex_type t) {
    static const char *const name[] = {"DATE", "TIME", "DURATION", "SET"};
    return name[t];
}

const char *time_precision_name(enum time_precision p) {
    static const char *const name[] = {"unknown", "time", "day", "week", "month", "year"};
    return name[p];
}

const char *published_basis_name(enum published_basis b) {
    static const char *const name[] = {NULL, "given", "metadata", "dateline", "calendar"};
    return name[b];
}

typedef VEC(struct texpr) texpr_vec;

static void find_all(const struct calendar *c, const struct doc *d, texpr_vec *v,
                     struct arena *scratch) {
    struct texpr_text text;
    texpr_text_init(&text, c, d, scratch);
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t begin = d->sent_tok[s], end = d->sent_tok[s + 1];
        for (uint32_t t = begin; t < end;) {
            struct texpr x = {0};
            if (!texpr_find(&text, begin, t, end, &x)) {
                t++;
                continue;
            }
            x.runs_on = v->n && texpr_follows(&text, &v->v[v->n - 1], &x);
            *vec_push(scratch, v) = x;
            for (struct texpr y = {0}; texpr_go_on(&text, &x, begin, end, &y); x = y) {
                y.runs_on = texpr_follows(&text, &x, &y);
                *vec_push(scratch, v) = y;
            }
            t = x.e;
        }
    }
}

/* A text that tells of years long past, not of this week: its times go on from each other. */
static bool is_narrative(const struct texpr *v, uint32_t n, struct day now) {
    uint32_t far = 0, near = 0, speech = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct texpr *x = &v[i];
        int32_t gap = x->year - now.year;
        if (x->kind == TE_DATE && x->year && !x->quarter) {
            if (!now.year || gap < -1 || gap > 1 || x->bc)
                far++;
            else
                near++;
        }
        if (x->kind == TE_DAYS || (x->kind == TE_DATE && x->weekday && !x->day)) speech++;
    }
    if (far < NARRATIVE_YEARS) return false;
    return far > 3 * (near + speech) ||
           (far + near >= 2 * NARRATIVE_YEARS && far + near > 4 * speech);
}

static void resolve_one(struct anchor *a, const struct texpr *x, struct timex *t) {
    const struct doc *d = a->d;
    uint32_t s = d->tok_sent[x->b];
    *t = (struct timex){.tok_b = x->b, .tok_e = x->e, .sent = s};
    t->span = doc_toks_span(d, x->b, x->e);
    a->sent_b = d->sent_tok[s], a->sent_e = d->sent_tok[s + 1];
    bool relative = x->kind == TE_DAYS || x->kind == TE_UNIT || x->kind == TE_SHIFT ||
                    x->kind == TE_CLOCK || (x->kind == TE_DATE && !x->year);
    t->relative_to_speech = relative && d->tok_flags[x->b] & TOK_QUOTED;
    texpr_resolve(a, x, t);
    if (x->kind != TE_DAYS || !t->relative_to_speech) return;
    t->from = t->to = (struct day){0}, t->precision = PRECISION_UNKNOWN;
    if (!a->printed) t->value = STR("XXXX-XX-XX");
}

/* *begin and *end are the ends of a range: known where both are, in their order. */
static void end_range(struct timex *begin, const struct timex *end) {
    struct day f = begin->from, t = end->to;
    if (f.year && t.year &&
        civil_days(f.year, f.month, f.day) <= civil_days(t.year, t.month, t.day))
        begin->until = t;
}

void timex_run(struct doc *d, const struct world *w, struct published *pub, struct timexes *out,
               struct arena *scratch) {
    struct arena_mark mark = arena_mark(scratch);
    texpr_vec v = {0};
    find_all(w->calendar, d, &v, scratch);
    struct texprs all = {v.v, v.n};
    published_find(d, w, &all, pub, scratch);
    struct anchor a = {.c = w->calendar, .d = d, .now = pub->day};
    if (!pub->day.day) { /* the year at most is known */
        a.now = (struct day){0};
        a.at.year = pub->day.year;
    }
    a.printed = pub->basis == PUBLISHED_GIVEN || pub->basis == PUBLISHED_METADATA;
    a.narrative = is_narrative(v.v, v.n, a.now);
    if (!a.narrative) a.at = pub->day;
    pub->day = a.now;
    *out = (struct timexes){.v = arena_array(d->a, struct timex, v.n), .n = v.n};
    for (uint32_t i = 0; i < v.n; i++) {
        resolve_one(&a, &v.v[i], &out->v[i]);
        if (v.v[i].runs_on) end_range(&out->v[i - 1], &out->v[i]);
    }
    arena_rewind(scratch, mark);
}

uint32_t timex_after(const struct timexes *t, uint32_t at) {
    uint32_t lo = 0, hi = t->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->v[mid].span.e <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
