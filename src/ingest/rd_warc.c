#include "base/base.h"

#include "base/num.h"
#include "ingest/charset.h"
#include "ingest/source.h"

enum {
    HEAD_MOST = 1 << 16, /* bytes of the named fields of a record, and of an HTTP head */
    FIELDS_MOST = 256,
};

struct warc_record {
    struct str type, id, uri, content_type;
    uint64_t length; /* of the block */
    uint64_t at;     /* of the record in the unpacked archive */
};

/* ---- heads */

/* The next line without its end; false at an empty line or the end. */
static bool next_field(struct str *head, struct str *name, struct str *value) {
    struct str line;
    if (!str_next(head, '\n', &line)) return false;
    line = str_trim(line);
    if (!line.n) return false;
    uint32_t colon = str_find(line, ':', 0);
    *name = str_cut(line, 0, colon == NONE ? line.n : colon);
    *value = colon == NONE ? STR("") : str_trim(str_cut(line, colon + 1, line.n));
    return true;
}

/* Bytes up to and with the empty line that ends a head, or 0. */
static uint32_t head_length(const char *p, size_t n) {
    for (size_t i = 0; i + 1 < n; i++) {
        if (p[i] != '\n') continue;
        if (p[i + 1] == '\n') return (uint32_t)i + 2;
        if (i + 2 < n && p[i + 1] == '\r' && p[i + 2] == '\n') return (uint32_t)i + 3;
    }
    return 0;
}

static void eat(struct byte_stream *in, size_t n) {
    in->from += n;
    in->consumed += n;
}

/* Is there the first line of a record? */
static bool record_at(const struct byte_stream *in, size_t at) {
    return at + 6 <= in->have.n && !memcmp(in->have.p + at, "WARC/", 5) &&
           ascii_is_digit(in->have.p[at + 5]);
}

/* Goes on to the next line that begins a record, or to the end. */
static void find_record(struct att_source *s) {
    struct byte_stream *in = &s->in;
    while (stream_fill(in, SOURCE_CHUNK, s->name.p, NULL) == ATT_OK) {
        size_t n = in->have.n - in->from;
        const char *p = in->have.p + in->from;
        for (const char *q = p; n && (q = memchr(q, '\n', n - (size_t)(q - p))); q++) {
            if (!record_at(in, (size_t)(q + 1 - in->have.p))) continue;
            eat(in, (size_t)(q + 1 - p));
            return;
        }
        if (in->at_end) {
            eat(in, n);
            return;
        }
        eat(in, n - ATT_MIN(n, (size_t)7));
    }
}

/* The archive is damaged at byte `at`: what stands before the next record is not read. */
static att_status leave_out(struct att_source *s, uint64_t at, const char *why, att_error *err) {
    uint64_t from = s->in.consumed;
    if (s->in.have.n > s->in.from) eat(&s->in, 1);
    find_record(s);
    return status_set(err, ATT_EINPUT, at, "%s: %s at byte %llu; %llu bytes are left out",
                      s->name.p, why, (unsigned long long)at,
                      (unsigned long long)(s->in.consumed - from));
}

/* Reads the head of the next record; ATT_END behind the last one. */
static att_status next_head(struct att_source *s, struct warc_record *w, struct str *head,
                            att_error *err) {
    struct byte_stream *in = &s->in;
    for (;;) {
        att_status st = stream_fill(in, 1, s->name.p, err);
        if (st) return st;
        if (in->have.n == in->from) return ATT_END;
        if (!ascii_is_space(in->have.p[in->from])) break;
        eat(in, 1);
    }
    w->at = in->consumed;
    uint32_t n = 0;
    for (size_t want = 4096;; want *= 4) {
        att_status st = stream_fill(in, want, s->name.p, err);
        if (st) return st;
        size_t have = ATT_MIN(in->have.n - in->from, (size_t)HEAD_MOST);
        n = head_length(in->have.p + in->from, have);
        if (n || have >= HEAD_MOST || in->at_end) break;
    }
    *head = (struct str){in->have.p + in->from, n};
    if (n && str_starts(*head, STR("WARC/"))) return ATT_OK;
    return leave_out(s, w->at, "no WARC record", err);
}

