#include "base/base.h"

#include "ingest/charset.h"
#include "ingest/date.h"
#include "ingest/mail.h"
#include "ingest/mail_code.h"

enum {
    PARTS_DEEP = 8,     /* multiparts inside each other */
    HEADER_MOST = 4096, /* bytes of a header's value that are read */
    NAME_MOST = 80,     /* bytes of a header's name */
};

/* A head and what stands behind it. */
struct part {
    struct str head, body;
};

/* Length of the name at the start of a header line, 0 = the line is none. */
static uint32_t header_name(struct str line) {
    uint32_t n = 0;
    while (
        n < line.n && n < NAME_MOST &&
        (ascii_is_alpha(line.p[n]) || strchr("-_", line.p[n]) || (n && ascii_is_digit(line.p[n]))))
        n++;
    return n && n < line.n && line.p[n] == ':' ? n : 0;
}

/* The head ends at the first blank line. All of its lines are headers or go on one, else false. */
static bool split_head(struct str s, struct part *out) {
    struct str rest = s, line;
    uint32_t lines = 0;
    while (str_next(&rest, '\n', &line)) {
        uint32_t at = (uint32_t)(line.p - s.p);
        if (!str_trim(line).n) {
            *out = (struct part){str_cut(s, 0, at), rest.p ? rest : STR("")};
            return lines > 0;
        }
        bool goes_on = lines && (line.p[0] == ' ' || line.p[0] == '\t');
        if (!goes_on && !header_name(line)) return false;
        lines++;
    }
    return false;
}

/* The value of the first header of that name as written, with its folds; STR_NULL = none. */
static struct str header(struct str head, const char *name) {
    uint32_t n = (uint32_t)strlen(name);
    for (struct str rest = head, line; str_next(&rest, '\n', &line);) {
        if (header_name(line) != n || !str_ieq_c(str_cut(line, 0, n), name)) continue;
        uint32_t b = (uint32_t)(line.p - head.p) + n + 1, e = b + line.n - n - 1;
        for (struct str more; str_next(&rest, '\n', &more);) {
            if (!more.n || (more.p[0] != ' ' && more.p[0] != '\t')) break;
            e = (uint32_t)(more.p - head.p) + more.n;
        }
        return str_trim(str_cut(head, b, ATT_MIN(e, b + HEADER_MOST)));
    }
    return STR_NULL;
}

bool mail_is(struct str bytes) {
    struct part p;
    if (!bytes.n || !header_name(str_cut(bytes, 0, NAME_MOST + 1)) || !split_head(bytes, &p))
        return false;
    bool more = header(p.head, "subject").n || header(p.head, "date").n || header(p.head, "to").n;
    return header(p.head, "from").n && more;
}

/* The parameter of a header's value: `boundary="x"`. */
static struct str parameter(struct str value, const char *name) {
    uint32_t n = (uint32_t)strlen(name);
    for (struct str rest = value, part; str_next(&rest, ';', &part);) {
        part = str_trim(part);
        if (part.n <= n + 1 || part.p[n] != '=' || !str_ieq_c(str_cut(part, 0, n), name)) continue;
        struct str v = str_trim(str_cut(part, n + 1, part.n));
        if (v.n > 1 && v.p[0] == '"') v = str_cut(v, 1, v.n - (v.p[v.n - 1] == '"'));
        return v;
    }
    return STR_NULL;
}

static bool type_is(struct str type, const char *name) {
    uint32_t n = (uint32_t)strlen(name);
    return str_ieq_c(str_cut(type, 0, n), name);
}

/* The part of a multipart between its first and second boundary line at or after *at. */
static bool next_part(struct str body, struct str boundary, uint32_t *at, struct part *out) {
    uint32_t begin = NONE;
    struct str rest = str_cut(body, *at, body.n), line;
    while (str_next(&rest, '\n', &line)) {
        if (!str_starts(line, STR("--")) || !str_starts(str_cut(line, 2, line.n), boundary))
            continue;
        uint32_t here = (uint32_t)(line.p - body.p);
        if (begin == NONE) {
            begin = ATT_MIN(here + line.n + 1, body.n);
            continue;
        }
        struct str all = str_cut(body, begin, here);
        *at = here;
        if (!split_head(all, out)) *out = (struct part){STR(""), all};
        return true;
    }
    struct str all = begin == NONE ? STR("") : str_cut(body, begin, body.n);
    *at = body.n; /* a mail cut short still has its last part */
    return str_trim(all).n && split_head(all, out);
}

