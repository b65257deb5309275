#include "base/base.h"

#include "export/digest.h"

#include "base/map.h"
#include "export/eventdata.h"

/*
 * block   0 "attD"   4 version   8 size   12 strings   16 sources   20 claims   24 parties of each
 *         role (5)   44 claims of all parties   48 events   52 their sides   56 dyads
 *         60 bytes of strings   64 u64 XXH3 of all that follows
 * then    the case, its sources, claims, parties, the claims of parties, events, sides, dyads:
 *         strings as numbers counted from 1 (0 = not known); where each string ends; their bytes.
 */
enum { AT_VERSION = 4, AT_SIZE = 8, AT_STRINGS = 12, AT_SOURCES = 16, AT_CLAIMS = 20 };
enum { AT_PARTIES = 24, AT_WHY = 44, AT_EVENTS = 48, AT_SIDES = 52, AT_GIVEN = 56, AT_BYTES = 60 };
enum { AT_SUM = 64, HEADER = 72, MOST = 1 << 26 };

/* What of a struct goes into a row, in this order: strings, 64-bit numbers, 32-bit numbers, and
 * flags as the bits of one word. */
struct shape {
    const uint16_t *str, *wide, *word, *flag;
    uint16_t n_str, n_wide, n_word, n_flag;
};

#define AT(type, field) offsetof(struct type, field)

static const uint16_t case_str[] = {AT(casedata, id),
                                    AT(casedata, type),
                                    AT(casedata, status),
                                    AT(casedata, from),
                                    AT(casedata, to),
                                    AT(casedata, precision),
                                    AT(casedata, place.name),
                                    AT(casedata, place.kind),
                                    AT(casedata, place.country),
                                    AT(casedata, place.admin1),
                                    AT(casedata, place.precision),
                                    AT(casedata, acled_event),
                                    AT(casedata, acled_sub),
                                    AT(casedata, people),
                                    AT(casedata, bodies),
                                    AT(casedata, places)};
static const uint16_t case_wide[] = {AT(casedata, number), AT(casedata, place.lat),
                                     AT(casedata, place.lon), AT(casedata, place.geonames)};
static const uint16_t case_word[] = {AT(casedata, days),       AT(casedata, n_origin),
                                     AT(casedata, ucdp),       AT(casedata, gtd_attack),
                                     AT(casedata, gtd_target), AT(casedata, gtd_weapon)};
static const uint16_t case_flag[] = {AT(casedata, place.located), AT(casedata, gtd_suicide),
                                     AT(casedata, gtd_success), AT(casedata, has_given)};
static const uint16_t source_str[] = {
    AT(source, key),   AT(source, id),  AT(source, sha256),    AT(source, outlet),
    AT(source, title), AT(source, url), AT(source, published), AT(source, language)};
static const uint16_t source_word[] = {AT(source, origin)};
static const uint16_t told_str[] = {AT(told, stance), AT(told, certainty), AT(told, at),
                                    AT(told, holder), AT(told, value)};
static const uint16_t told_wide[] = {AT(told, low), AT(told, high)};
static const uint16_t told_word[] = {AT(told, number), AT(told, slot), AT(told, b), AT(told, e),
                                     AT(told, source)};
static const uint16_t told_flag[] = {AT(told, by_outlet), AT(told, by_person), AT(told, figure),
                                     AT(told, partial),   AT(told, attackers), AT(told, superseded),
                                     AT(told, nobody)};
static const uint16_t party_str[] = {AT(party, name), AT(party, text), AT(party, type),
                                     AT(party, sector), AT(party, country)};
static const uint16_t party_word[] = {AT(party, claim.n)};
static const uint16_t party_flag[] = {AT(party, named)};
static const uint16_t event_str[] = {
    AT(eventdata, type),          AT(eventdata, day),          AT(eventdata, last),
    AT(eventdata, plover),        AT(eventdata, mode),         AT(eventdata, contexts),
    AT(eventdata, cameo),         AT(eventdata, place.name),   AT(eventdata, place.kind),
    AT(eventdata, place.country), AT(eventdata, place.admin1), AT(eventdata, place.precision),
    AT(eventdata, place_raw)};