static att_status read_head(struct att_source *s, struct att_report *r, struct warc_record *w,
                            att_error *err) {
    struct str head, name, value;
    att_status st = next_head(s, w, &head, err);
    if (st) return st;
    bool length = false;
    struct str all = arena_str(&r->a, head), rest = all;
    for (uint32_t i = 0; i < FIELDS_MOST && next_field(&rest, &name, &value); i++) {
        if (str_ieq_c(name, "WARC-Type")) w->type = value;
        if (str_ieq_c(name, "WARC-Record-ID")) w->id = value;
        if (str_ieq_c(name, "WARC-Target-URI")) w->uri = value;
        if (str_ieq_c(name, "Content-Type")) w->content_type = value;
        if (str_ieq_c(name, "Content-Length")) length = num_parse_u64(value, &w->length);
    }
    eat(&s->in, all.n);
    if (length) return ATT_OK;
    return leave_out(s, w->at, "a record without Content-Length", err);
}

/* ---- blocks */

static att_status skip_block(struct att_source *s, uint64_t n, att_error *err) {
    struct byte_stream *in = &s->in;
    while (n) {
        att_status st = stream_fill(in, 1, s->name.p, err);
        if (st) return st;
        size_t have = in->have.n - in->from;
        if (!have)
            return status_set(err, ATT_EINPUT, in->consumed,
                              "%s: the archive ends inside a record, %llu bytes short", s->name.p,
                              (unsigned long long)n);
        size_t take = (size_t)ATT_MIN((uint64_t)have, n);
        eat(in, take);
        n -= take;
    }
    return ATT_OK;
}

/* Behind a block stand an empty line and the next record, or nothing. */
static bool ends_there(const struct byte_stream *in, size_t length) {
    size_t at = in->from + length;
    while (at < in->have.n && ascii_is_space(in->have.p[at])) at++;
    size_t n = ATT_MIN(in->have.n - at, (size_t)5);
    return !memcmp(in->have.p + at, "WARC/", n);
}

static att_status read_block(struct att_source *s, struct att_report *r,
                             const struct warc_record *w, struct str *block, att_error *err) {
    if (w->length > s->item_limit) {
        att_status st = skip_block(s, w->length, err);
        return st ? st
                  : status_set(err, ATT_ELIMIT, w->at,
                               "%s: record at byte %llu is longer than the limit of %zu bytes",
                               s->name.p, (unsigned long long)w->at, s->item_limit);
    }
    att_status st = stream_fill(&s->in, (size_t)w->length + 16, s->name.p, err);
    if (st) return st;
    size_t have = ATT_MIN(s->in.have.n - s->in.from, (size_t)w->length);
    if (have < w->length) {
        eat(&s->in, have);
        return status_set(
            err, ATT_EINPUT, w->at,
            "%s: record at byte %llu: the archive ends %llu bytes before the record does",
            s->name.p, (unsigned long long)w->at, (unsigned long long)(w->length - have));
    }
    if (!ends_there(&s->in, have))
        return leave_out(s, w->at, "a record whose Content-Length is wrong", err);
    *block = arena_str(&r->a, (struct str){s->in.have.p + s->in.from, (uint32_t)have});
    eat(&s->in, have);
    return ATT_OK;
}

/* ---- HTTP */

struct http {
    uint32_t status;
    struct str type, coding;
    bool chunked;
    struct str body;
};