/* The part to read of a multipart: text before a page before another multipart. */
static bool choose(struct part *p, struct str boundary) {
    static const char *const wanted[] = {"text/plain", "text/html", "multipart/"};
    uint32_t best = COUNT_OF(wanted), at = 0;
    struct part found, chosen = {0};
    while (best && next_part(p->body, boundary, &at, &found)) {
        struct str type = header(found.head, "content-type");
        if (!type.n) type = STR("text/plain");
        for (uint32_t i = 0; i < best; i++)
            if (type_is(type, wanted[i]) && str_trim(found.body).n) best = i, chosen = found;
    }
    if (best == COUNT_OF(wanted)) return false;
    *p = chosen;
    return true;
}

static bool find_text(struct part *p) {
    for (uint32_t deep = 0; deep < PARTS_DEEP; deep++) {
        struct str type = header(p->head, "content-type");
        if (!type_is(type, "multipart/")) return !type.n || type_is(type, "text/");
        struct str boundary = parameter(type, "boundary");
        if (!boundary.n || !choose(p, boundary)) return false;
    }
    return false;
}

/* ---- what the head tells: it counts more than what a page in the mail says of itself */

/* "Jane Doe <jane@example.org>" -> "Jane Doe"; an address alone names nobody. */
static struct str sender(struct att_report *r, struct str value) {
    struct str s = mail_header_text(&r->a, value);
    s = str_trim(str_cut(s, 0, str_find(s, '<', 0)));
    if (s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"') s = str_cut(s, 1, s.n - 1);
    return str_find(s, '@', 0) == NONE ? str_trim(s) : STR_NULL;
}

static void keep(struct att_report *r, struct meta_value *into, struct meta_candidate v) {
    if (!v.text.n) return;
    if (into->basis != META_GIVEN)
        *into = (struct meta_value){v.date.n ? v.date : v.text, META_METADATA};
    v.from = FROM_MAIL;
    if (r->candidate.n < CANDIDATES_MOST) *vec_push(&r->a, &r->candidate) = v;
}

static att_span place_of(struct str raw, struct str bytes) {
    uint64_t b = raw.n ? (uint64_t)(raw.p - bytes.p) : 0;
    return (att_span){b, b + raw.n};
}

static void take_head(struct att_source *s, struct att_report *r, struct str head,
                      struct str bytes) {
    const struct page_knowledge *k = source_knowledge(s);
    struct str subject = header(head, "subject"), title = mail_header_text(&r->a, subject);
    struct str from = header(head, "from"), sent = header(head, "date");
    struct str date = date_read(&k->dates, &r->a, sent);
    for (uint32_t n; (n = page_starts(k->words, PAGE_MAILMARK, title));)
        title = str_trim(str_cut(title, n, title.n));
    keep(r, &r->title,
         (struct meta_candidate){
             .field = FIELD_TITLE, .text = title, .source = place_of(subject, bytes)});
    keep(r, &r->byline,
         (struct meta_candidate){
             .field = FIELD_BYLINE, .text = sender(r, from), .source = place_of(from, bytes)});
    if (!date.n) return;
    keep(
        r, &r->published,
        (struct meta_candidate){
            .field = FIELD_PUBLISHED, .text = sent, .date = date, .source = place_of(sent, bytes)});
}

/* ---- its text */

/* The part without its transfer encoding; *map leads to `bytes`. */
static struct str decode(struct att_report *r, const struct part *p, struct str bytes,
                         struct omap *map) {
    struct str code = header(p->head, "content-transfer-encoding");
    uint64_t base = (uint64_t)(p->body.p - bytes.p);
    omap_init(map, &r->a);
    if (str_ieq_c(code, "base64")) return mail_base64(&r->a, p->body, map, base);
    if (str_ieq_c(code, "quoted-printable")) return mail_quoted(&r->a, p->body, false, map, base);
    omap_add(map, p->body.n, base, p->body.n);
    return p->body;
}

att_status mail_take(struct att_source *s, struct att_report *r, struct str bytes, att_error *err) {
    struct part p;
    struct omap *map = arena_new(&r->a, struct omap);
    split_head(bytes, &p);
    struct str head = p.head;
    if (!find_text(&p)) return status_set(err, ATT_EINPUT, 0, "%s: mail without text", r->place.p);
    struct str text = decode(r, &p, bytes, map), type = header(p.head, "content-type");
    struct str named = parameter(type, "charset");
    att_status st = text_check(text, r->place.p, err);
    if (st) return st;
    if (type_is(type, "text/html"))
        st = take_html(s, r, text, named, err);
    else
        st = take_text(r, text, named, err);
    if (st) return st;
    r->omap = omap_join(&r->a, r->omap, map);
    report_map_back(r, map);
    take_head(s, r, head, bytes);
    return ATT_OK;
}
