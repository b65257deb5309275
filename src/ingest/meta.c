#include "base/base.h"

#include "ingest/date.h"
#include "ingest/json.h"
#include "ingest/meta.h"
#include "ingest/pagetext.h"

enum {
    RANK_LD = 0,      /* JSON-LD */
    RANK_LINK = 0,    /* the canonical link */
    RANK_ELEMENT = 5, /* a marked element of the body */
    RANK_TITLE = 6,
    RANK_VISIBLE = 8, /* a line that tells a date */
    RANK_NONE = 9,
    VISIBLE_MOST = 100, /* bytes of such a line */
    VALUE_LONGEST = 500,
    BYLINE_LONGEST = 120,
    AUTHORS_MOST = 8,
    LD_BODY_LEAST = 250,
    CLASS_LONGEST = 100,
    ELEMENT_MOST = 40, /* nodes of an element that may hold one value */
    NO_FIELD = 0xffff,
};

/* A value, decoded, and the bytes of the page that give it. */
struct found {
    struct str text;
    uint32_t b, e;
    enum meta_from from;
};

struct meta {
    struct att_report *r;
    const struct dom *d;
    const struct page_knowledge *k;
    struct str value[N_META_FIELDS];
    uint8_t rank[N_META_FIELDS];
    struct str h1, body;
    uint32_t n_author;
    struct map class_memo; /* a class -> its field and rank, or NO_FIELD */
};

/* A value as written in an attribute or a decoded string; `at` are its bytes in the page. */
static struct found plain(struct meta *m, struct str raw, struct str at, enum meta_from from) {
    uint32_t b = at.n ? (uint32_t)(at.p - m->d->page.p) : 0;
    return (struct found){page_text(m->k, &m->r->a, raw, 0, raw.n), b, b + at.n, from};
}

static bool is_address(struct str s) {
    return str_starts(s, STR("http://")) || str_starts(s, STR("https://")) ||
           str_starts(s, STR("//"));
}

static bool is_date(enum meta_field f) {
    return f == FIELD_PUBLISHED || f == FIELD_UPDATED;
}

/* Keeps the value among the candidates; a place that gave it already counts once. */
static void keep(struct meta *m, enum meta_field f, const struct found *v, struct str date) {
    struct att_report *r = m->r;
    for (uint32_t i = 0; i < r->candidate.n; i++)
        if (r->candidate.v[i].field == f && r->candidate.v[i].source.b == v->b) return;
    if (r->candidate.n == CANDIDATES_MOST || v->b >= v->e) return;
    *vec_push(&r->a, &r->candidate) =
        (struct meta_candidate){f, v->from, v->text, date, {v->b, v->e}};
}

static bool fits(enum meta_field f, struct str text) {
    if (!text.n || text.n > VALUE_LONGEST) return false;
    if (f == FIELD_OUTLET) return !is_address(text);
    return f != FIELD_BYLINE || (!is_address(text) && text.n <= BYLINE_LONGEST);
}

static void offer(struct meta *m, enum meta_field f, uint32_t rank, struct found v) {
    if (!fits(f, v.text)) return;
    struct str date = is_date(f) ? date_read(&m->k->dates, &m->r->a, v.text) : STR_NULL;
    if (is_date(f) && !date.n) return;
    keep(m, f, &v, date);
    if (rank >= m->rank[f]) return;
    m->value[f] = is_date(f) ? date : v.text;
    m->rank[f] = (uint8_t)rank;
}

/* ---- JSON-LD */

static bool under(const struct json_pull *j, const char *key) {
    return j->depth && str_eq_c(j->key[j->depth - 1], key);
}

/* Inside something that the page speaks of and that is not the page. */
static bool other_thing(const struct meta *m, const struct json_pull *j) {
    for (uint32_t d = 0; d < j->depth; d++)
        if (map_get(&m->k->other_things, j->key[d]) != NONE) return true;
    return false;
}