static void read_http(struct http *h, struct str block) {
    uint32_t n = head_length(block.p, ATT_MIN(block.n, (uint32_t)HEAD_MOST));
    struct str head = str_cut(block, 0, n), name, value, line;
    *h = (struct http){.body = str_cut(block, n, block.n)};
    if (!str_next(&head, '\n', &line)) return;
    uint32_t space = str_find(line, ' ', 0);
    num_parse_u32(
        str_cut(line, space == NONE ? line.n : space + 1, space == NONE ? line.n : space + 4),
        &h->status);
    for (uint32_t i = 0; i < FIELDS_MOST && next_field(&head, &name, &value); i++) {
        if (str_ieq_c(name, "Content-Type")) h->type = value;
        if (str_ieq_c(name, "Content-Encoding")) h->coding = value;
        if (str_ieq_c(name, "Transfer-Encoding"))
            h->chunked = str_find_str(value, STR("chunked"), 0) != NONE;
    }
}

/* Takes chunk heads out; a body that is not chunked after all stays as it is. */
static struct str without_chunks(struct arena *a, struct str body) {
    char *to = arena_alloc(a, (size_t)body.n + 1);
    uint32_t n = 0;
    for (uint32_t at = 0; at < body.n;) {
        uint64_t size = 0;
        uint32_t i = at;
        for (; i < body.n && i - at < 8; i++) {
            char c = ascii_lower(body.p[i]);
            bool digit = ascii_is_digit(c);
            if (!digit && (c < 'a' || c > 'f')) break;
            size = size * 16 + (uint64_t)(digit ? c - '0' : c - 'a' + 10);
        }
        uint32_t end = str_find(body, '\n', i);
        if (i == at || end == NONE) return n ? (struct str){to, n} : body;
        if (!size) break;
        uint32_t take = (uint32_t)ATT_MIN(size, (uint64_t)(body.n - end - 1));
        memcpy(to + n, body.p + end + 1, take);
        n += take;
        at = end + 1 + take;
        while (at < body.n && (body.p[at] == '\r' || body.p[at] == '\n')) at++;
    }
    return (struct str){to, n};
}

static enum unpack_kind coding_kind(struct str coding) {
    if (str_find_str(coding, STR("gzip"), 0) != NONE) return UNPACK_GZIP;
    if (str_find_str(coding, STR("deflate"), 0) != NONE) return UNPACK_DEFLATE;
    if (str_find_str(coding, STR("zstd"), 0) != NONE) return UNPACK_ZSTD;
    return str_ieq_c(coding, "br") ? UNPACK_BROTLI : UNPACK_NONE;
}

/* Unpacks a body into the stream's own buffer and copies the result: nothing of the arena is
 * touched while the unpacker is open. */
static att_status unpack_body(struct att_source *s, struct att_report *r, struct str *body,
                              enum unpack_kind kind, att_error *err) {
    struct unpack *u = unpack_new(s->sys, kind);
    struct buf out;
    att_status st = u ? ATT_OK : status_set(err, ATT_ENOMEM, 0, "%s: out of memory", s->name.p);
    struct unpack_step step = {.in = body->p, .in_n = body->n};
    buf_init(&out, s->sys, s->item_limit);
    while (st == ATT_OK && !step.between) {
        step.out = buf_reserve(&out, SOURCE_CHUNK);
        step.out_n = SOURCE_CHUNK;
        if (!step.out) {
            st = status_set(err, ATT_ELIMIT, 0,
                            "%s: unpacked body is longer than the limit of %zu bytes", r->place.p,
                            s->item_limit);
            break;
        }
        st = unpack_run(u, &step, r->place.p, err);
        out.n += step.made;
        step.in += step.used;
        step.in_n -= step.used;
        if (!step.used && !step.made) break; /* cut short: what there is */
    }
    unpack_free(u);
    if (st == ATT_OK) {
        s->held = s->sys->alloc(s->sys->ctx, sizeof out);
        if (s->held) memcpy(s->held, &out, sizeof out);
    }
    if (st || !s->held) {
        buf_release(&out);
        return st ? st : status_set(err, ATT_ENOMEM, 0, "%s: out of memory", s->name.p);
    }
    *body = arena_str(&r->a, (struct str){out.n ? out.p : "", (uint32_t)out.n});
    return ATT_OK;
}

