#include "base/base.h"

#include "world/petrarch.h"

#include "base/num.h"
#include "base/sys.h"

enum { PETRARCH_FILE_LIMIT = 256u << 20 };

struct reading {
    struct petrarch *p;
    struct arena *a;
    const att_options *opt;
    struct str path;
    uint32_t file, line;
    bool comment; /* inside <!-- ... --> over several lines */
    /* actors: the block that is open, its first line, and whether a code was seen */
    bool open;
    uint32_t open_line;
    /* agents: substitution sets "!PERSON! = MAN, MEN" */
    VEC(struct str) set_name, set_words;
};

static void bad_line(struct reading *r, uint32_t line, const char *why, struct str text) {
    r->p->n_bad++;
    if (!r->opt || !r->opt->warn) return;
    att_error e;
    status_set(&e, ATT_EINPUT, 0, "%.*s:%u: %s: %.*s", STR_ARG(r->path), line, why,
               (int)ATT_MIN(text.n, 80u), text.p);
    r->opt->warn(r->opt->warn_ctx, &e);
}

/* The line without its comment ("# ...", "<!-- ... -->") and outer space. */
static struct str strip(struct reading *r, struct str s) {
    if (r->comment) {
        uint32_t end = str_find_str(s, STR("-->"), 0);
        if (end == NONE) return STR_NULL;
        r->comment = false;
        s = str_cut(s, end + 3, s.n);
    }
    uint32_t begin = str_find_str(s, STR("<!--"), 0);
    if (begin != NONE) {
        r->comment = str_find_str(s, STR("-->"), begin) == NONE;
        s = str_cut(s, 0, begin);
    }
    uint32_t hash = str_find(s, '#', 0);
    if (hash != NONE) s = str_cut(s, 0, hash);
    return str_trim(s);
}

static struct str plain_name(struct arena *a, struct str s) {
    struct str out = arena_str(a, str_trim(s));
    char *p = arena_alloc(a, out.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < out.n; i++) {
        char c = out.p[i] == '_' ? ' ' : out.p[i];
        if (c == ' ' && (!n || p[n - 1] == ' ')) continue;
        p[n++] = c;
    }
    while (n && p[n - 1] == ' ') n--;
    return (struct str){p, n};
}

/* YYMMDD or YYYYMMDD as YYYYMMDD; two-digit years above 30 are of the last century. */
static bool parse_day(struct str s, uint32_t *day) {
    uint32_t v;
    if ((s.n != 6 && s.n != 8) || !num_parse_u32(s, &v)) return false;
    if (s.n == 6) v += v / 10000 > 30 ? 19000000 : 20000000;
    uint32_t month = v / 100 % 100, d = v % 100;
    *day = v;
    return month >= 1 && month <= 12 && d >= 1 && d <= 31;
}