static void add_author(struct meta *m, struct found v) {
    struct str name = v.text;
    if (!fits(FIELD_BYLINE, name) || m->n_author >= AUTHORS_MOST) return;
    bool more = m->n_author && m->rank[FIELD_BYLINE] == RANK_LD;
    if (more && str_find_str(m->value[FIELD_BYLINE], name, 0) != NONE) return;
    keep(m, FIELD_BYLINE, &v, STR_NULL);
    m->value[FIELD_BYLINE] =
        more ? arena_printf(&m->r->a, "%.*s\n%.*s", STR_ARG(m->value[FIELD_BYLINE]), STR_ARG(name))
             : name;
    m->rank[FIELD_BYLINE] = RANK_LD;
    m->n_author++;
}

static void ld_string(struct meta *m, const struct json_pull *j) {
    struct str key = j->name, raw = j->value;
    if (other_thing(m, j)) return;
    if (str_eq_c(key, "articleBody")) {
        if (raw.n > m->body.n) m->body = raw;
        return;
    }
    if (raw.n > 2 * VALUE_LONGEST) return;
    bool name = str_eq_c(key, "name"), title = str_eq_c(key, "headline");
    bool author = str_eq_c(key, "author") || (name && under(j, "author"));
    bool outlet = name && under(j, "publisher");
    bool published = str_eq_c(key, "datePublished"), updated = str_eq_c(key, "dateModified");
    if (!title && !author && !outlet && !published && !updated) return;
    struct found v = plain(m, json_decode(&m->r->a, raw, NULL, 0), raw, FROM_JSON_LD);
    if (title) offer(m, FIELD_TITLE, RANK_LD, v);
    if (published) offer(m, FIELD_PUBLISHED, RANK_LD, v);
    if (updated) offer(m, FIELD_UPDATED, RANK_LD, v);
    if (author) add_author(m, v);
    if (outlet) offer(m, FIELD_OUTLET, 1, v);
}

static void read_ld(struct meta *m, uint32_t node) {
    const struct dom_node *v = &m->d->node.v[node];
    struct json_pull j;
    json_pull_init(&j, str_cut(m->d->page, v->b, v->e));
    for (enum json_token t; (t = json_pull_next(&j)) != JSON_END;)
        if (t == JSON_STRING) ld_string(m, &j);
}

/* ---- elements */

/* The field and rank of a name, as field * 16 + rank, or NONE. */
static uint32_t named(const struct meta *m, struct str name) {
    char low[40];
    if (!name.n || name.n > sizeof low) return NONE;
    for (uint32_t j = 0; j < name.n; j++) low[j] = ascii_lower(name.p[j]);
    return map_get(&m->k->meta_names, (struct str){low, name.n});
}

static void read_meta(struct meta *m, uint32_t node) {
    static const enum dom_attr_name from[] = {ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP,
                                              ATTR_HTTP_EQUIV};
    struct str content = dom_attr(m->d, node, ATTR_CONTENT);
    if (!content.n || content.n > 2 * VALUE_LONGEST) return;
    for (uint32_t i = 0; i < COUNT_OF(from); i++) {
        struct str name = dom_attr(m->d, node, from[i]);
        uint32_t v = named(m, name);
        if (v == NONE) continue;
        bool graph = str_starts(name, STR("og:")) || str_starts(name, STR("article:"));
        offer(m, (enum meta_field)(v / 16), v % 16,
              plain(m, content, content, graph ? FROM_OPENGRAPH : FROM_META));
    }
}

static struct found element_text(struct meta *m, uint32_t node, enum meta_from from) {
    const struct dom_node *v = &m->d->node.v[node];
    struct found all = {.b = NONE, .from = from};
    for (uint32_t i = node + 1; i < v->end; i++) {
        const struct dom_node *t = &m->d->node.v[i];
        if (dom_flags(t->tag) & TF_SKIP) i = t->end - 1;
        if (t->tag != TAG_TEXT) continue;
        struct str part = page_text(m->k, &m->r->a, m->d->page, t->b, t->e);
        if (!part.n) continue;
        all.text = all.text.n
                       ? arena_printf(&m->r->a, "%.*s %.*s", STR_ARG(all.text), STR_ARG(part))
                       : part;
        all.b = ATT_MIN(all.b, t->b);
        all.e = t->e;
        if (all.text.n > VALUE_LONGEST) return (struct found){.from = from};
    }
    return all;
}