static const uint16_t event_wide[] = {AT(eventdata, place.lat), AT(eventdata, place.lon),
                                      AT(eventdata, place.geonames)};
static const uint16_t event_word[] = {AT(eventdata, n_actor), AT(eventdata, n_recipient),
                                      AT(eventdata, sentence)};
static const uint16_t event_flag[] = {AT(eventdata, stands), AT(eventdata, place.located)};
static const uint16_t side_str[] = {AT(side, name),   AT(side, raw),   AT(side, country),
                                    AT(side, sector), AT(side, known), AT(side, office)};
static const uint16_t side_flag[] = {AT(side, place)};
static const uint16_t given_str[] = {AT(given, source), AT(given, target), AT(given, code),
                                     AT(given, issues)};
static const uint16_t given_word[] = {AT(given, event)};

static const struct shape of_case = {
    case_str,           case_wide,           case_word,           case_flag,
    COUNT_OF(case_str), COUNT_OF(case_wide), COUNT_OF(case_word), COUNT_OF(case_flag)};
static const struct shape of_source = {source_str,           NULL, source_word,           NULL,
                                       COUNT_OF(source_str), 0,    COUNT_OF(source_word), 0};
static const struct shape of_told = {
    told_str,           told_wide,           told_word,           told_flag,
    COUNT_OF(told_str), COUNT_OF(told_wide), COUNT_OF(told_word), COUNT_OF(told_flag)};
static const struct shape of_party = {
    party_str,           NULL, party_word,           party_flag,
    COUNT_OF(party_str), 0,    COUNT_OF(party_word), COUNT_OF(party_flag)};
static const struct shape of_event = {
    event_str,           event_wide,           event_word,           event_flag,
    COUNT_OF(event_str), COUNT_OF(event_wide), COUNT_OF(event_word), COUNT_OF(event_flag)};
static const struct shape of_side = {side_str,           NULL, NULL, side_flag,
                                     COUNT_OF(side_str), 0,    0,    COUNT_OF(side_flag)};
static const struct shape of_given = {given_str,           NULL, given_word,           NULL,
                                      COUNT_OF(given_str), 0,    COUNT_OF(given_word), 0};

static uint32_t row_words(const struct shape *s) {
    return s->n_str + 2u * s->n_wide + s->n_word + (s->n_flag != 0);
}

