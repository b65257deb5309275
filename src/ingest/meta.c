#include "base/base.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "ingest/date.h"
#include "ingest/json.h"
#include "ingest/meta.h"

enum field { F_TITLE, F_BYLINE, F_OUTLET, F_PUBLISHED, F_UPDATED, F_URL, F_LANGUAGE, N_FIELDS };

enum {
    RANK_LD = 0,      /* JSON-LD */
    RANK_LINK = 0,    /* the canonical link */
    RANK_ELEMENT = 5, /* a marked element of the body */
    RANK_TITLE = 6,
    RANK_NONE = 9,
    VALUE_LONGEST = 500,
    BYLINE_LONGEST = 120,
    AUTHORS_MOST = 8,
    LD_BODY_LEAST = 250,
};

static const char *const field_name[N_FIELDS] = {"title",   "byline", "outlet",  "published",
                                                 "updated", "url",    "language"};

struct meta {
    struct att_report *r;
    const struct dom *d;
    const struct page_knowledge *k;
    struct str value[N_FIELDS];
    uint8_t rank[N_FIELDS];
    struct str h1, body;
    uint32_t n_author;
};

void meta_names(struct map *names, struct map *other, struct arena *a) {
    struct tsv t;
    map_init(names, a, 256);
    map_init(other, a, 32);
    tsv_init(&t, embed_find("data/page/meta.tsv"));
    while (tsv_next(&t)) {
        uint32_t rank;
        if (!num_parse_u32(tsv_cell(&t, 1), &rank)) continue;
        if (str_eq_c(tsv_cell(&t, 0), "other")) map_put(other, tsv_cell(&t, 2), 1);
        for (uint32_t f = 0; f < N_FIELDS; f++)
            if (str_eq_c(tsv_cell(&t, 0), field_name[f]))
                map_put(names, tsv_cell(&t, 2), f * 16 + rank);
    }
}

/* Text of a value as written in an attribute or a decoded string. */
static struct str plain(struct meta *m, struct str raw) {
    return page_text(m->k, &m->r->a, raw, 0, raw.n);
}

static bool is_address(struct str s) {
    return str_starts(s, STR("http://")) || str_starts(s, STR("https://")) ||
           str_starts(s, STR("//"));
}

static void offer(struct meta *m, enum field f, uint32_t rank, struct str text) {
    if (rank >= m->rank[f] || !text.n || text.n > VALUE_LONGEST) return;
    if (f == F_OUTLET && is_address(text)) return;
    if (f == F_BYLINE && (is_address(text) || text.n > BYLINE_LONGEST)) return;
    if (f == F_PUBLISHED || f == F_UPDATED) text = date_read(&m->r->a, text);
    if (!text.n) return;
    m->value[f] = text;
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

static void add_author(struct meta *m, struct str name) {
    if (!name.n || name.n > BYLINE_LONGEST || is_address(name) || m->n_author >= AUTHORS_MOST)
        return;
    bool more = m->n_author && m->rank[F_BYLINE] == RANK_LD;
    if (more && str_find_str(m->value[F_BYLINE], name, 0) != NONE) return;
    m->value[F_BYLINE] =
        more ? arena_printf(&m->r->a, "%.*s, %.*s", STR_ARG(m->value[F_BYLINE]), STR_ARG(name))
             : name;
    m->rank[F_BYLINE] = RANK_LD;
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
    struct arena *a = &m->r->a;
    if (str_eq_c(key, "headline"))
        offer(m, F_TITLE, RANK_LD, plain(m, json_decode(a, raw, NULL, 0)));
    if (str_eq_c(key, "datePublished")) offer(m, F_PUBLISHED, RANK_LD, raw);
    if (str_eq_c(key, "dateModified")) offer(m, F_UPDATED, RANK_LD, raw);
    bool name = str_eq_c(key, "name");
    bool author = str_eq_c(key, "author") || (name && under(j, "author"));
    if (author) add_author(m, plain(m, json_decode(a, raw, NULL, 0)));
    if (name && under(j, "publisher"))
        offer(m, F_OUTLET, 1, plain(m, json_decode(a, raw, NULL, 0)));
}

static void read_ld(struct meta *m, uint32_t node) {
    const struct dom_node *v = &m->d->node.v[node];
    struct json_pull j;
    json_pull_init(&j, str_cut(m->d->page, v->b, v->e));
    for (enum json_token t; (t = json_pull_next(&j)) != JSON_END;)
        if (t == JSON_STRING) ld_string(m, &j);
}

/* ---- elements */

static void read_meta(struct meta *m, uint32_t node) {
    static const enum dom_attr_name from[] = {ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP,
                                              ATTR_HTTP_EQUIV};
    struct str content = dom_attr(m->d, node, ATTR_CONTENT);
    if (!content.n || content.n > 2 * VALUE_LONGEST) return;
    for (uint32_t i = 0; i < COUNT_OF(from); i++) {
        char low[40];
        struct str name = dom_attr(m->d, node, from[i]);
        if (!name.n || name.n > sizeof low) continue;
        for (uint32_t j = 0; j < name.n; j++) low[j] = ascii_lower(name.p[j]);
        uint32_t v = map_get(&m->k->meta_names, (struct str){low, name.n});
        if (v != NONE) offer(m, (enum field)(v / 16), v % 16, plain(m, content));
    }
}

static struct str element_text(struct meta *m, uint32_t node) {
    const struct dom_node *v = &m->d->node.v[node];
    struct str all = STR_NULL;
    for (uint32_t i = node + 1; i < v->end; i++) {
        const struct dom_node *t = &m->d->node.v[i];
        if (dom_flags(t->tag) & TF_SKIP) i = t->end - 1;
        if (t->tag != TAG_TEXT) continue;
        struct str part = page_text(m->k, &m->r->a, m->d->page, t->b, t->e);
        if (!part.n) continue;
        all = all.n ? arena_printf(&m->r->a, "%.*s %.*s", STR_ARG(all), STR_ARG(part)) : part;
        if (all.n > VALUE_LONGEST) return STR_NULL;
    }
    return all;
}

static bool holds(struct str s, const char *word) {
    return s.n && str_find_str(s, str_c(word), 0) != NONE;
}

/* "By Jane Doe | Staff" -> "Jane Doe" */
static struct str author_name(const struct meta *m, struct str s) {
    s = str_cut(s, page_starts(m->k->words, PAGE_BYLINE, s), s.n);
    uint32_t bar = str_find(s, '|', 0);
    return str_trim(str_cut(s, 0, bar == NONE ? s.n : bar));
}

static bool has_digit(struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i])) return true;
    return false;
}

