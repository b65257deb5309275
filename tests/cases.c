/*
 * Runs case files: text in, expectations about its record out (the form is told in
 * docs/TESTING.md). cases FOLDER|FILE...      exit status 1 when a case fails Every record is also
 * checked against the schema and the laws.
 */
#include "base/base.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/sys.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_WORDS = 64, MAX_FILES = 1024 };

/* One word of an expectation: "quoted", or bare. */
struct word {
    struct str s;
    bool quoted;
};

struct expectation {
    struct word w[MAX_WORDS];
    unsigned n, at;
};

struct test_case {
    const char *file;
    unsigned line;
    struct str name, text, published, source, title, expect;
};

struct runner {
    att_engine *engine;
    att_reader *reader;
    unsigned passed, failed;
};

/* ---- words of an expectation */

static void split(struct expectation *x, struct str line) {
    x->n = x->at = 0;
    for (uint32_t i = 0; i < line.n && x->n < MAX_WORDS;) {
        while (i < line.n && ascii_is_space(line.p[i])) i++;
        if (i == line.n) break;
        bool quoted = line.p[i] == '"';
        uint32_t b = i + quoted;
        for (i = b; i < line.n && (quoted ? line.p[i] != '"' : !ascii_is_space(line.p[i]));) i++;
        x->w[x->n++] = (struct word){str_cut(line, b, i), quoted};
        i += quoted;
    }
}

static bool take(struct expectation *x, const char *word) {
    if (x->at == x->n || x->w[x->at].quoted || !str_eq_c(x->w[x->at].s, word)) return false;
    x->at++;
    return true;
}

static struct str next(struct expectation *x) {
    return x->at < x->n ? x->w[x->at++].s : STR("");
}

static bool peek_quoted(const struct expectation *x) {
    return x->at < x->n && x->w[x->at].quoted;
}

/* ---- JSON */

static struct str member(const json_t *o, const char *key) {
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (struct str){json_string_value(v), (uint32_t)json_string_length(v)}
                             : STR("");
}

static bool contains(struct str hay, struct str needle) {
    if (needle.n > hay.n) return false;
    for (uint32_t i = 0; i + needle.n <= hay.n; i++)
        if (str_ieq(str_cut(hay, i, i + needle.n), needle)) return true;
    return false;
}

static const json_t *by_id(const json_t *record, const char *id) {
    static const char lists[] = "eptvscix";
    static const char *const names[] = {"entities",   "places", "times",     "events",
                                        "statements", "claims", "incidents", "conflicts"};
    const char *at = id && id[0] ? strchr(lists, id[0]) : NULL;
    if (!at) return NULL;
    return json_array_get(json_object_get(record, names[at - lists]),
                          strtoul(id + 1, NULL, 10) - 1);
}

static const json_t *ref(const json_t *record, const json_t *o, const char *key) {
    return by_id(record, json_string_value(json_object_get(o, key)));
}

/* The text, name, aliases or mentions of an entry hold the words. */
static bool speaks_of(const json_t *o, struct str words) {
    if (!words.n) return true;
    if (contains(member(o, "text"), words) || contains(member(o, "name"), words)) return true;
    const json_t *aliases = json_object_get(o, "aliases"),
                 *mentions = json_object_get(o, "mentions");
    for (size_t i = 0; i < json_array_size(aliases); i++) {
        const json_t *a = json_array_get(aliases, i);
        if (contains((struct str){json_string_value(a), (uint32_t)json_string_length(a)}, words))
            return true;
    }
    for (size_t i = 0; i < json_array_size(mentions); i++)
        if (contains(member(json_array_get(mentions, i), "text"), words)) return true;
    return false;
}

/* "12", "12..", "10..15", "null" against low and high. */
static bool bounds_are(const json_t *o, struct str want) {
    const json_t *low = json_object_get(o, "low"), *high = json_object_get(o, "high");
    if (str_eq(want, STR("null"))) return !json_is_integer(low);
    uint32_t dots = str_find_str(want, STR(".."), 0);
    uint64_t l, h;
    if (!json_is_integer(low) || !num_parse_u64(dots == NONE ? want : str_cut(want, 0, dots), &l))
        return false;
    if ((uint64_t)json_integer_value(low) != l) return false;
    if (dots != NONE && dots + 2 == want.n) return json_is_null(high);
    if (!num_parse_u64(dots == NONE ? want : str_cut(want, dots + 2, want.n), &h)) return false;
    return json_is_integer(high) && (uint64_t)json_integer_value(high) == h;
}

