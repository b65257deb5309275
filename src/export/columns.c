#include "base/base.h"

#include "export/columns.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "export/casedata.h"
#include "export/words.h"

enum { LIST_KEY = 128 }; /* bytes of a list's name and a code */

static void read_lists(struct columns *c, struct arena *a) {
    struct tsv t;
    uint32_t n = 0;
    c->list = arena_new(a, struct map);
    map_init(c->list, a, 512);
    c->label = arena_array(a, struct str, 1024);
    tsv_init(&t, embed_find("data/codebooks/vocabulary.tsv"));
    while (n < 1024 && tsv_next(&t)) {
        c->label[n] = tsv_cell(&t, 2);
        map_put(c->list, words_of(a, tsv_cell(&t, 0), STR("\t"), tsv_cell(&t, 1)), n++);
    }
}

const struct columns *columns_open(struct arena *a, struct str format) {
    struct tsv t;
    struct str path = arena_printf(a, "data/codebooks/columns_%.*s.tsv", STR_ARG(format));
    struct str text = embed_find(path.p);
    if (!text.p) return NULL;
    struct columns *c = arena_new(a, struct columns);
    c->format = format;
    c->v = arena_array(a, struct column, text.n / 4 + 1);
    map_init(&c->of, a, 64);
    tsv_init(&t, text);
    while (tsv_next(&t)) {
        c->v[c->n] = (struct column){tsv_cell(&t, 0), tsv_cell(&t, 1), tsv_cell(&t, 2).n != 0};
        map_put(&c->of, c->v[c->n].name, c->n);
        c->n++;
    }
    read_lists(c, a);
    return c;
}

struct str columns_label(const struct columns *c, const char *list, struct str code) {
    char key[LIST_KEY];
    size_t n = strlen(list);
    if (n + 1 + code.n > sizeof key) return STR_NULL;
    memcpy(key, list, n);
    key[n] = '\t';
    if (code.n) memcpy(key + n + 1, code.p, code.n);
    uint32_t i = map_get(c->list, (struct str){key, (uint32_t)n + 1 + code.n});
    return i == NONE ? STR_NULL : c->label[i].n ? c->label[i] : code;
}

/* ---- what may stand in a cell */

struct asking {
    const struct columns *c;
    struct arena *a;
    struct str arg, value; /* arg: of the type, after ':' */
};

static bool any_text(const struct asking *q) {
    (void)q;
    return true;
}

static bool is_uint(const struct asking *q) {
    uint64_t v;
    return num_parse_u64(q->value, &v);
}

static bool is_int(const struct asking *q) {
    uint64_t v;
    bool minus = q->value.n && q->value.p[0] == '-';
    return num_parse_u64(str_cut(q->value, minus, q->value.n), &v);
}

static bool is_number(const struct asking *q) {
    int64_t v;
    return num_parse_fixed(q->value, 6, &v);
}

static bool within(struct str s, int64_t limit) {
    int64_t v;
    return num_parse_fixed(s, 6, &v) && v >= -limit * 1000000 && v <= limit * 1000000;
}

static bool is_lat(const struct asking *q) {
    return within(q->value, 90);
}

static bool is_lon(const struct asking *q) {
    return within(q->value, 180);
}

static bool is_date(const struct asking *q) {
    int64_t day;
    return q->value.n == 10 && day_number(q->value, &day);
}

/* A day, with or without a time of day: "2015-04-19 00:00:00.000". */
static bool is_datetime(const struct asking *q) {
    int64_t day;
    return day_number(q->value, &day) &&
           (q->value.n == 10 || q->value.p[10] == ' ' || q->value.p[10] == 'T');
}

static bool is_flag(const struct asking *q) {
    static const char *const fine[] = {"0", "1", "true", "false"};
    for (size_t i = 0; i < COUNT_OF(fine); i++)
        if (str_ieq_c(q->value, fine[i])) return true;
    return false;
}

static bool in_list(const struct asking *q, struct str code) {
    struct str key = arena_printf(q->a, "%.*s\t%.*s", STR_ARG(q->arg), STR_ARG(code));
    return map_get(q->c->list, key) != NONE;
}

static bool is_listed(const struct asking *q) {
    return in_list(q, q->value);
}

/* Several of a list, joined by ';'. */
static bool are_listed(const struct asking *q) {
    struct str rest = q->value, one;
    while (str_next(&rest, ';', &one))
        if (!in_list(q, str_trim(one))) return false;
    return true;
}

static bool fits(char m, char c) {
    return m == '9' ? ascii_is_digit(c) : m == 'A' ? ascii_is_upper(c) : m == c;
}

/* "AAA9+": A a capital, 9 a digit, + one more or several of the one before; all else itself. */
static bool is_masked(const struct asking *q) {
    uint32_t i = 0;
    for (uint32_t m = 0; m < q->arg.n; m++) {
        char want = q->arg.p[m] == '+' && m ? q->arg.p[m - 1] : q->arg.p[m];
        bool more = q->arg.p[m] == '+' && m;
        if (more)
            while (i < q->value.n && fits(want, q->value.p[i])) i++;
        else if (i >= q->value.n || !fits(want, q->value.p[i++]))
            return false;
    }
    return i == q->value.n;
}

static bool is_letters3(struct str s) {
    return s.n == 3 && ascii_is_upper(s.p[0]) && ascii_is_upper(s.p[1]) && ascii_is_upper(s.p[2]);
}

static bool are_countries(const struct asking *q) {
    struct str rest = q->value, one;
    while (str_next(&rest, ';', &one))
        if (!is_letters3(str_trim(one))) return false;
    return true;
}

/* CAMEO actor: codes of three letters, "---" for an unknown country. */
static bool is_actor(const struct asking *q) {
    if (!q->value.n || q->value.n % 3) return false;
    for (uint32_t i = 0; i < q->value.n; i += 3) {
        struct str code = str_cut(q->value, i, i + 3);
        if (!is_letters3(code) && (i || !str_eq(code, STR("---")))) return false;
    }
    return true;
}

static const struct {
    const char *name, *wants;
    bool (*holds)(const struct asking *q);
} types[] = {{"text", "a text", any_text},
             {"uint", "a number without sign", is_uint},
             {"int", "a whole number", is_int},
             {"number", "a number", is_number},
             {"lat", "degrees from -90 to 90", is_lat},
             {"lon", "degrees from -180 to 180", is_lon},
             {"date", "a day YYYY-MM-DD", is_date},
             {"datetime", "a day YYYY-MM-DD", is_datetime},
             {"flag", "0 or 1", is_flag},
             {"list", "a value of its list", is_listed},
             {"lists", "values of its list, joined by ;", are_listed},
             {"mask", "another form", is_masked},
             {"countries", "country codes of three letters, joined by ;", are_countries},
             {"actor", "actor codes of three letters", is_actor}};

const char *column_wants(const struct columns *c, struct arena *a, uint32_t column,
                         struct str value) {
    const struct column *k = &c->v[column];
    struct str arg = k->type, type;
    if (!value.n) return k->needed ? "a value" : NULL;
    str_next(&arg, ':', &type);
    struct asking q = {c, a, arg, value};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq_c(type, types[i].name)) return types[i].holds(&q) ? NULL : types[i].wants;
    return "a type that the table has";
}