static bool holds(struct str s, const char *word) {
    return s.n && str_find_str(s, str_c(word), 0) != NONE;
}

/* "By Jane Doe | Staff" -> "Jane Doe" */
static struct found author_name(const struct meta *m, struct found v) {
    struct str s = v.text;
    s = str_trim(str_cut(s, page_starts(m->k->words, PAGE_BYLINE, s), s.n));
    uint32_t bar = str_find(s, '|', 0);
    v.text = str_trim(str_cut(s, 0, bar == NONE ? s.n : bar));
    return v;
}

static bool has_digit(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i])) return true;
    return false;
}

/* The first attribute that has a value, else the text of the element. */
static struct found value_of(struct meta *m, uint32_t i, struct str first, struct str second) {
    struct str raw = first.n ? first : second;
    return raw.n ? plain(m, raw, raw, FROM_ELEMENT) : element_text(m, i, FROM_ELEMENT);
}

/* The field that a word of the class names: the whole of a name first, then its parts. */
static uint32_t class_field(const struct meta *m, struct str class) {
    char dotted[40] = ".";
    for (int parts = 0; parts < 2; parts++)
        for (uint32_t i = 0, b = 0; i <= class.n; i++) {
            bool inside =
                i < class.n && !ascii_is_space(class.p[i]) && !(parts && strchr("-_", class.p[i]));
            if (inside) continue;
            uint32_t n = i - b, v = NONE;
            if (n && n < sizeof dotted - 1) {
                memcpy(dotted + 1, class.p + b, n);
                v = named(m, (struct str){dotted, n + 1});
            }
            if (v != NONE) return v;
            b = i + 1;
        }
    return NO_FIELD;
}

static void read_class(struct meta *m, uint32_t i) {
    struct str class = dom_attr(m->d, i, ATTR_CLASS);
    if (!class.n || class.n > CLASS_LONGEST || m->d->node.v[i].end - i > ELEMENT_MOST) return;
    uint32_t field = map_get(&m->class_memo, class);
    if (field == NONE) map_put(&m->class_memo, class, field = class_field(m, class));
    if (field == NO_FIELD) return;
    struct found v = element_text(m, i, FROM_ELEMENT);
    enum meta_field f = (enum meta_field)(field / 16);
    bool author = f == FIELD_BYLINE && v.text.n > 3 && v.text.n < 60 && !has_digit(v.text);
    if (author) offer(m, f, field % 16, author_name(m, v));
    if (f != FIELD_BYLINE && v.text.n <= VISIBLE_MOST) offer(m, f, field % 16, v);
}

static void read_element(struct meta *m, uint32_t i) {
    struct str prop = dom_attr(m->d, i, ATTR_ITEMPROP), when = dom_attr(m->d, i, ATTR_DATETIME);
    struct str content = dom_attr(m->d, i, ATTR_CONTENT);
    if (str_eq_c(prop, "datePublished"))
        offer(m, FIELD_PUBLISHED, 2, value_of(m, i, when, content));
    if (str_eq_c(prop, "dateModified")) offer(m, FIELD_UPDATED, 2, value_of(m, i, when, content));
    if (m->d->node.v[i].tag == TAG_TIME) {
        struct found v = value_of(m, i, when, STR_NULL);
        v.from = FROM_TIME;
        offer(m, FIELD_PUBLISHED, RANK_ELEMENT, v);
    }
    bool author = str_eq_c(prop, "author") || str_eq_c(dom_attr(m->d, i, ATTR_REL), "author");
    if (author)
        offer(m, FIELD_BYLINE, RANK_ELEMENT, author_name(m, element_text(m, i, FROM_ELEMENT)));
    read_class(m, i);
}