static bool is_bounds(struct str s) {
    return s.n && (ascii_is_digit(s.p[0]) || str_eq(s, STR("null")));
}

/* ---- one entry of a list against the rest of the expectation: x->at stands behind the kind */

static bool holder_is(const json_t *record, const json_t *h, struct expectation *x) {
    if (take(x, "outlet")) return member(h, "source").n > 0;
    struct str want = next(x);
    return contains(member(h, "text"), want) || contains(member(h, "source"), want) ||
           (ref(record, h, "entity") && speaks_of(ref(record, h, "entity"), want));
}

static bool entity_fits(const json_t *record, const json_t *e, struct expectation *x) {
    (void)record;
    if (!str_eq(member(e, "type"), next(x))) return false;
    if (peek_quoted(x) && !speaks_of(e, next(x))) return false;
    while (x->at < x->n) {
        if (take(x, "country")) {
            if (!str_eq(member(e, "country"), next(x))) return false;
        } else if (take(x, "sector")) {
            if (!str_eq(member(e, "sector"), next(x))) return false;
        } else if (take(x, "role")) {
            struct str want = next(x);
            bool found = false;
            const json_t *roles = json_object_get(e, "roles");
            for (size_t i = 0; i < json_array_size(roles); i++)
                found = found || contains(member(json_array_get(roles, i), "text"), want);
            if (!found) return false;
        } else if (take(x, "known")) {
            if (peek_quoted(x) ? !str_eq(member(e, "known"), next(x)) : !member(e, "known").n)
                return false;
        } else if (take(x, "number")) {
            if (!bounds_are(json_object_get(e, "number"), next(x))) return false;
        } else {
            return false;
        }
    }
    return true;
}

static bool place_fits(const json_t *record, const json_t *p, struct expectation *x) {
    if (!speaks_of(p, next(x))) return false;
    while (x->at < x->n) {
        if (take(x, "unresolved")) {
            if (!json_is_null(json_object_get(p, "lat"))) return false;
        } else if (take(x, "resolved")) {
            if (json_is_null(json_object_get(p, "lat"))) return false;
        } else if (take(x, "within")) {
            const json_t *in = ref(record, p, "within");
            if (!in || !speaks_of(in, next(x))) return false;
        } else if (take(x, "geonames")) {
            uint64_t id;
            if (!num_parse_u64(next(x), &id) ||
                (uint64_t)json_integer_value(json_object_get(p, "geonames")) != id)
                return false;
        } else {
            struct str key = next(x);
            char name[16];
            if (key.n >= sizeof name) return false;
            snprintf(name, sizeof name, "%.*s", STR_ARG(key));
            if (!str_eq(member(p, name), next(x))) return false;
        }
    }
    return true;
}

static bool time_fits(const json_t *record, const json_t *t, struct expectation *x) {
    (void)record;
    if (!contains(member(t, "text"), next(x))) return false;
    while (x->at < x->n) {
        struct str key = next(x), want = next(x);
        char name[16];
        if (key.n >= sizeof name) return false;
        snprintf(name, sizeof name, "%.*s", STR_ARG(key));
        struct str have = member(t, name);
        if (str_eq(want, STR("null")) ? have.n > 0 : !str_eq(have, want)) return false;
    }
    return true;
}

static bool has_participant(const json_t *record, const json_t *v, struct str role,
                            struct str words) {
    const json_t *list = json_object_get(v, "participants");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *p = json_array_get(list, i);
        if (!str_eq(member(p, "role"), role)) continue;
        if (contains(member(p, "text"), words) ||
            (ref(record, p, "entity") && speaks_of(ref(record, p, "entity"), words)))
            return true;
    }
    return false;
}

static bool plover_is(const json_t *v, struct str want) {
    const json_t *c = json_object_get(json_object_get(v, "codes"), "plover");
    uint32_t slash = str_find(want, '/', 0);
    if (slash == NONE) return str_eq(member(c, "event"), want);
    return str_eq(member(c, "event"), str_cut(want, 0, slash)) &&
           str_eq(member(c, "mode"), str_cut(want, slash + 1, want.n));
}