static struct str squeeze(struct arena *a, struct str s) {
    char *p = arena_alloc(a, s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (!ascii_is_space(s.p[i])) p[n++] = s.p[i];
    return (struct str){p, n};
}

/* "AFGGOV", "AFGGOV 011222-041207", "AFGGOV >011222", "HOB < 950601": what stands in brackets. */
static bool parse_code(struct reading *r, struct str s, struct petrarch_code *c) {
    s = str_trim(s);
    uint32_t end = 0;
    while (end < s.n && !ascii_is_space(s.p[end]) && s.p[end] != '<' && s.p[end] != '>') end++;
    *c = (struct petrarch_code){.code = arena_str(r->a, str_cut(s, 0, end))};
    if (!c->code.n) return false;
    struct str rest = squeeze(r->a, str_cut(s, end, s.n));
    if (!rest.n) return true;
    if (rest.p[0] == '>') return parse_day(str_cut(rest, 1, rest.n), &c->from);
    if (rest.p[0] == '<') return parse_day(str_cut(rest, 1, rest.n), &c->to);
    uint32_t dash = str_find(rest, '-', 0);
    if (dash == NONE) return false;
    bool ok = parse_day(str_cut(rest, 0, dash), &c->from) &&
              parse_day(str_cut(rest, dash + 1, rest.n), &c->to);
    return ok && c->from <= c->to;
}

/* What stands before the first '[' and between it and the last ']'; several brackets are kept. */
static bool bracket(struct str s, struct str *before, struct str *inside) {
    uint32_t b = str_find(s, '[', 0);
    if (b == NONE) return false;
    uint32_t e = s.n;
    while (e > b && s.p[e - 1] != ']') e--;
    if (e <= b + 1) return false;
    *before = str_trim(str_cut(s, 0, b));
    *inside = str_cut(s, b + 1, e - 1);
    return true;
}

static void close_actor(struct reading *r) {
    if (!r->open) return;
    r->open = false;
    struct petrarch *p = r->p;
    struct petrarch_actor *last = &p->actor.v[p->actor.n - 1];
    last->code_e = p->code.n;
    last->name_e = p->synonym.n;
    if (last->code_b == last->code_e) {
        bad_line(r, r->open_line, "actor without a code", last->name);
        p->synonym.n = last->name_b;
        p->actor.n--;
    }
}

/* "A 970101-061231" or, with more codes on the line, "A 970101-061231] [B". */
static void add_code(struct reading *r, struct str inside, struct str line) {
    struct petrarch_code c;
    while (inside.n) {
        uint32_t end = str_find(inside, ']', 0), next = str_find(inside, '[', 0);
        if (end == NONE) end = next = inside.n;
        if (parse_code(r, str_cut(inside, 0, end), &c))
            *vec_push(r->a, &r->p->code) = c;
        else
            bad_line(r, r->line, "no code with dates", line);
        inside = next == NONE ? STR("") : str_cut(inside, next + (next < inside.n), inside.n);
    }
}

static void open_actor(struct reading *r, struct str name) {
    close_actor(r);
    struct petrarch_actor *n = vec_push(r->a, &r->p->actor);
    n->name = plain_name(r->a, name);
    n->code_b = r->p->code.n;
    n->name_b = r->p->synonym.n;
    r->open = true;
    r->open_line = r->line;
}

static void actor_line(struct reading *r, struct str line) {
    struct str before = line, inside = STR_NULL;
    bool coded = bracket(line, &before, &inside);
    if (!coded && str_find(line, '[', 0) != NONE) {
        bad_line(r, r->line, "bracket not closed", line);
        return;
    }
    if (line.p[0] == '+' || (coded && !before.n)) {
        if (!r->open) {
            bad_line(r, r->line, "belongs to no actor", line);
            return;
        }
        if (before.n > 1)
            *vec_push(r->a, &r->p->synonym) = plain_name(r->a, str_cut(before, 1, before.n));
    } else {
        open_actor(r, before);
    }
    if (coded) add_code(r, inside, line);
}

/* "CATTLE!PERSON!" with "!PERSON! = MAN, MEN": one noun for each word of the set. */
static void push_agent(struct reading *r, struct str noun, struct str plural, struct str code,
                       bool before) {
    uint32_t at = str_find(noun, '!', 0);
    uint32_t end = at == NONE ? NONE : str_find(noun, '!', at + 1);
    if (end == NONE) {
        struct petrarch_agent *g = vec_push(r->a, &r->p->agent);
        *g =
            (struct petrarch_agent){plain_name(r->a, noun), plain_name(r->a, plural), code, before};
        return;
    }
    struct str set = str_cut(noun, at, end + 1), words = STR_NULL, word;
    for (uint32_t i = 0; i < r->set_name.n; i++)
        if (str_eq(r->set_name.v[i], set)) words = r->set_words.v[i];
    if (!words.n) bad_line(r, r->line, "unknown substitution set", noun);
    while (str_next(&words, ',', &word)) {
        word = str_trim(word);
        struct str full = arena_printf(r->a, "%.*s%.*s%.*s", (int)at, noun.p, STR_ARG(word),
                                       (int)(noun.n - end - 1), noun.p + end + 1);
        struct petrarch_agent *g = vec_push(r->a, &r->p->agent);
        *g = (struct petrarch_agent){plain_name(r->a, full), STR(""), code, before};
    }
}

static void agent_line(struct reading *r, struct str line) {
    uint32_t eq = str_find(line, '=', 0);
    if (line.p[0] == '!' && eq != NONE) {
        *vec_push(r->a, &r->set_name) = arena_str(r->a, str_trim(str_cut(line, 0, eq)));
        *vec_push(r->a, &r->set_words) = arena_str(r->a, str_cut(line, eq + 1, line.n));
        return;
    }
    struct str before, inside;
    if (!bracket(line, &before, &inside) || !before.n) {
        bad_line(r, r->line, "agent without a code", line);
        return;
    }
    struct str code = squeeze(r->a, inside), plural = STR("");
    uint32_t tilde = str_find(code, '~', 0);
    if (tilde != NONE) code = tilde ? str_cut(code, 0, tilde) : str_cut(code, 1, code.n);
    uint32_t brace = str_find(before, '{', 0);
    bool given = brace != NONE;
    if (given) {
        uint32_t end = str_find(before, '}', brace);
        plural = str_cut(before, brace + 1, end == NONE ? before.n : end);
        before = str_trim(str_cut(before, 0, brace));
    } else {
        plural =
            arena_printf(r->a, "%.*s%s", STR_ARG(before), str_ends(before, STR("S")) ? "" : "S");
    }
    if (tilde == NONE || !code.n || !before.n)
        bad_line(r, r->line, "agent without a code", line);
    else
        push_agent(r, before, plural, code, tilde != 0);
}

static bool starts(struct str s, const char *with) {
    return str_starts(s, str_c(with));
}

enum petrarch_kind petrarch_sniff(struct str text) {
    struct str line;
    bool comment = false, coded = false;
    while (str_next(&text, '\n', &line)) {
        if (comment || starts(line, "<!--")) {
            comment = str_find_str(line, STR("-->"), 0) == NONE;
            continue;
        }
        if (starts(line, "<ISSUE")) return PETRARCH_ISSUES;
        uint32_t hash = str_find(line, '#', 0);
        if (hash != NONE) line = str_cut(line, 0, hash);
        if (starts(line, "---") || starts(line, "- ") || starts(line, "&")) return PETRARCH_VERBS;
        uint32_t b = str_find(line, '[', 0);
        if (b == NONE) continue;
        if (str_find(line, '~', b) != NONE) return PETRARCH_AGENTS;
        coded = true;
    }
    return coded ? PETRARCH_ACTORS : PETRARCH_DISCARDS;
}

static void keep_line(struct reading *r, enum petrarch_kind kind, struct str line) {
    struct petrarch_line l = {arena_str(r->a, line), r->file, r->line};
    if (kind == PETRARCH_VERBS)
        *vec_push(r->a, &r->p->verb) = l;
    else if (kind == PETRARCH_DISCARDS)
        *vec_push(r->a, &r->p->discard) = l;
    else
        *vec_push(r->a, &r->p->issue) = l;
}

static void read_lines(struct reading *r, struct str text) {
    enum petrarch_kind kind = petrarch_sniff(text);
    struct str line;
    while (str_next(&text, '\n', &line)) {
        r->line++;
        line = strip(r, line);
        if (!line.n) continue;
        if (kind == PETRARCH_ACTORS)
            actor_line(r, line);
        else if (kind == PETRARCH_AGENTS)
            agent_line(r, line);
        else
            keep_line(r, kind, line);
    }
    close_actor(r);
}

att_status petrarch_read(struct petrarch *p, const char *path, struct arena *a,
                         const att_options *opt, att_error *err) {
    const att_sys *sys = opt && opt->sys ? opt->sys : sys_default();
    struct buf b;
    buf_init(&b, sys, PETRARCH_FILE_LIMIT);
    att_status st = sys_read_file(sys, path, PETRARCH_FILE_LIMIT, &b, err);
    if (!st) {
        struct reading r = {.p = p, .a = a, .opt = opt, .path = str_c(path), .file = p->file.n};
        *vec_push(a, &p->file) = arena_str(a, str_c(path));
        struct str text = arena_str(a, (struct str){b.p, (uint32_t)b.n});
        buf_release(&b);
        read_lines(&r, text);
        return ATT_OK;
    }
    buf_release(&b);
    return st;
}
