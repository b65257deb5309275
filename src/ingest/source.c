#include "base/base.h"

#include "base/sys.h"
#include "base/utf8.h"
#include "ingest/foreign.h"
#include "ingest/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static att_status read_plain(struct byte_stream *s, struct buf *into, bool *end, const char *name,
                             att_error *err) {
    char *at = buf_reserve(into, SOURCE_CHUNK);
    if (!at) return buf_status(into, name, err);
    ptrdiff_t got = s->sys->read(s->sys->ctx, s->fd, at, SOURCE_CHUNK);
    if (got < 0)
        return status_set(err, ATT_EIO, s->consumed, "%s: cannot read: %s", name, strerror(errno));
    if (got == 0) *end = true;
    into->n += (size_t)got;
    return ATT_OK;
}

static att_status read_packed(struct byte_stream *s, const char *name, att_error *err) {
    if (s->packed_from == s->packed.n && !s->packed_end) {
        s->packed.n = s->packed_from = 0;
        att_status st = read_plain(s, &s->packed, &s->packed_end, name, err);
        if (st) return st;
    }
    char *at = buf_reserve(&s->have, SOURCE_CHUNK);
    if (!at) return buf_status(&s->have, name, err);
    size_t left = s->packed.n - s->packed_from;
    bool ended = s->between && !left && s->packed_end;
    if (ended) {
        s->at_end = true;
        return ATT_OK;
    }
    struct unpack_step step = {
        .in = s->packed.p + s->packed_from, .in_n = left, .out = at, .out_n = SOURCE_CHUNK};
    att_status st = unpack_run(s->unpack, &step, name, err);
    if (st == ATT_EINPUT && s->between) { /* padding behind the last member */
        s->at_end = true;
        return ATT_OK;
    }
    if (st) return st;
    s->packed_from += step.used;
    s->have.n += step.made;
    if (step.used || step.made) s->between = step.between;
    if (!step.used && !step.made && s->packed_end && !s->between) {
        return status_set(err, ATT_EINPUT, s->consumed,
                          "%s: packed data ends early, after %zu bytes of text", name,
                          (size_t)(s->consumed + s->have.n - s->from));
    }
    return ATT_OK;
}

/* Bytes before the damage count first; the error comes when they are gone. */
static att_status fail_later(struct byte_stream *s, att_error *err) {
    if (s->have.n > s->from || !s->broken) return ATT_OK;
    s->broken = false;
    if (err) *err = s->why;
    return s->why.status;
}

att_status stream_fill(struct byte_stream *s, size_t want, const char *name, att_error *err) {
    while (!s->at_end && s->have.n - s->from < want) {
        if (s->from > s->have.n / 2) {
            memmove(s->have.p, s->have.p + s->from, s->have.n - s->from);
            s->have.n -= s->from;
            s->from = 0;
        }
        if (!s->unpack) {
            att_status st = read_plain(s, &s->have, &s->at_end, name, err);
            if (st) return st;
        } else if (read_packed(s, name, &s->why)) {
            s->broken = s->at_end = true;
        }
    }
    return fail_later(s, err);
}

att_status stream_sniff_packing(struct byte_stream *s, const char *name, att_error *err) {
    att_status st = stream_fill(s, 8, name, err);
    if (st) return st;
    if (s->have.n == s->from) return ATT_OK;
    enum unpack_kind kind = unpack_sniff(s->have.p + s->from, s->have.n - s->from);
    if (kind == UNPACK_NONE) return ATT_OK;
    s->packed = s->have;
    s->packed_from = s->from;
    s->packed_end = s->at_end;
    buf_init(&s->have, s->sys, s->packed.cap);
    s->from = 0;
    s->at_end = false;
    s->unpack = unpack_new(s->sys, kind);
    return s->unpack ? ATT_OK : status_set(err, ATT_ENOMEM, 0, "%s: out of memory", name);
}

/* ---- the list of files behind a path */

struct path_list {
    struct arena *a;
    VEC(struct str) path;
};