static bool has_context(const json_t *v, struct str want) {
    const json_t *c =
        json_object_get(json_object_get(json_object_get(v, "codes"), "plover"), "context");
    for (size_t i = 0; i < json_array_size(c); i++)
        if (str_eq_c(want, json_string_value(json_array_get(c, i)))) return true;
    return false;
}

static bool event_clause(const json_t *record, const json_t *v, struct expectation *x) {
    if (take(x, "main")) return json_is_true(json_object_get(v, "main"));
    if (take(x, "background")) return json_is_true(json_object_get(v, "background"));
    if (take(x, "modality")) return str_eq(member(v, "modality"), next(x));
    if (take(x, "polarity")) return str_eq(member(v, "polarity"), next(x));
    if (take(x, "tense")) return str_eq(member(v, "tense"), next(x));
    if (take(x, "plover")) return plover_is(v, next(x));
    if (take(x, "cameo")) return str_eq(member(json_object_get(v, "codes"), "cameo"), next(x));
    if (take(x, "acled"))
        return str_eq(member(json_object_get(json_object_get(v, "codes"), "acled"), "sub_event"),
                      next(x));
    if (take(x, "context")) return has_context(v, next(x));
    if (take(x, "place"))
        return ref(record, v, "place") && speaks_of(ref(record, v, "place"), next(x));
    if (take(x, "time"))
        return ref(record, v, "time") && contains(member(ref(record, v, "time"), "text"), next(x));
    if (take(x, "holder")) return holder_is(record, json_object_get(v, "holder"), x);
    struct str role = next(x), words = next(x);
    return has_participant(record, v, role, words);
}

static bool event_fits(const json_t *record, const json_t *v, struct expectation *x) {
    if (!str_eq(member(v, "type"), next(x))) return false;
    if (peek_quoted(x) && !contains(member(json_object_get(v, "trigger"), "text"), next(x)))
        return false;
    while (x->at < x->n)
        if (!event_clause(record, v, x)) return false;
    return true;
}

static bool statement_fits(const json_t *record, const json_t *s, struct expectation *x) {
    if (!take(x, "any") && !str_eq(member(s, "kind"), next(x))) return false;
    while (x->at < x->n) {
        if (take(x, "holder")) {
            if (!holder_is(record, json_object_get(s, "holder"), x)) return false;
        } else if (take(x, "cue")) {
            if (!contains(member(json_object_get(s, "cue"), "text"), next(x))) return false;
        } else if (take(x, "content")) {
            if (!contains(member(json_object_get(s, "content"), "text"), next(x))) return false;
        } else if (take(x, "medium")) {
            if (!contains(member(s, "medium"), next(x))) return false;
        } else if (take(x, "inside")) {
            if (!json_is_string(json_object_get(s, "inside"))) return false;
        } else {
            return false;
        }
    }
    return true;
}

static bool value_is(const json_t *record, const json_t *c, struct expectation *x) {
    const json_t *v = json_object_get(c, "value");
    if (!peek_quoted(x)) {
        struct str want = next(x);
        if (json_object_get(v, "low")) return bounds_are(v, want);
        if (json_object_get(v, "occurred")) return str_eq(member(v, "occurred"), want);
        if (str_eq(want, STR("null")))
            return json_is_null(json_object_get(v, "claimed_by")) ||
                   json_is_null(json_object_get(v, "entity"));
        return str_eq(member(v, "type"), want);
    }
    struct str want = next(x);
    static const char *const keys[] = {"entity", "claimed_by", "place", "time"};
    bool fits = contains(member(v, "text"), want) || contains(member(v, "of"), want);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        fits = fits || (ref(record, v, keys[i]) && speaks_of(ref(record, v, keys[i]), want));
    return fits;
}

static bool is_claim_word(const struct expectation *x) {
    static const char *const words[] = {"holder", "stance",  "certainty", "supersedes", "of",
                                        "via",    "partial", "whole",     "incident"};
    if (x->at == x->n) return true;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (!x->w[x->at].quoted && str_eq_c(x->w[x->at].s, words[i])) return true;
    return false;
}