static void free_held(void *held) {
    struct buf *b = held;
    const att_sys *sys = b->sys;
    buf_release(b);
    sys->free(sys->ctx, b);
}

static bool has_word(struct str s, const char *word) {
    return str_find_str(s, str_c(word), 0) != NONE;
}

static bool is_page_type(struct str type) {
    return !type.n || has_word(type, "html") || has_word(type, "text/plain");
}

static att_status take_page(struct att_source *s, struct att_report *r, struct str body,
                            struct str type, att_error *err) {
    struct str named = charset_named(type);
    if (!has_word(type, "text/plain")) return take_html(s, r, body, named, err);
    report_outlet_of_url(r);
    return take_text(r, body, named, err);
}

static void name_report(struct att_source *s, struct att_report *r, const struct warc_record *w) {
    r->place = arena_printf(&r->a, "%.*s:%llu", STR_ARG(s->name), (unsigned long long)w->at);
    r->id = w->id.n > 2 && w->id.p[0] == '<' ? str_cut(w->id, 1, w->id.n - 1)
            : w->id.n                        ? w->id
                                             : r->place;
    struct str uri = w->uri.n > 2 && w->uri.p[0] == '<' ? str_cut(w->uri, 1, w->uri.n - 1) : w->uri;
    if (uri.n) r->url = (struct meta_value){uri, META_METADATA};
}

static bool looks_plain(struct str body) {
    struct str s = str_trim(body);
    return s.n > 1 && s.p[0] == '<' && (ascii_is_alpha(s.p[1]) || strchr("!?", s.p[1]));
}

/* Archives often keep the head of a body that they have unpacked: what does not look packed is read
 * as it is. Brotli has no mark of its own: it is tried. */
static att_status decode_body(struct att_source *s, struct att_report *r, struct http *h,
                              att_error *err) {
    enum unpack_kind kind = coding_kind(h->coding);
    bool marked = kind == UNPACK_GZIP || kind == UNPACK_ZSTD;
    if (marked && unpack_sniff(h->body.p, h->body.n) == UNPACK_NONE) kind = UNPACK_NONE;
    if (kind == UNPACK_NONE) return ATT_OK;
    s->held_free = free_held;
    att_status st = unpack_body(s, r, &h->body, kind, err);
    return st == ATT_EINPUT && looks_plain(h->body) ? ATT_OK : st;
}

/* One response with a page in it. ATT_EUSAGE = no page: go on with the next record. */
static att_status take_record(struct att_source *s, struct att_report *r,
                              const struct warc_record *w, att_error *err) {
    struct str block;
    bool response = str_ieq_c(w->type, "response") && has_word(w->content_type, "http");
    bool plain = str_ieq_c(w->type, "conversion") ||
                 (str_ieq_c(w->type, "resource") && is_page_type(w->content_type));
    if (!response && !plain) {
        att_status st = skip_block(s, w->length, err);
        return st ? st : ATT_EUSAGE;
    }
    name_report(s, r, w);
    att_status st = read_block(s, r, w, &block, err);
    if (st) return st;
    if (plain) return take_page(s, r, block, w->content_type, err);
    struct http h;
    read_http(&h, block);
    if (h.status != 200 || !is_page_type(h.type)) return ATT_EUSAGE;
    if (h.chunked) h.body = without_chunks(&r->a, h.body);
    st = decode_body(s, r, &h, err);
    if (st) return st;
    return take_page(s, r, h.body, h.type, err);
}

att_status rd_warc_next(struct att_source *s, struct att_report *r, att_error *err) {
    for (;;) {
        struct warc_record w = {0};
        struct arena_mark mark = arena_mark(&r->a);
        struct str place = r->place, id = r->id;
        struct meta_value url = r->url;
        att_status st = read_head(s, r, &w, err);
        if (st == ATT_OK) st = take_record(s, r, &w, err);
        if (st != ATT_EUSAGE) return st;
        r->place = place, r->id = id, r->url = url;
        if (mark.block) arena_rewind(&r->a, mark); /* records without a page cost no memory */
    }
}