static int by_name(const void *a, const void *b) {
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Files of a folder in order of name; folders inside it are read too, hidden names are not. */
static att_status add_directory(struct path_list *list, struct str dir, att_error *err) {
    VEC(struct str) todo = {0};
    *vec_push(list->a, &todo) = dir;
    for (uint32_t i = 0; i < todo.n; i++) {
        DIR *d = opendir(todo.v[i].p);
        if (!d)
            return status_set(err, ATT_EIO, 0, "%s: cannot open: %s", todo.v[i].p, strerror(errno));
        for (struct dirent *e; (e = readdir(d));) {
            if (e->d_name[0] == '.') continue;
            struct str path = arena_printf(list->a, "%s/%s", todo.v[i].p, e->d_name);
            struct stat st;
            if (stat(path.p, &st)) continue;
            if (S_ISDIR(st.st_mode)) *vec_push(list->a, &todo) = path;
            if (S_ISREG(st.st_mode)) *vec_push(list->a, &list->path) = path;
        }
        closedir(d);
    }
    if (list->path.n) qsort(list->path.v, list->path.n, sizeof *list->path.v, by_name);
    return ATT_OK;
}

struct open_call {
    struct att_source *s;
    const char *path;
    att_error *err;
};

static att_status list_paths(void *ctx) {
    struct open_call *c = ctx;
    struct path_list list = {.a = &c->s->a};
    struct str path = arena_str(&c->s->a, str_c(c->path));
    struct stat st;
    if (strcmp(c->path, "-") && !stat(c->path, &st) && S_ISDIR(st.st_mode)) {
        att_status bad = add_directory(&list, path, c->err);
        if (!bad && !list.path.n)
            bad = status_set(c->err, ATT_EINPUT, 0, "%s: no files in this folder", c->path);
        if (bad) return bad;
    } else {
        *vec_push(list.a, &list.path) = path;
    }
    c->s->path = list.path.v;
    c->s->n_path = list.path.n;
    return ATT_OK;
}

static att_status source_new(const att_sys *sys, const att_source_options *opt,
                             struct att_source **out, att_error *err) {
    struct att_source *s = sys->alloc(sys->ctx, sizeof *s);
    *out = NULL;
    if (!s) return status_set(err, ATT_ENOMEM, 0, "source: out of memory");
    *s = (struct att_source){.sys = sys};
    if (opt) s->opt = *opt;
    s->item_limit = s->opt.item_limit ? s->opt.item_limit : SOURCE_ITEM_LIMIT;
    arena_init(&s->a, sys, 256u << 20);
    duplicates_init(&s->seen, sys);
    *out = s;
    return ATT_OK;
}

att_status source_open(const att_sys *sys, const char *path, const att_source_options *opt,
                       struct att_source **out, att_error *err) {
    att_status st = source_new(sys, opt, out, err);
    if (st) return st;
    struct open_call call = {*out, path, err};
    st = arena_try(&(*out)->a, NULL, list_paths, &call, err);
    if (st) {
        source_close(*out);
        *out = NULL;
    }
    return st;
}

/* ---- one input */

/* The name of the first element of a document, past declarations and comments. */
static struct str first_element(struct str s) {
    for (uint32_t at = str_find(s, '<', 0); at != NONE; at = str_find(s, '<', at + 1)) {
        if (at + 1 >= s.n) break;
        if (!ascii_is_alpha(s.p[at + 1])) continue;
        uint32_t e = at + 1;
        while (e < s.n && !ascii_is_space(s.p[e]) && !strchr("/>", s.p[e])) e++;
        struct str name = str_cut(s, at + 1, e);
        uint32_t colon = str_find(name, ':', 0);
        return colon == NONE ? name : str_cut(name, colon + 1, name.n);
    }
    return STR_NULL;
}

static bool is_feed_root(struct str name) {
    static const char *const root[] = {"rss",         "feed", "RDF",   "newsItem",
                                       "newsMessage", "nitf", "NewsML"};
    for (uint32_t i = 0; i < COUNT_OF(root); i++)
        if (str_eq_c(name, root[i])) return true;
    return false;
}

/* A JSON document of several lines, or a feed on one, is read whole. */
static bool is_whole_json(struct str s) {
    struct str line = s;
    str_next(&s, '\n', &line);
    line = str_trim(line);
    return line.n < 2 || line.p[line.n - 1] == ',' || line.p[line.n - 1] == '{' ||
           line.p[line.n - 1] == '[';
}

static bool ends_ci(struct str s, const char *tail) {
    uint32_t n = (uint32_t)strlen(tail);
    return s.n >= n && str_ieq_c(str_cut(s, s.n - n, s.n), tail);
}

static att_input sniff(struct str head, struct str name) {
    struct str s = head;
    if (str_starts(s, STR("\xef\xbb\xbf"))) s = str_cut(s, 3, s.n);
    s = str_trim(s);
    if (str_starts(s, STR("WARC/"))) return ATT_INPUT_WARC;
    if (s.n && (s.p[0] == '{' || s.p[0] == '[')) {
        struct str line = str_trim(s);
        bool feed = str_find_str(str_cut(line, 0, 300), STR("jsonfeed.org"), 0) != NONE;
        if (s.p[0] == '[' && !is_whole_json(s)) return ATT_INPUT_TEXT;
        return feed || is_whole_json(s) ? ATT_INPUT_FEED : ATT_INPUT_JSONL;
    }
    if (s.n && s.p[0] == '<')
        return is_feed_root(first_element(s)) ? ATT_INPUT_FEED : ATT_INPUT_HTML;
    if (ends_ci(name, ".html") || ends_ci(name, ".htm") || ends_ci(name, ".xhtml") ||
        ends_ci(name, ".html.gz"))
        return ATT_INPUT_HTML;
    return ATT_INPUT_TEXT;
}

static void open_stream(struct att_source *s, int fd) {
    s->in = (struct byte_stream){.sys = s->sys, .fd = fd, .at_end = fd < 0};
    buf_init(&s->in.have, s->sys, s->item_limit + 4 * SOURCE_CHUNK);
    s->open = true;
    s->started = false;
    s->line = 0;
    s->format = s->opt.input;
}

static void close_stream(struct att_source *s) {
    if (!s->open) return;
    if (s->in.fd > 0) s->sys->close(s->sys->ctx, s->in.fd);
    s->done_bytes += s->in.consumed;
    buf_release(&s->in.have);
    buf_release(&s->in.packed);
    unpack_free(s->in.unpack);
    if (s->reader) s->reader_free(s->reader);
    s->reader = NULL;
    s->open = false;
}

att_status source_memory(const att_sys *sys, att_text bytes, const char *name,
                         const att_source_options *opt, struct att_source **out, att_error *err) {
    att_status st = source_new(sys, opt, out, err);
    if (st) return st;
    struct att_source *s = *out;
    open_stream(s, -1);
    s->in.have.cap = ATT_MAX(s->in.have.cap, bytes.n);
    buf_put(&s->in.have, bytes.p, bytes.n);
    s->name = str_c(name ? name : "memory");
    st = buf_status(&s->in.have, "source", err);
    if (st) {
        source_close(s);
        *out = NULL;
    }
    return st;
}

static att_status open_next_path(struct att_source *s, att_error *err) {
    if (s->at_path == s->n_path) return ATT_END;
    s->name = s->path[s->at_path++];
    bool standard = str_eq(s->name, STR("-"));
    int fd = standard ? 0 : s->sys->open(s->sys->ctx, s->name.p);
    if (fd < 0)
        return status_set(err, ATT_EIO, 0, "%s: cannot open: %s", s->name.p, strerror(errno));
    open_stream(s, fd);
    if (standard) s->name = STR("standard input");
    return ATT_OK;
}

static att_status read_one(struct att_source *s, struct att_report *r, att_error *err) {
    switch (s->format) {
    case ATT_INPUT_JSONL: return rd_jsonl_next(s, r, err);
    case ATT_INPUT_HTML: return rd_html_next(s, r, err);
    case ATT_INPUT_CONLLU: r->conllu = true; return rd_text_next(s, r, err);
    case ATT_INPUT_FEED: return rd_feed_next(s, r, err);
    case ATT_INPUT_WARC: return rd_warc_next(s, r, err);
    default: return rd_text_next(s, r, err);
    }
}

struct read_call {
    struct att_source *s;
    struct att_report *r;
    att_error *err;
};

/* What the text shows counts more than what a page declares, less than what the caller says. */
static void tell_language(struct att_source *s, struct att_report *r) {
    if (r->language.basis == META_GIVEN || r->conllu) return;
    if (!s->langid) {
        struct langid *l = arena_new(&s->a, struct langid);
        langid_open(l, &s->a);
        s->langid = l;
    }
    struct str code = langid_of(s->langid, r->text);
    if (code.n) r->language = (struct meta_value){code, META_NONE};
}

static att_status read_trapped(void *ctx) {
    struct read_call *c = ctx;
    att_status st = read_one(c->s, c->r, c->err);
    if (st) return st;
    tell_language(c->s, c->r);
    if (!c->r->n_block && !c->r->conllu) notice_run(c->r, &source_knowledge(c->s)->notices);
    return ATT_OK;
}

static att_status start_format(struct att_source *s, att_error *err) {
    if (s->started) return ATT_OK;
    att_status st = stream_sniff_packing(&s->in, s->name.p, err);
    if (st == ATT_OK) st = stream_fill(&s->in, 4096, s->name.p, err);
    if (st) return st;
    s->started = true;
    size_t n = ATT_MIN(s->in.have.n - s->in.from, (size_t)4096);
    struct str head = {n ? s->in.have.p + s->in.from : "", (uint32_t)n};
    if (s->format != ATT_INPUT_AUTO) return ATT_OK;
    bool marked = n && str_trim(head).n && str_trim(head).p[0] == '<';
    struct str foreign = foreign_kind(head, marked ? first_element(head) : STR_NULL);
    if (foreign.n)
        return status_set(err, ATT_EINPUT, 0, "%s: %.*s; attest reads %s", s->name.p,
                          STR_ARG(foreign), "text, HTML, mail, JSONL, feeds and WARC");
    s->format = sniff(head, s->name);
    return ATT_OK;
}

att_status source_next(struct att_source *s, struct att_report **out, att_error *err) {
    *out = NULL;
    for (;;) {
        att_status st = s->open ? ATT_OK : open_next_path(s, err);
        if (st) return st;
        st = start_format(s, err);
        if (st) {
            close_stream(s);
            return st;
        }
        static const enum report_kind kind[] = {REPORT_TEXT, REPORT_TEXT, REPORT_HTML, REPORT_JSONL,
                                                REPORT_FEED, REPORT_WARC, REPORT_TEXT};
        struct att_report *r;
        st = report_new(s, kind[s->format], &r, err);
        if (st) {
            close_stream(s);
            return st;
        }
        struct read_call call = {s, r, err};
        st = arena_try(&r->a, &s->a, read_trapped, &call, err);
        if (s->held) s->held_free(s->held);
        s->held = NULL;
        if (st == ATT_OK && !r->conllu) st = duplicates_mark(&s->seen, r, err);
        if (st == ATT_OK) {
            *out = r;
            return ATT_OK;
        }
        report_free(r);
        if (st == ATT_EIO || st == ATT_ENOMEM || st == ATT_END) close_stream(s);
        if (st != ATT_END) return st;
    }
}

void source_close(struct att_source *s) {
    if (!s) return;
    close_stream(s);
    arena_release(&s->a);
    duplicates_release(&s->seen);
    s->sys->free(s->sys->ctx, s);
}

/* ---- reports */

static struct meta_value given(const char *value) {
    return (struct meta_value){str_c(value), value ? META_GIVEN : META_NONE};
}

struct str source_base_name(struct str path) {
    for (uint32_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/') return str_cut(path, i, path.n);
    return path;
}

static att_status start_report(void *ctx) {
    struct read_call *c = ctx;
    struct att_report *r = c->r;
    r->place = arena_str(&r->a, c->s->name);
    r->id = arena_str(&r->a, source_base_name(c->s->name));
    r->published = given(c->s->opt.published);
    r->outlet = given(c->s->opt.outlet);
    return ATT_OK;
}

att_status report_new(struct att_source *s, enum report_kind kind, struct att_report **out,
                      att_error *err) {
    struct att_report *r = s->sys->alloc(s->sys->ctx, sizeof *r);
    *out = NULL;
    if (!r) return status_set(err, ATT_ENOMEM, 0, "%s: out of memory", s->name.p);
    *r = (struct att_report){.kind = kind};
    arena_init(&r->a, s->sys, s->item_limit * 8 + (64u << 20));
    struct read_call call = {s, r, err};
    att_status st = arena_try(&r->a, NULL, start_report, &call, err);
    if (st)
        report_free(r);
    else
        *out = r;
    return st;
}

void report_free(struct att_report *r) {
    if (!r) return;
    const att_sys *sys = r->a.sys;
    arena_release(&r->a);
    sys->free(sys->ctx, r);
}

att_status text_check(struct str bytes, const char *what, att_error *err) {
    if (!str_trim(bytes).n)
        return status_set(err, ATT_EINPUT, 0, "%s: empty: no text to read", what);
    return ATT_OK;
}
