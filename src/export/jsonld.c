/* schema.org Claim nodes (JSON-LD). A machine gives no verdict: no ClaimReview is written. What two
 * claims of a slot contradict each other about stands in attest's own terms. */
#include "base/base.h"

#include "export/export.h"

#include "record/jsonw.h"

#define CONTEXT                                                                                    \
    "{\"@context\":[\"https://schema.org\",{\"attest\":\"urn:attest:term:\"}],\"@graph\":["

void jsonld_begin(struct exporting *x) {
    buf_c(x->out, CONTEXT);
}

void jsonld_end(struct exporting *x) {
    buf_c(x->out, x->rows ? "\n]}\n" : "]}\n");
}

static void put_appearance(struct jsonw *w, const struct source *s) {
    jsonw_key(w, "appearance");
    jsonw_open(w, '[');
    jsonw_open(w, '{');
    jsonw_key_c(w, "@type", "NewsArticle");
    if (s->url.n) jsonw_key_str(w, "url", s->url);
    if (s->title.n) jsonw_key_str(w, "headline", s->title);
    if (s->published.n) jsonw_key_str(w, "datePublished", s->published);
    if (s->outlet.n) {
        jsonw_key(w, "publisher");
        jsonw_open(w, '{');
        jsonw_key_c(w, "@type", "Organization");
        jsonw_key_str(w, "name", s->outlet);
        jsonw_close(w, '}');
    }
    jsonw_close(w, '}');
    jsonw_close(w, ']');
}

static void put_author(struct jsonw *w, const struct told *t) {
    jsonw_key(w, "author");
    jsonw_open(w, '{');
    jsonw_key_c(w, "@type", t->by_person ? "Person" : "Organization");
    jsonw_key_str(w, "name", t->holder);
    jsonw_close(w, '}');
}

static bool says_otherwise(const struct told *x, const struct told *y) {
    if (x->slot != y->slot || x->partial || y->partial) return false;
    bool same = x->figure ? x->low == y->low && x->high == y->high
                          : str_eq(x->value, y->value) && x->nobody == y->nobody;
    bool denied = str_eq_c(x->stance, "denies") != str_eq_c(y->stance, "denies");
    return same == denied;
}

static struct str urn_of(const struct casedata *k, const struct told *t) {
    return words_of(k->a, STR("urn:attest:claim:"), casedata_claim_id(k, t));
}

/* Claims of a slot that has one answer, and that give another. */
static void put_contradicted(struct jsonw *w, const struct casedata *k, uint32_t i) {
    static const bool single[N_CLAIM_SLOT] = {
        [SLOT_OCCURRED] = true, [SLOT_RESPONSIBILITY] = true, [SLOT_KILLED] = true,
        [SLOT_WOUNDED] = true,  [SLOT_HOSPITALIZED] = true,   [SLOT_MISSING] = true,
        [SLOT_DETAINED] = true, [SLOT_KIDNAPPED] = true};
    uint32_t slot = k->claim.v[i].slot;
    bool begun = false;
    if (slot == N_CLAIM_SLOT || !single[slot]) return;
    for (uint32_t c = 0; c < k->claim.n; c++) {
        if (c == i || !says_otherwise(&k->claim.v[i], &k->claim.v[c])) continue;
        if (!begun) {
            jsonw_key(w, "attest:contradicts");
            jsonw_open(w, '[');
        }
        begun = true;
        jsonw_str(w, urn_of(k, &k->claim.v[c]));
    }
    if (begun) jsonw_close(w, ']');
}

static void put_claim(struct exporting *x, const struct casedata *k, uint32_t i) {
    const struct told *t = &k->claim.v[i];
    const struct source *s = &k->source.v[t->source];
    struct str quote = casedata_quote(k, t);
    struct jsonw w;
    buf_c(x->out, x->rows++ ? ",\n" : "\n");
    jsonw_init(&w, x->out);
    jsonw_open(&w, '{');
    jsonw_key_c(&w, "@type", "Claim");
    jsonw_key_str(&w, "@id", urn_of(k, t));
    jsonw_key_str(&w, "text", quote);
    if (t->holder.n) put_author(&w, t);
    if (t->at.n) jsonw_key_str(&w, "datePublished", t->at);
    put_appearance(&w, s);
    jsonw_key_str(&w, "attest:case", k->id);
    jsonw_key_c(&w, "attest:slot",
                t->slot < N_CLAIM_SLOT ? claim_slot_name((enum claim_slot)t->slot) : NULL);
    jsonw_key_str(&w, "attest:stance", t->stance);
    jsonw_key_str(&w, "attest:certainty", t->certainty);
    put_contradicted(&w, k, i);
    jsonw_close(&w, '}');
    if (x->trail)
        trail_put(x->trail, k, casedata_claim_id(k, t), STR("text"), quote, "jsonld claim",
                  (struct basis){&i, 1});
}

const char *jsonld_put(struct exporting *x, const struct casedata *k) {
    for (uint32_t i = 0; i < k->claim.n; i++) put_claim(x, k, i);
    return NULL;
}