static bool claim_clause(const json_t *record, const json_t *c, struct expectation *x) {
    if (take(x, "holder")) return holder_is(record, json_object_get(c, "holder"), x);
    if (take(x, "stance")) return str_eq(member(c, "stance"), next(x));
    if (take(x, "certainty")) return str_eq(member(c, "certainty"), next(x));
    if (take(x, "supersedes")) return json_is_string(json_object_get(c, "supersedes"));
    if (take(x, "partial")) return json_is_true(json_object_get(c, "partial"));
    if (take(x, "whole")) return !json_is_true(json_object_get(c, "partial"));
    if (take(x, "of")) return contains(member(json_object_get(c, "value"), "of"), next(x));
    if (take(x, "incident")) return str_eq(member(ref(record, c, "incident"), "type"), next(x));
    if (!take(x, "via")) return false;
    struct str want = next(x);
    const json_t *via = json_object_get(c, "via");
    for (size_t i = 0; i < json_array_size(via); i++) {
        const json_t *h = json_array_get(via, i);
        if (contains(member(h, "text"), want) || contains(member(h, "source"), want) ||
            (ref(record, h, "entity") && speaks_of(ref(record, h, "entity"), want)))
            return true;
    }
    return false;
}

static bool claim_fits(const json_t *record, const json_t *c, struct expectation *x) {
    if (!str_eq(member(c, "slot"), next(x))) return false;
    if (!is_claim_word(x) && !value_is(record, c, x)) return false;
    while (x->at < x->n)
        if (!claim_clause(record, c, x)) return false;
    return true;
}

static bool filler_is(const json_t *record, const json_t *list, struct str words) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *f = json_array_get(list, i);
        if (contains(member(f, "text"), words) ||
            (ref(record, f, "entity") && speaks_of(ref(record, f, "entity"), words)))
            return true;
    }
    return false;
}

static bool incident_clause(const json_t *record, const json_t *n, struct expectation *x) {
    static const struct {
        const char *word, *key;
    } fillers[] = {{"perpetrator", "perpetrators"},
                   {"target", "targets"},
                   {"victim", "victims"},
                   {"weapon", "weapons"}};
    if (take(x, "main")) return json_is_true(json_object_get(n, "main"));
    if (take(x, "background")) return json_is_true(json_object_get(n, "background"));
    if (take(x, "status")) return str_eq(member(n, "status"), next(x));
    if (take(x, "muc")) return str_eq(member(n, "muc"), next(x));
    if (take(x, "date")) {
        struct str want = next(x), have = member(json_object_get(n, "date"), "from");
        return str_eq(want, STR("null")) ? !have.n : str_eq(have, want);
    }
    if (take(x, "place")) {
        const json_t *p = ref(record, json_object_get(n, "place"), "place");
        struct str want = next(x);
        return str_eq(want, STR("null")) ? !p : p && speaks_of(p, want);
    }
    for (size_t i = 0; i < COUNT_OF(fillers); i++)
        if (take(x, fillers[i].word)) {
            const json_t *list = json_object_get(n, fillers[i].key);
            if (take(x, "none")) return !json_array_size(list);
            return filler_is(record, list, next(x));
        }
    struct str key = next(x), want = next(x);
    char name[16];
    if (key.n >= sizeof name || !is_bounds(want)) return false;
    snprintf(name, sizeof name, "%.*s", STR_ARG(key));
    return bounds_are(json_object_get(n, name), want);
}

static bool incident_fits(const json_t *record, const json_t *n, struct expectation *x) {
    if (!take(x, "any") && !str_eq(member(n, "type"), next(x))) return false;
    while (x->at < x->n)
        if (!incident_clause(record, n, x)) return false;
    return true;
}

static bool conflict_fits(const json_t *record, const json_t *c, struct expectation *x) {
    (void)record;
    if (!str_eq(member(c, "slot"), next(x))) return false;
    while (x->at < x->n) {
        if (take(x, "compatible")) {
            if (!json_is_true(json_object_get(c, "compatible"))) return false;
        } else if (take(x, "incompatible")) {
            if (json_is_true(json_object_get(c, "compatible"))) return false;
        } else if (take(x, "resolved")) {
            if (!json_is_string(json_object_get(c, "resolved"))) return false;
        } else if (!str_eq(member(c, "kind"), next(x))) {
            return false;
        }
    }
    return true;
}