static uint32_t load(const char *at) {
    const unsigned char *b = (const unsigned char *)at;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static uint64_t load_wide(const char *at) {
    return load(at) | (uint64_t)load(at + 4) << 32;
}

/* ---- writing */

struct writing {
    struct buf *out;
    size_t from;      /* where the block begins in out */
    struct map place; /* of each string, its number */
    VEC(struct str) string;
    struct arena *a;
};

static void put_word(struct buf *out, uint32_t v) {
    char b[4] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
    buf_put(out, b, sizeof b);
}

static void put_wide(struct buf *out, uint64_t v) {
    put_word(out, (uint32_t)v);
    put_word(out, (uint32_t)(v >> 32));
}

static uint32_t string_number(struct writing *w, struct str s) {
    bool added;
    if (!s.p) return 0;
    uint32_t i = map_add(&w->place, s, w->string.n, &added);
    if (added) *vec_push(w->a, &w->string) = s;
    return i + 1;
}

static void put_row(struct writing *w, const struct shape *s, const void *of) {
    const char *p = of;
    uint32_t flags = 0;
    for (uint32_t i = 0; i < s->n_str; i++) {
        struct str v;
        memcpy(&v, p + s->str[i], sizeof v);
        put_word(w->out, string_number(w, v));
    }
    for (uint32_t i = 0; i < s->n_wide; i++) {
        uint64_t v;
        memcpy(&v, p + s->wide[i], sizeof v);
        put_wide(w->out, v);
    }
    for (uint32_t i = 0; i < s->n_word; i++) {
        uint32_t v;
        memcpy(&v, p + s->word[i], sizeof v);
        put_word(w->out, v);
    }
    for (uint32_t i = 0; i < s->n_flag; i++) flags |= (uint32_t)(p[s->flag[i]] != 0) << i;
    if (s->n_flag) put_word(w->out, flags);
}

static void put_rows(struct writing *w, const struct casedata *k) {
    put_row(w, &of_case, k);
    for (uint32_t i = 0; i < k->source.n; i++) put_row(w, &of_source, &k->source.v[i]);
    for (uint32_t i = 0; i < k->claim.n; i++) put_row(w, &of_told, &k->claim.v[i]);
    for (int r = 0; r < N_PARTY; r++)
        for (uint32_t i = 0; i < k->party[r].n; i++) put_row(w, &of_party, &k->party[r].v[i]);
    for (int r = 0; r < N_PARTY; r++)
        for (uint32_t i = 0; i < k->party[r].n; i++)
            for (uint32_t c = 0; c < k->party[r].v[i].claim.n; c++)
                put_word(w->out, k->party[r].v[i].claim.v[c]);
}

static void put_events(struct writing *w, const struct casedata *k) {
    for (uint32_t i = 0; i < k->n_event; i++) put_row(w, &of_event, &k->event[i]);
    for (uint32_t i = 0; i < k->n_event; i++) {
        const struct eventdata *e = &k->event[i];
        for (uint32_t s = 0; s < e->n_actor; s++) put_row(w, &of_side, &e->actor[s]);
        for (uint32_t s = 0; s < e->n_recipient; s++) put_row(w, &of_side, &e->recipient[s]);
    }
    for (uint32_t i = 0; i < k->n_given; i++) put_row(w, &of_given, &k->given[i]);
}

static uint32_t put_strings(struct writing *w) {
    uint32_t end = 0;
    for (uint32_t i = 0; i < w->string.n; i++) put_word(w->out, end += w->string.v[i].n);
    for (uint32_t i = 0; i < w->string.n; i++) buf_str(w->out, w->string.v[i]);
    return end;
}

static void put_header(struct writing *w, const struct casedata *k, uint32_t bytes) {
    struct buf head;
    char *to = w->out->p + w->from;
    struct str all = {to, (uint32_t)(w->out->n - w->from)};
    uint32_t why = 0, sides = 0;
    for (uint32_t i = 0; i < k->n_event; i++)
        sides += k->event[i].n_actor + k->event[i].n_recipient;
    for (int r = 0; r < N_PARTY; r++)
        for (uint32_t i = 0; i < k->party[r].n; i++) why += k->party[r].v[i].claim.n;
    head = (struct buf){.p = to, .size = HEADER, .cap = HEADER};
    buf_c(&head, "attD");
    put_word(&head, DIGEST_VERSION);
    put_word(&head, all.n);
    put_word(&head, w->string.n);
    put_word(&head, k->source.n);
    put_word(&head, k->claim.n);
    for (int r = 0; r < N_PARTY; r++) put_word(&head, k->party[r].n);
    put_word(&head, why);
    put_word(&head, k->n_event);
    put_word(&head, sides);
    put_word(&head, k->n_given);
    put_word(&head, bytes);
    put_wide(&head, str_hash(str_cut(all, HEADER, all.n)));
}

void digest_write(struct buf *out, const struct casedata *k) {
    static const char no_header[HEADER];
    struct writing w = {.out = out, .from = out->n, .a = k->a};
    map_init(&w.place, k->a, 64);
    buf_put(out, no_header, sizeof no_header);
    put_rows(&w, k);
    put_events(&w, k);
    uint32_t bytes = put_strings(&w);
    if (!out->failed) put_header(&w, k, bytes);
}

/* ---- reading */

struct reading_block {
    const char *p;            /* the next row */
    const struct str *string; /* [n_string + 1], the first one not known */
    uint32_t n_string;
    bool fine;
};

static void take_strings(struct reading_block *r, const struct shape *s, char *to) {
    for (uint32_t i = 0; i < s->n_str; i++, r->p += 4) {
        uint32_t number = load(r->p);
        if (number > r->n_string) r->fine = false, number = 0;
        memcpy(to + s->str[i], &r->string[number], sizeof *r->string);
    }
}

static void take_row(struct reading_block *r, const struct shape *s, void *into) {
    char *to = into;
    take_strings(r, s, to);
    for (uint32_t i = 0; i < s->n_wide; i++, r->p += 8) {
        uint64_t v = load_wide(r->p);
        memcpy(to + s->wide[i], &v, sizeof v);
    }
    for (uint32_t i = 0; i < s->n_word; i++, r->p += 4) {
        uint32_t v = load(r->p);
        memcpy(to + s->word[i], &v, sizeof v);
    }
    if (!s->n_flag) return;
    uint32_t flags = load(r->p);
    for (uint32_t i = 0; i < s->n_flag; i++) to[s->flag[i]] = flags >> i & 1;
    r->p += 4;
}

/* Numbers of rows by the header. */
struct counts {
    uint32_t string, source, claim, party[N_PARTY], why, event, side, given, bytes;
};

/* The size a block of these counts has; 0 where one is beyond all measure. */
static uint64_t counts_size(const struct counts *c) {
    uint64_t words = row_words(&of_case) + (uint64_t)c->source * row_words(&of_source) +
                     (uint64_t)c->claim * row_words(&of_told) + c->why + c->string;
    bool fine = c->string < MOST && c->source < MOST && c->claim < MOST && c->why < MOST &&
                c->event < MOST && c->side < MOST && c->given < MOST;
    words += (uint64_t)c->event * row_words(&of_event) + (uint64_t)c->side * row_words(&of_side) +
             (uint64_t)c->given * row_words(&of_given);
    for (int r = 0; r < N_PARTY; r++) {
        fine = fine && c->party[r] < MOST;
        words += (uint64_t)c->party[r] * row_words(&of_party);
    }
    return fine ? HEADER + words * 4 + c->bytes : 0;
}

static bool header_is_right(struct str block, struct counts *c) {
    const char *p = block.p;
    if (block.n < HEADER || memcmp(p, "attD", 4) != 0 || load(p + AT_VERSION) != DIGEST_VERSION)
        return false;
    *c = (struct counts){.string = load(p + AT_STRINGS),
                         .source = load(p + AT_SOURCES),
                         .claim = load(p + AT_CLAIMS),
                         .why = load(p + AT_WHY),
                         .event = load(p + AT_EVENTS),
                         .side = load(p + AT_SIDES),
                         .given = load(p + AT_GIVEN),
                         .bytes = load(p + AT_BYTES)};
    for (int r = 0; r < N_PARTY; r++) c->party[r] = load(p + AT_PARTIES + 4 * r);
    return load(p + AT_SIZE) == block.n && counts_size(c) == block.n &&
           load_wide(p + AT_SUM) == str_hash(str_cut(block, HEADER, block.n));
}

/* The strings of a block, whose ends stand before their bytes. NULL where they are out of order. */
static const struct str *all_strings(struct arena *a, struct str block, const struct counts *c) {
    const char *bytes = block.p + block.n - c->bytes, *end_of = bytes - (size_t)c->string * 4;
    struct str *v = arena_array_raw(a, struct str, c->string + 1);
    uint32_t last = 0;
    v[0] = STR_NULL;
    for (uint32_t i = 0; i < c->string; i++) {
        uint32_t end = load(end_of + (size_t)i * 4);
        if (end < last || end > c->bytes) return NULL;
        v[i + 1] = (struct str){bytes + last, end - last};
        last = end;
    }
    return v;
}

static void take_parties(struct reading_block *r, const struct counts *c, struct casedata *k) {
    for (int role = 0; role < N_PARTY; role++) {
        struct party *v = arena_array(k->a, struct party, c->party[role]);
        for (uint32_t i = 0; i < c->party[role]; i++) take_row(r, &of_party, &v[i]);
        k->party[role].v = v;
        k->party[role].n = k->party[role].cap = c->party[role];
    }
    uint32_t *why = arena_array_raw(k->a, uint32_t, c->why + 1), left = c->why;
    for (uint32_t i = 0; i < c->why; i++, r->p += 4) {
        why[i] = load(r->p);
        r->fine = r->fine && why[i] < c->claim;
    }
    for (int role = 0; role < N_PARTY; role++)
        for (uint32_t i = 0; i < c->party[role]; i++) {
            struct party *p = &k->party[role].v[i];
            r->fine = r->fine && p->claim.n <= left;
            if (!r->fine) return;
            p->claim.v = why + (c->why - left);
            p->claim.cap = p->claim.n;
            left -= p->claim.n;
        }
}

/* The sides of each event, one after another. */
static void take_sides(struct reading_block *r, const struct counts *c, struct casedata *k) {
    struct side *v = arena_array(k->a, struct side, c->side);
    uint32_t left = c->side;
    for (uint32_t i = 0; i < c->side; i++) take_row(r, &of_side, &v[i]);
    for (uint32_t i = 0; i < k->n_event; i++) {
        struct eventdata *e = &k->event[i];
        uint32_t n = e->n_actor + e->n_recipient;
        r->fine = r->fine && e->n_actor <= MOST_SIDES && e->n_recipient <= MOST_SIDES && n <= left;
        if (!r->fine) return;
        e->actor = v + (c->side - left);
        e->recipient = e->actor + e->n_actor;
        left -= n;
    }
}

static void take_events(struct reading_block *r, const struct counts *c, struct casedata *k) {
    k->event = arena_array(k->a, struct eventdata, c->event);
    k->n_event = c->event;
    for (uint32_t i = 0; i < c->event; i++) take_row(r, &of_event, &k->event[i]);
    take_sides(r, c, k);
    k->given = arena_array(k->a, struct given, c->given);
    k->n_given = c->given;
    for (uint32_t i = 0; i < c->given; i++) {
        uint32_t *event = &k->given[i].event;
        take_row(r, &of_given, &k->given[i]);
        r->fine = r->fine && (*event == NONE || *event < c->event);
    }
    r->fine = r->fine && (!c->event || (c->event <= c->claim && c->source));
    if (r->fine && c->event) eventdata_settle(k);
}

static void take_rows(struct reading_block *r, const struct counts *c, struct casedata *k) {
    take_row(r, &of_case, k);
    k->source.v = arena_array(k->a, struct source, c->source);
    k->source.n = k->source.cap = c->source;
    for (uint32_t i = 0; i < c->source; i++) take_row(r, &of_source, &k->source.v[i]);
    k->claim.v = arena_array_raw(k->a, struct told, c->claim); /* a row fills it */
    k->claim.n = k->claim.cap = c->claim;
    k->shown = arena_array(k->a, struct str, c->claim);
    for (uint32_t i = 0; i < c->claim; i++) {
        const struct told *t = &k->claim.v[i];
        take_row(r, &of_told, &k->claim.v[i]);
        r->fine = r->fine && t->source < c->source && t->slot <= N_CLAIM_SLOT;
    }
    take_parties(r, c, k);
    if (r->fine) take_events(r, c, k);
}

struct casedata *digest_read(struct arena *a, struct str block) {
    struct counts c;
    if (!header_is_right(block, &c)) return NULL;
    struct reading_block r = {.p = block.p + HEADER, .n_string = c.string, .fine = true};
    r.string = all_strings(a, block, &c);
    if (!r.string) return NULL;
    struct casedata *k = arena_new(a, struct casedata);
    k->a = a;
    take_rows(&r, &c, k);
    return r.fine ? k : NULL;
}