static void read_element(struct meta *m, uint32_t i) {
    const struct dom_node *v = &m->d->node.v[i];
    struct str prop = dom_attr(m->d, i, ATTR_ITEMPROP), when = dom_attr(m->d, i, ATTR_DATETIME);
    struct str class = dom_attr(m->d, i, ATTR_CLASS);
    if (str_eq_c(prop, "datePublished")) {
        struct str content = dom_attr(m->d, i, ATTR_CONTENT);
        offer(m, F_PUBLISHED, 2, when.n ? when : content.n ? content : element_text(m, i));
    }
    if (str_eq_c(prop, "dateModified"))
        offer(m, F_UPDATED, 2, when.n ? when : dom_attr(m->d, i, ATTR_CONTENT));
    if (v->tag == TAG_TIME) offer(m, F_PUBLISHED, RANK_ELEMENT, when.n ? when : element_text(m, i));
    if (m->rank[F_BYLINE] <= RANK_ELEMENT) return;
    bool author = str_eq_c(prop, "author") || str_eq_c(dom_attr(m->d, i, ATTR_REL), "author");
    if (author) offer(m, F_BYLINE, RANK_ELEMENT, author_name(m, element_text(m, i)));
    bool named = class.n && class.n < 60 && (holds(class, "byline") || holds(class, "author"));
    if (named && m->rank[F_BYLINE] > RANK_TITLE) {
        struct str s = element_text(m, i);
        if (s.n > 3 && s.n < 60 && !has_digit(s)) offer(m, F_BYLINE, RANK_TITLE, author_name(m, s));
    }
}

static void read_nodes(struct meta *m) {
    for (uint32_t i = 1; i < m->d->node.n; i++) {
        const struct dom_node *v = &m->d->node.v[i];
        switch (v->tag) {
        case TAG_META: read_meta(m, i); break;
        case TAG_LINK:
            if (str_ieq_c(dom_attr(m->d, i, ATTR_REL), "canonical"))
                offer(m, F_URL, RANK_LINK, plain(m, dom_attr(m->d, i, ATTR_HREF)));
            break;
        case TAG_SCRIPT:
            if (holds(dom_attr(m->d, i, ATTR_TYPE), "ld+json")) read_ld(m, i);
            break;
        case TAG_TITLE:
            offer(m, F_TITLE, RANK_TITLE, page_text(m->k, &m->r->a, m->d->page, v->b, v->e));
            break;
        case TAG_HTML: offer(m, F_LANGUAGE, 1, plain(m, dom_attr(m->d, i, ATTR_LANG))); break;
        case TAG_H1:
            if (!m->h1.n) m->h1 = element_text(m, i);
            break;
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
        struct str outlet = m->value[F_OUTLET];
        bool same = outlet.n &&
                    (str_ieq(site, outlet) || str_starts(site, outlet) || str_starts(outlet, site));
        bool bar = i == 0 && site.n < 40;
        if (same || bar || m->rank[F_TITLE] == RANK_TITLE) return str_cut(title, 0, cut);
    }
    return title;
}

static struct str host_of(struct str url) {
    uint32_t b = str_find_str(url, STR("://"), 0);
    if (b == NONE) return STR_NULL;
    uint32_t e = str_find(url, '/', b + 3);
    struct str host = str_cut(url, b + 3, e == NONE ? url.n : e);
    return str_starts(host, STR("www.")) ? str_cut(host, 4, host.n) : host;
}

static void give(struct meta_value *into, struct str text, enum meta_basis basis) {
    if (!into->text.n && text.n) *into = (struct meta_value){text, basis};
}

void meta_run(struct att_report *r, const struct dom *d, const struct page_knowledge *k,
              struct page_hints *hints) {
    struct meta m = {.r = r, .d = d, .k = k};
    memset(m.rank, RANK_NONE, sizeof m.rank);
    read_nodes(&m);
    struct str title = m.value[F_TITLE].n ? without_site(&m, m.value[F_TITLE]) : m.h1;
    give(&r->title, title, META_METADATA);
    give(&r->url, m.value[F_URL], META_METADATA);
    bool outlet_itself = str_ieq(m.value[F_BYLINE], m.value[F_OUTLET]);
    if (!outlet_itself) give(&r->byline, m.value[F_BYLINE], META_METADATA);
    give(&r->outlet, m.value[F_OUTLET], META_METADATA);
    give(&r->outlet, host_of(r->url.text), META_URL);
    give(&r->published, m.value[F_PUBLISHED], META_METADATA);
    if (!r->published.text.n) give(&r->published, date_of_url(&r->a, r->url.text), META_URL);
    give(&r->updated, m.value[F_UPDATED], META_METADATA);
    give(&r->language, str_cut(m.value[F_LANGUAGE], 0, 2), META_METADATA);
    hints->title = m.h1.n ? m.h1 : title;
    if (m.body.n >= LD_BODY_LEAST) hints->body = m.body;
}