static bool note_fits(const json_t *record, const json_t *n, struct expectation *x) {
    (void)record;
    return str_eq(member(n, "code"), next(x));
}

/* ---- expectations about the whole record */

static const struct {
    const char *word, *list;
    bool (*fits)(const json_t *record, const json_t *entry, struct expectation *x);
} kinds[] = {{"entity", "entities", entity_fits},
             {"place", "places", place_fits},
             {"time", "times", time_fits},
             {"event", "events", event_fits},
             {"statement", "statements", statement_fits},
             {"claim", "claims", claim_fits},
             {"incident", "incidents", incident_fits},
             {"conflict", "conflicts", conflict_fits},
             {"note", "notes", note_fits}};

static bool any_fits(const json_t *record, size_t kind, struct expectation *x) {
    const json_t *list = json_object_get(record, kinds[kind].list);
    unsigned from = x->at;
    for (size_t i = 0; i < json_array_size(list); i++) {
        x->at = from;
        if (kinds[kind].fits(record, json_array_get(list, i), x)) return true;
    }
    return false;
}

static bool same_entity(const json_t *record, struct str a, struct str b) {
    static const char *const lists[] = {"entities", "places"};
    for (size_t k = 0; k < 2; k++) {
        const json_t *list = json_object_get(record, lists[k]);
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *mentions = json_object_get(json_array_get(list, i), "mentions");
            bool has_a = false, has_b = false;
            for (size_t m = 0; m < json_array_size(mentions); m++) {
                struct str t = member(json_array_get(mentions, m), "text");
                has_a = has_a || str_ieq(t, a);
                has_b = has_b || str_ieq(t, b);
            }
            if (has_a && has_b) return true;
        }
    }
    return false;
}

static bool lies_in(const json_t *event, uint32_t at, uint32_t n) {
    const json_t *span = json_object_get(json_object_get(event, "trigger"), "span");
    return json_integer_value(json_array_get(span, 0)) >= at &&
           json_integer_value(json_array_get(span, 1)) <= (json_int_t)at + n;
}

/* The incident with an event whose trigger stands in [at, at + n) of the text, or NULL. */
static const json_t *incident_at(const json_t *record, uint32_t at, uint32_t n) {
    const json_t *list = json_object_get(record, "incidents");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *events = json_object_get(json_array_get(list, i), "events");
        for (size_t k = 0; k < json_array_size(events); k++)
            if (lies_in(by_id(record, json_string_value(json_array_get(events, k))), at, n))
                return json_array_get(list, i);
    }
    return NULL;
}

static bool tells_event(const json_t *record, uint32_t at, uint32_t n) {
    const json_t *events = json_object_get(record, "events");
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        if (!str_eq(member(e, "type"), STR("other")) && lies_in(e, at, n)) return true;
    }
    return false;
}

/* The pieces of the text tell of one incident; those without a word for an event are passed over.
 */
static bool are_together(const json_t *record, struct expectation *x) {
    const json_t *first = NULL;
    while (peek_quoted(x)) {
        struct str words = next(x);
        uint32_t at = str_find_str(member(json_object_get(record, "report"), "text"), words, 0);
        if (at == NONE) return false;
        if (!tells_event(record, at, words.n)) continue;
        const json_t *in = incident_at(record, at, words.n);
        if (!in || (first && in != first)) return false;
        first = in;
    }
    return first != NULL;
}

static bool published_is(const json_t *report, struct expectation *x) {
    const json_t *p = json_object_get(report, "published");
    struct str want = next(x), have = member(p, "value");
    if (str_eq(want, STR("null")) ? have.n > 0 : !str_eq(str_cut(have, 0, want.n), want))
        return false;
    if (take(x, "basis") && !str_eq(member(p, "basis"), next(x))) return false;
    if (!take(x, "candidate")) return x->at == x->n;
    struct str candidate = next(x);
    const json_t *list = json_object_get(p, "candidates");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (str_eq_c(candidate, json_string_value(json_array_get(list, i)))) return true;
    return false;
}