/* Two to five capitalised words, small ones among them ("de", "al"), and nothing else. */
static bool is_person(struct str s) {
    uint32_t words = 0;
    struct str w;
    for (struct str rest = s; str_next(&rest, ' ', &w); words++) {
        bool small = w.n <= 3 && words;
        if (!w.n || !(ascii_is_upper(w.p[0]) || (unsigned char)w.p[0] >= 0x80 || small))
            return false;
    }
    return words >= 2 && words <= 5 && !has_digit(s) && !strchr(".!?:", s.p[s.n - 1]);
}

/* Below the heading "By Jane Doe | 7 November 2021", or "By" and the name in the next element. */
static void read_visible_author(struct meta *m, uint32_t i, struct str s) {
    uint32_t n = page_starts(m->k->words, PAGE_BYLINE, s);
    if (!m->h1.n || m->rank[FIELD_BYLINE] <= RANK_VISIBLE || n < 2) return;
    if (!str_ieq_c(str_cut(s, n - 2, n), "by")) return;
    uint32_t up = m->d->node.v[i].parent;
    bool alone = n == s.n && m->d->node.v[up].end - up <= ELEMENT_MOST;
    struct found v = alone ? element_text(m, up, FROM_VISIBLE) : plain(m, s, s, FROM_VISIBLE);
    struct str date = STR_NULL;
    uint32_t bar = str_find(v.text, '|', 0);
    if (bar != NONE) date = str_trim(str_cut(v.text, bar + 1, v.text.n));
    v.text = author_name(m, v).text;
    v.text = str_trim(str_cut(v.text, 0, str_find(v.text, ',', 0)));
    if (v.text.n < 5 || v.text.n > VISIBLE_MOST || !is_person(v.text)) return;
    offer(m, FIELD_BYLINE, RANK_VISIBLE, v);
    if (date.n) offer(m, FIELD_PUBLISHED, RANK_VISIBLE, (struct found){date, v.b, v.e, v.from});
}

/* "Published: 7 November 2021", "Updated 8:59 pm, Nov 8, 2021" */
static void read_visible(struct meta *m, uint32_t i) {
    const struct dom_node *v = &m->d->node.v[i];
    struct str s = str_trim(str_cut(m->d->page, v->b, v->e));
    if (s.n >= 2 && s.n <= VISIBLE_MOST) read_visible_author(m, i, s);
    uint32_t n = s.n && s.n <= VISIBLE_MOST ? page_starts(m->k->words, PAGE_DATEMARK, s) : 0;
    if (!n || !has_digit(s)) return;
    bool update = page_starts(m->k->words, PAGE_UPDATE, s) > 0;
    while (n < s.n && (s.p[n] == ':' || ascii_is_space(s.p[n]))) n++;
    struct str date = str_cut(s, n, s.n);
    offer(m, update ? FIELD_UPDATED : FIELD_PUBLISHED, RANK_VISIBLE,
          plain(m, date, date, FROM_VISIBLE));
}

static struct found raw_text(struct meta *m, uint32_t i, enum meta_from from) {
    const struct dom_node *v = &m->d->node.v[i];
    return (struct found){page_text(m->k, &m->r->a, m->d->page, v->b, v->e), v->b, v->e, from};
}

static void read_heading(struct meta *m, uint32_t i) {
    if (m->h1.n) return;
    struct found v = element_text(m, i, FROM_HEADING);
    m->h1 = v.text;
    if (fits(FIELD_TITLE, v.text)) keep(m, FIELD_TITLE, &v, STR_NULL);
}

