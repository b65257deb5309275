/* GeoJSON (RFC 7946): a feature a case; an unknown place is a null geometry. As a collection, or as
 * a text sequence (RFC 8142). */
#include "base/base.h"

#include "export/export.h"

#include "export/carried.h"
#include "export/sequence.h"
#include "record/jsonw.h"

void geojson_begin(struct exporting *x) {
    buf_c(x->out, "{\"type\":\"FeatureCollection\",\"features\":[");
}

void geojson_end(struct exporting *x) {
    buf_c(x->out, x->rows ? "\n]}\n" : "]}\n");
}

static void put_geometry(struct jsonw *w, const struct casedata *k) {
    jsonw_key(w, "geometry");
    if (!k->place.located) {
        jsonw_null(w);
        return;
    }
    jsonw_open(w, '{');
    jsonw_key_c(w, "type", "Point");
    jsonw_key(w, "coordinates");
    jsonw_open(w, '[');
    jsonw_fixed(w, k->place.lon, 6);
    jsonw_fixed(w, k->place.lat, 6);
    jsonw_close(w, ']');
    jsonw_close(w, '}');
}

static void put_number(struct jsonw *w, const char *key, struct reduced r) {
    jsonw_key(w, key);
    if (r.known)
        jsonw_u64(w, r.value);
    else
        jsonw_null(w);
}

/* Bounds; `best` is null: no codebook's rule was asked for. */
static void put_figure(struct exporting *x, struct jsonw *w, const struct casedata *k,
                       enum claim_slot slot) {
    const char *name = claim_slot_name(slot);
    struct figure_told f = casedata_figure(k, slot, false);
    struct basis low_of, high_of;
    struct reduced low = casedata_reduce(k, &f, REDUCE_UCDP_LOW, &low_of);
    struct reduced high = casedata_reduce(k, &f, REDUCE_UCDP_HIGH, &high_of);
    const struct reduced none = {0};
    jsonw_key(w, name);
    jsonw_open(w, '{');
    put_number(w, "low", low);
    put_number(w, "best", none);
    put_number(w, "high", high);
    jsonw_close(w, '}');
    const struct {
        const char *part;
        struct reduced r;
        struct basis why;
    } of[] = {{"low", low, low_of}, {"high", high, high_of}};
    for (size_t i = 0; x->trail && i < COUNT_OF(of); i++)
        if (of[i].r.known)
            trail_put(x->trail, k, k->id, words_of(k->a, str_c(name), STR("."), str_c(of[i].part)),
                      words_number(k->a, of[i].r.value), i ? "geojson highest" : "geojson lowest",
                      of[i].why);
}

static void put_text(struct exporting *x, struct jsonw *w, const struct casedata *k,
                     const char *key, struct str value, struct basis why) {
    jsonw_key_str(w, key, value.n ? value : STR_NULL);
    if (x->trail && value.n)
        trail_put(x->trail, k, k->id, str_c(key), value, arena_printf(k->a, "geojson %s", key).p,
                  why);
}

static void put_sources(struct jsonw *w, const struct casedata *k) {
    jsonw_key(w, "sources");
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < k->source.n; i++)
        jsonw_str(w, k->source.v[i].outlet.n ? k->source.v[i].outlet : k->source.v[i].id);
    jsonw_close(w, ']');
    struct str url = STR_NULL;
    for (uint32_t i = 0; i < k->source.n && !url.n; i++) url = k->source.v[i].url;
    jsonw_key_str(w, "url", url.n ? url : STR_NULL);
}

/* The reports with their texts, as `attest add` reads them. */
static void put_reports(struct jsonw *w, const struct casedata *k) {
    jsonw_key(w, "reports");
    jsonw_open(w, '[');
    for (uint32_t i = 0; i < k->source.n; i++) {
        struct carried c = carried_of(k->a, k->source.v[i].record);
        carried_write(w, &c);
    }
    jsonw_close(w, ']');
}

static void put_properties(struct exporting *x, struct jsonw *w, const struct casedata *k) {
    struct basis date = casedata_claims(k, SLOT_DATE), differ;
    struct basis place = casedata_claims(k, SLOT_PLACE);
    bool disputed = export_differences(k, &differ).n != 0;
    jsonw_key(w, "properties");
    jsonw_open(w, '{');
    jsonw_key_str(w, "id", k->id);
    put_text(x, w, k, "date_start", k->from, date);
    put_text(x, w, k, "date_end", k->to, date);
    put_text(x, w, k, "date_precision", k->precision, date);
    put_text(x, w, k, "place", k->place.name, place);
    put_text(x, w, k, "country", k->place.country, place);
    put_text(x, w, k, "geo_precision", k->place.precision, place);
    put_text(x, w, k, "event_type", k->type, casedata_claims(k, SLOT_OCCURRED));
    put_figure(x, w, k, SLOT_KILLED);
    put_figure(x, w, k, SLOT_WOUNDED);
    jsonw_key_bool(w, "disputed", disputed);
    put_sources(w, k);
    if (x->opt->whole) put_reports(w, k);
    jsonw_close(w, '}');
}

static void put_feature(struct exporting *x, const struct casedata *k) {
    struct jsonw w;
    jsonw_init(&w, x->out);
    jsonw_open(&w, '{');
    jsonw_key_c(&w, "type", "Feature");
    jsonw_key_str(&w, "id", k->id);
    put_geometry(&w, k);
    put_properties(x, &w, k);
    jsonw_close(&w, '}');
}

const char *geojson_put(struct exporting *x, const struct casedata *k) {
    buf_c(x->out, x->rows++ ? ",\n" : "\n");
    put_feature(x, k);
    return NULL;
}

const char *geojson_seq_put(struct exporting *x, const struct casedata *k) {
    buf_char(x->out, RECORD_SEPARATOR);
    put_feature(x, k);
    buf_char(x->out, '\n');
    x->rows++;
    return NULL;
}