static bool byline_is(const json_t *report, struct str want) {
    const json_t *list = json_object_get(report, "byline");
    if (str_eq(want, STR("null"))) return !json_array_size(list);
    for (size_t i = 0; i < json_array_size(list); i++)
        if (contains(member(json_array_get(list, i), "text"), want)) return true;
    return false;
}

static bool counted(const json_t *record, struct expectation *x, bool *known) {
    static const char *const lists[] = {"sentences",  "entities", "places",    "times",    "events",
                                        "statements", "claims",   "incidents", "conflicts"};
    *known = true;
    if (take(x, "none")) {
        struct str list = next(x);
        for (size_t i = 0; i < COUNT_OF(lists); i++)
            if (str_eq_c(list, lists[i]))
                return !json_array_size(json_object_get(record, lists[i]));
        *known = false;
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (take(x, lists[i])) {
            uint64_t n;
            return num_parse_u64(next(x), &n) &&
                   json_array_size(json_object_get(record, lists[i])) == n;
        }
    *known = false;
    return false;
}

/* Whether the record meets one line; *known = false where the line is not understood. */
static bool meets(const json_t *record, struct expectation *x, bool *known) {
    const json_t *report = json_object_get(record, "report");
    *known = true;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (take(x, kinds[i].word)) return any_fits(record, i, x);
    if (take(x, "same")) {
        struct str a = next(x), b = next(x);
        return same_entity(record, a, b);
    }
    if (take(x, "together")) return are_together(record, x);
    if (take(x, "text")) return str_find_str(member(report, "text"), next(x), 0) != NONE;
    if (take(x, "title")) return contains(member(report, "title"), next(x));
    if (take(x, "language")) return str_eq(member(report, "language"), next(x));
    if (take(x, "byline")) return byline_is(report, next(x));
    if (take(x, "outlet"))
        return contains(member(json_object_get(report, "source"), "name"), next(x));
    if (take(x, "published")) return published_is(report, x);
    return counted(record, x, known);
}

/* ---- running */

static void report_failure(const struct test_case *c, const char *why, struct str line) {
    printf("# %s:%u %.*s\n#     %s: %.*s\n", c->file, c->line, STR_ARG(c->name), why,
           STR_ARG(line));
}

static bool check_expectations(const struct test_case *c, const json_t *record) {
    struct str rest = c->expect, line;
    bool fine = true, any = false;
    while (str_next(&rest, '\n', &line)) {
        struct expectation x;
        bool known;
        line = str_trim(line);
        if (!line.n || line.p[0] == '#') continue;
        any = true;
        split(&x, line);
        bool negated = take(&x, "not");
        bool met = meets(record, &x, &known);
        if (!known) {
            report_failure(c, "not understood", line);
            fine = false;
        } else if (met == negated) {
            report_failure(c, "expected", line);
            fine = false;
        }
    }
    if (!any) report_failure(c, "no expectation", STR(""));
    return fine && any;
}

/* The case as a line of JSONL, so that title, source and date can be given. */
static char *as_jsonl(const struct test_case *c) {
    json_t *o = json_object();
    json_object_set_new(o, "id", json_string("case"));
    json_object_set_new(o, "text", json_stringn(c->text.p, c->text.n));
    if (c->published.n)
        json_object_set_new(o, "published", json_stringn(c->published.p, c->published.n));
    if (c->source.n) json_object_set_new(o, "source", json_stringn(c->source.p, c->source.n));
    if (c->title.n) json_object_set_new(o, "title", json_stringn(c->title.p, c->title.n));
    char *line = json_dumps(o, JSON_COMPACT);
    json_decref(o);
    return line;
}

static json_t *read_case(struct runner *r, const struct test_case *c, att_error *err) {
    char *line = as_jsonl(c);
    att_source_options opt = {.input = ATT_INPUT_JSONL};
    att_source *source = NULL;
    att_report *report = NULL;
    att_text out;
    json_t *record = NULL;
    att_status st =
        att_source_memory(r->engine, (att_text){line, strlen(line)}, c->file, &opt, &source, err);
    if (!st) st = att_source_next(source, &report, err);
    if (!st) st = att_read(r->reader, report, &out, err);
    if (!st) record = json_loadb(out.p, out.n, 0, NULL);
    if (!st) {
        char *copy = malloc(out.n);
        memcpy(copy, out.p, out.n);
        st = att_check_record(r->reader, (att_text){copy, out.n}, err);
        free(copy);
    }
    if (st && record) {
        json_decref(record);
        record = NULL;
    }
    att_report_free(report);
    att_source_close(source);
    free(line);
    return record;
}

static void run_case(struct runner *r, const struct test_case *c) {
    att_error err = {0};
    json_t *record = read_case(r, c, &err);
    bool fine = record && check_expectations(c, record);
    if (!record) report_failure(c, "cannot be read", str_c(err.text));
    json_decref(record);
    r->passed += fine;
    r->failed += !fine;
    printf("%s %s:%u %.*s\n", fine ? "ok" : "not ok", c->file, c->line, STR_ARG(c->name));
}

/* ---- case files */

static struct str header_value(struct str line, const char *key) {
    struct str k = str_c(key);
    return str_starts(line, k) && line.n > k.n && line.p[k.n] == ' '
               ? str_trim(str_cut(line, k.n, line.n))
               : STR_NULL;
}

enum section { IN_HEAD, IN_TEXT, IN_WHY, IN_EXPECT };

static void extend(struct str *part, struct str line) {
    if (!part->p) part->p = line.p;
    part->n = (uint32_t)(line.p + line.n - part->p);
}

static void run_file(struct runner *r, const char *path) {
    struct buf all;
    att_error err;
    buf_init(&all, sys_default(), 64u << 20);
    if (sys_read_file(sys_default(), path, 64u << 20, &all, &err)) {
        fprintf(stderr, "cases: %s\n", err.text);
        r->failed++;
        return;
    }
    struct str rest = {all.p, (uint32_t)all.n}, line;
    struct test_case c = {.file = path};
    enum section in = IN_HEAD;
    unsigned number = 0;
    bool open = false;
    while (str_next(&rest, '\n', &line)) {
        number++;
        if (str_starts(line, STR("=== "))) {
            if (open) run_case(r, &c);
            c = (struct test_case){.file = path, .line = number, .name = str_cut(line, 4, line.n)};
            open = true;
            in = IN_HEAD;
        } else if (str_starts(line, STR("--- text"))) {
            in = IN_TEXT;
        } else if (str_starts(line, STR("--- why"))) {
            in = IN_WHY;
        } else if (str_starts(line, STR("--- expect"))) {
            in = IN_EXPECT;
        } else if (in == IN_TEXT) {
            extend(&c.text, line);
        } else if (in == IN_EXPECT) {
            extend(&c.expect, line);
        } else if (in == IN_HEAD) {
            struct str v;
            if ((v = header_value(line, "published")).n) c.published = v;
            if ((v = header_value(line, "source")).n) c.source = v;
            if ((v = header_value(line, "title")).n) c.title = v;
        }
    }
    if (open) run_case(r, &c);
    buf_release(&all);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void run_path(struct runner *r, const char *path) {
    struct stat st;
    if (stat(path, &st) || !S_ISDIR(st.st_mode)) {
        run_file(r, path);
        return;
    }
    DIR *d = opendir(path);
    char *name[MAX_FILES];
    size_t n = 0;
    for (struct dirent *e; d && (e = readdir(d)) && n < MAX_FILES;) {
        if (e->d_name[0] == '.') continue;
        char full[4096];
        snprintf(full, sizeof full, "%s/%s", path, e->d_name);
        name[n++] = strdup(full);
    }
    if (d) closedir(d);
    qsort(name, n, sizeof *name, by_name);
    for (size_t i = 0; i < n; i++) {
        run_path(r, name[i]);
        free(name[i]);
    }
}

int main(int argc, char **argv) {
    struct runner r = {0};
    att_error err;
    if (att_engine_new(NULL, &r.engine, &err) || att_reader_new(r.engine, &r.reader, &err)) {
        fprintf(stderr, "cases: %s\n", err.text);
        return 3;
    }
    for (int i = 1; i < argc; i++) run_path(&r, argv[i]);
    fprintf(stderr, "cases: %u passed, %u failed\n", r.passed, r.failed);
    att_reader_free(r.reader);
    att_engine_free(r.engine);
    return r.failed > 0;
}