static void read_nodes(struct meta *m) {
    for (uint32_t i = 1; i < m->d->node.n; i++) {
        const struct dom_node *v = &m->d->node.v[i];
        struct str value;
        switch (v->tag) {
        case TAG_META: read_meta(m, i); break;
        case TAG_LINK:
            value = dom_attr(m->d, i, ATTR_HREF);
            if (str_ieq_c(dom_attr(m->d, i, ATTR_REL), "canonical"))
                offer(m, FIELD_URL, RANK_LINK, plain(m, value, value, FROM_LINK));
            break;
        case TAG_SCRIPT:
            if (holds(dom_attr(m->d, i, ATTR_TYPE), "ld+json")) read_ld(m, i);
            break;
        case TAG_TITLE: offer(m, FIELD_TITLE, RANK_TITLE, raw_text(m, i, FROM_TITLE)); break;
        case TAG_HTML:
            value = dom_attr(m->d, i, ATTR_LANG);
            offer(m, FIELD_LANGUAGE, 1, plain(m, value, value, FROM_HTML));
            break;
        case TAG_H1: read_heading(m, i); break;
        case TAG_TEXT: read_visible(m, i); break;
        default:
            if (v->n_attr) read_element(m, i);
        }
    }
}

/* ---- choosing */

/* "Title of it | The Outlet" -> "Title of it", by the outlet's name or the page's heading. */
static struct str without_site(const struct meta *m, struct str title) {
    if (m->h1.n >= 10 && m->h1.n < title.n && str_starts(title, m->h1)) return m->h1;
    struct str mark;
    for (uint32_t i = 0; (mark = page_phrase(m->k->words, PAGE_SITE, i)).n; i++) {
        struct str sep = arena_printf(&m->r->a, " %.*s ", STR_ARG(mark));
        uint32_t cut = NONE;
        for (uint32_t at = str_find_str(title, sep, 0); at != NONE;
             at = str_find_str(title, sep, at + 1))
            cut = at;
        if (cut == NONE || cut < 10) continue;
        struct str site = str_trim(str_cut(title, cut + sep.n, title.n));
        struct str outlet = m->value[FIELD_OUTLET];
        bool same = outlet.n &&
                    (str_ieq(site, outlet) || str_starts(site, outlet) || str_starts(outlet, site));
        bool bar = i == 0 && site.n < 40;
        if (same || bar || m->rank[FIELD_TITLE] == RANK_TITLE) return str_cut(title, 0, cut);
    }
    return title;
}

static void give(struct meta_value *into, struct str text, enum meta_basis basis) {
    if (!into->text.n && text.n) *into = (struct meta_value){text, basis};
}

void meta_run(struct att_report *r, const struct dom *d, const struct page_knowledge *k,
              struct page_hints *hints) {
    struct meta m = {.r = r, .d = d, .k = k};
    map_init(&m.class_memo, &r->a, 128);
    memset(m.rank, RANK_NONE, sizeof m.rank);
    read_nodes(&m);
    struct str title = m.value[FIELD_TITLE].n ? without_site(&m, m.value[FIELD_TITLE]) : m.h1;
    give(&r->title, title, META_METADATA);
    give(&r->url, m.value[FIELD_URL], META_METADATA);
    bool outlet_itself = str_ieq(m.value[FIELD_BYLINE], m.value[FIELD_OUTLET]);
    if (!outlet_itself) give(&r->byline, m.value[FIELD_BYLINE], META_METADATA);
    give(&r->outlet, m.value[FIELD_OUTLET], META_METADATA);
    report_outlet_of_url(r);
    give(&r->published, m.value[FIELD_PUBLISHED], META_METADATA);
    if (!r->published.text.n)
        give(&r->published, date_of_url(&k->dates, &r->a, r->url.text), META_URL);
    give(&r->updated, m.value[FIELD_UPDATED], META_METADATA);
    give(&r->language, str_cut(m.value[FIELD_LANGUAGE], 0, 2), META_METADATA);
    hints->title = m.h1.n ? m.h1 : title;
    if (m.body.n >= LD_BODY_LEAST) hints->body = m.body;
}
