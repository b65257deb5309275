#include "base/base.h"

#include "ingest/classmark.h"
#include "ingest/json.h"
#include "ingest/maintext.h"
#include "ingest/pagetext.h"
#include "ingest/story.h"

enum {
    GOOD_LEAST = 25,     /* characters of a segment that speak for a story */
    VALUE_MOST = 600,    /* weight of one segment */
    LINK_MOST = 50,      /* percent of a segment's characters inside links */
    LINE_MOST = 80,      /* characters of a line that needs an end of sentence to count in full */
    COMMENT_REST = 150,  /* weight that must stand outside of comments before they are dropped */
    FRONT_VALUE = 40,    /* weight of a first paragraph */
    FRONT_SENTENCE = 35, /* characters of a first sentence */
    LEAD_NEAR = 12,      /* segments between heading and story in which a lead stands */
    LEAD_MOST = 2,
    LEAD_LEAST = 60,
    LD_TIMES = 3, /* a body in JSON-LD so many times longer than the story replaces it */
    NOTICE_LEAST = 12,
    TITLE_LEAST = 15, /* bytes of a line that may be a title */
    TITLE_MOST = 200,
    POSTS_LEAST = 2,    /* headings like the first that tell of a live page */
    GALLERY_SHARE = 70, /* percent of the page's weight in captions that make a gallery */
    TITLE_NEAR = 12,    /* segments at the start in which the title is looked for */
};

/* ---- segments */

static uint16_t own_bits(const struct dom_node *v) {
    switch (v->tag) {
    case TAG_A: return IN_LINK;
    case TAG_LI:
    case TAG_DD:
    case TAG_DT: return IN_LIST;
    case TAG_BLOCKQUOTE: return IN_QUOTE;
    case TAG_PRE: return IN_PRE;
    case TAG_TABLE: return IN_TABLE;
    default: return 0;
    }
}

static uint8_t kind_of(const struct work *w, uint32_t owner) {
    uint16_t tag = w->d->node.v[owner].tag, in = w->in[owner];
    if (tag >= TAG_H1 && tag <= TAG_H6) return BLOCK_HEADING;
    if (in & IN_QUOTE) return BLOCK_QUOTE;
    if (in & IN_LIST) return BLOCK_LIST;
    if (in & IN_TABLE && (tag == TAG_TD || tag == TAG_TH || tag == TAG_CAPTION)) return BLOCK_TABLE;
    return BLOCK_TEXT;
}

/* Visible characters: one a letter, two an ideograph; the last visible byte goes to *last. */
static uint32_t count_text(struct str s, uint32_t *commas, char *last) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (ascii_is_space(c)) continue;
        *last = (char)c;
        if (c < 0x80) {
            n++;
            *commas += c == ',';
        } else if (c >= 0xc0) {
            n += c >= 0xe3 && c < 0xf0 ? 2 : 1;
        }
        /* Full stop, comma of Chinese and Japanese: U+3002, U+3001; closing marks U+201D, U+2026.
         */
        if (c == 0x82 && i >= 2 && (unsigned char)s.p[i - 2] == 0xe3) *last = '.';
        if (c == 0x9d && i >= 2 && (unsigned char)s.p[i - 2] == 0xe2) *last = '"';
        if (c == 0xa6 && i >= 2 && (unsigned char)s.p[i - 2] == 0xe2) *last = '.';
    }
    return n;
}

static void find_segments(struct work *w) {
    struct seg *s = NULL;
    uint32_t breaks = 0;
    char last = 0;
    for (uint32_t i = 1; i < w->n; i++) {
        const struct dom_node *v = &w->d->node.v[i];
        if (dom_flags(v->tag) & TF_SKIP) {
            i = v->end - 1;
            continue;
        }
        w->in[i] = w->in[v->parent] | own_bits(v);
        w->owner[i] =
            v->tag != TAG_TEXT && (dom_flags(v->tag) & TF_BLOCK) ? i : w->owner[v->parent];
        if (v->tag == TAG_BR) breaks++;
        if (v->tag == TAG_HR) s = NULL;
        if (v->tag != TAG_TEXT) continue;
        uint32_t commas = 0,
                 n = count_text((struct str){w->d->page.p + v->b, v->e - v->b}, &commas, &last);
        if (!n) continue;
        bool fresh = !s || s->owner != w->owner[i] || breaks > 1;
        /* A block between two runs of the same owner parts them. */
        for (uint32_t j = s && !fresh ? s->last + 1 : i; j < i && !fresh; j++)
            fresh = (dom_flags(w->d->node.v[j].tag) & TF_BLOCK) != 0 && w->d->node.v[j].end <= i;
        if (fresh) {
            s = vec_push(&w->r->a, &w->seg);
            *s = (struct seg){.owner = w->owner[i], .first = i, .kind = kind_of(w, w->owner[i])};
        }
        breaks = 0;
        s->last = i;
        s->chars += n;
        s->commas += commas;
        s->end = strchr(".!?\"')", last) != NULL;
        if (w->in[i] & IN_LINK) s->link_chars += n;
    }
}

static int32_t value_of(const struct seg *s) {
    if (s->kind == BLOCK_HEADING || s->chars < GOOD_LEAST) return 0;
    uint32_t plain = s->chars - ATT_MIN(s->chars, s->link_chars * 2);
    if (s->link_chars * 100 > s->chars * LINK_MOST) return 0;
    int32_t v =
        (int32_t)ATT_MIN(plain, (uint32_t)VALUE_MOST) + (int32_t)ATT_MIN(s->commas, 10u) * 4;
    if (!s->end && s->chars < LINE_MOST) v /= 4;
    if (s->kind == BLOCK_LIST || s->kind == BLOCK_TABLE) v /= 2;
    return v;
}

/* Sums the weights of kept segments up the tree. */
static void sum_up(struct work *w) {
    memset(w->good, 0, w->n * sizeof *w->good);
    for (uint32_t i = 0; i < w->seg.n; i++) {
        const struct seg *s = &w->seg.v[i];
        if (!(s->in & (IN_DROP | IN_CAPTION))) w->good[s->owner] += s->value;
    }
    for (uint32_t i = w->n; i-- > 1;) w->good[w->d->node.v[i].parent] += w->good[i];
}

/* ---- what is left out */

/* A part that holds most of the page's weight is the story whatever its name says. */
static bool may_drop(const struct work *w, uint32_t i, uint32_t m, int64_t total) {
    uint16_t tag = w->d->node.v[i].tag;
    if (tag == TAG_BODY || tag == TAG_HTML) return false;
    if (m == CLASS_COMMENT) return total - w->good[i] >= COMMENT_REST;
    return w->good[i] * 10 < total * 4;
}

/* Marks what is left out; the weight of the captions among it. */
static int64_t drop_nodes(struct work *w) {
    int64_t total = w->good[0], captions = 0;
    uint32_t counted = 0; /* nodes before this one stand in a caption that is counted */
    for (uint32_t i = 1; i < w->n; i++) {
        const struct dom_node *v = &w->d->node.v[i];
        if (dom_flags(v->tag) & TF_SKIP) {
            i = v->end - 1;
            continue;
        }
        w->in[i] |= w->in[v->parent] & (IN_DROP | IN_CAPTION);
        if (v->tag == TAG_TEXT || (w->in[i] & IN_DROP)) continue;
        uint32_t m = class_mark_of(w->k, &w->class_memo, w->d, i);
        w->mark[i] = (uint8_t)m;
        bool block = (dom_flags(v->tag) & TF_BLOCK) != 0;
        if ((m == CLASS_DROP || m == CLASS_COMMENT) && may_drop(w, i, m, total))
            w->in[i] |= IN_DROP;
        if (m == CLASS_CAPTION && !w->gallery) {
            if (i >= counted) captions += w->good[i], counted = v->end;
            if (may_drop(w, i, m, total)) w->in[i] |= IN_DROP;
        }
        if (v->n_attr && block && class_hides(w->d, i) && may_drop(w, i, CLASS_DROP, total))
            w->in[i] |= IN_DROP;
    }
    return captions;
}

/* Where captions are most of a page, they are its story. */
static void mark_nodes(struct work *w) {
    int64_t captions = drop_nodes(w);
    if (captions * 100 > w->good[0] * GALLERY_SHARE) {
        for (uint32_t i = 0; i < w->n; i++) w->in[i] &= (uint16_t)~IN_DROP;
        w->gallery = true;
        drop_nodes(w);
    }
    for (uint32_t i = 0; i < w->seg.n; i++) w->seg.v[i].in = w->in[w->seg.v[i].owner];
}

/* ---- text of segments */

static struct str trim_colon(struct str s) {
    while (s.n && strchr(":.|>-* ", s.p[s.n - 1])) s.n--;
    return s;
}

/* A link of one text that says by its words that it is no story: "Read more". */
static bool asks_to_go_on(const struct work *w, uint32_t i) {
    const struct dom_node *a = &w->d->node.v[i], *t = a + 1;
    if (a->end != i + 2 || t->tag != TAG_TEXT) return false;
    return page_is(w->k->words, PAGE_WHOLE, trim_colon(str_trim(str_cut(w->d->page, t->b, t->e))));
}

static void write_segment(struct work *w, struct page_writer *o, const struct seg *s) {
    o->block = o->n;
    o->gap = o->line = false;
    for (uint32_t i = s->first; i <= s->last; i++) {
        const struct dom_node *v = &w->d->node.v[i];
        if (dom_flags(v->tag) & TF_SKIP) {
            i = v->end - 1;
            continue;
        }
        if (w->in[i] & IN_DROP && !(s->in & IN_DROP)) continue;
        if (v->tag == TAG_A && v->end > s->last && i > s->first && asks_to_go_on(w, i)) break;
        if (v->tag == TAG_BR) page_space(o, v->b, v->e - v->b, true);
        if (v->tag == TAG_TEXT) page_write(o, w->d->page, v->b, v->e, (w->in[i] & IN_PRE) != 0);
    }
    o->gap = o->line = false;
}

/* ---- which segments are written */

static struct str seg_text(struct work *w, const struct seg *s) {
    struct omap map;
    struct page_writer o = {.k = w->k, .a = &w->r->a, .map = &map};
    omap_init(&map, &w->r->a);
    write_segment(w, &o, s);
    return (struct str){o.p, o.n};
}

/* Short lines that say by their words that they are no story. */
static bool says_boiler(const struct work *w, struct str t, const struct seg *s) {
    const struct pagewords *pw = w->k->words;
    if (page_is(pw, PAGE_WHOLE, t) || page_is(pw, PAGE_WHOLE, trim_colon(t))) return true;
    if (page_is(pw, PAGE_STAFF, t)) return true;
    if (t.n <= 250 && page_starts(pw, PAGE_START, t)) return true;
    if (t.n <= 80 && !s->end && page_starts(pw, PAGE_TAIL, t)) return true;
    return t.n <= 200 && page_holds(pw, PAGE_PART, t);
}

static bool same_words(struct str a, struct str b) {
    return a.n && str_ieq(str_trim(a), str_trim(b));
}

static bool wanted(struct work *w, struct seg *s, uint32_t rank) {
    if (s->in & IN_DROP) return false;
    uint32_t link = s->chars ? s->link_chars * 100 / s->chars : 0;
    if (s->kind == BLOCK_HEADING) {
        if (link > 80 && s->chars > 20) return false;
    } else if (link > 90 && s->chars < 250) {
        return false;
    } else if (link > 60 && (!s->end || s->chars < 60)) {
        return false;
    }
    if (s->chars > 260) return true;
    struct str t = seg_text(w, s);
    if (rank < TITLE_NEAR && same_words(t, w->hints->title)) return false;
    return !says_boiler(w, t, s);
}

/* A heading with nothing kept behind it before the next heading of its level or the end. */
static void drop_lone_headings(struct work *w) {
    bool text_behind = false;
    for (uint32_t i = w->seg.n; i-- > 0;) {
        struct seg *s = &w->seg.v[i];
        if (!s->keep) continue;
        if (s->kind != BLOCK_HEADING)
            text_behind = true;
        else if (!text_behind)
            s->keep = false;
    }
}

/* The heading right before the story's first paragraph is one of several of its kind: the first
 * post of a live page. */
static bool heads_post(const struct work *w, uint32_t at) {
    const struct seg *s = &w->seg.v[at];
    uint16_t tag = w->d->node.v[s->owner].tag;
    uint32_t alike = 0;
    if (s->kind != BLOCK_HEADING || tag == TAG_H1) return false;
    for (uint32_t i = at + 1; i < w->seg.n && alike < POSTS_LEAST; i++)
        alike += w->seg.v[i].keep && w->d->node.v[w->seg.v[i].owner].tag == tag;
    return alike == POSTS_LEAST;
}

/* A page that names no title has it on a line of its own above the story. */
static void offer_title(struct work *w, const struct seg *s) {
    struct meta_value *title = &w->r->title;
    if (title->text.n || s->chars < TITLE_LEAST || s->link_chars) return;
    struct str t = seg_text(w, s);
    t = str_trim(str_cut(t, 0, str_find(t, '\n', 0)));
    if (t.n < TITLE_LEAST || t.n > TITLE_MOST || says_boiler(w, t, s)) return;
    *title = (struct meta_value){t, META_METADATA};
}

/* Before the first paragraph of the story stand its title, authors and dates. */
static void drop_front(struct work *w) {
    uint32_t before = NONE;
    for (uint32_t i = 0; i < w->seg.n; i++) {
        struct seg *s = &w->seg.v[i];
        if (!s->keep) continue;
        if (s->value >= FRONT_VALUE || (s->end && s->chars >= FRONT_SENTENCE)) break;
        s->keep = false;
        offer_title(w, s);
        before = i;
    }
    if (before != NONE && heads_post(w, before)) w->seg.v[before].keep = true;
}

/* Sentences between the page's heading and the story: its lead. */
static void keep_lead(struct work *w) {
    uint32_t first = 0, head = NONE, leads = 0;
    while (first < w->seg.n && w->seg.v[first].first < w->story) first++;
    for (uint32_t i = first; i-- > 0 && head == NONE;)
        if (w->d->node.v[w->seg.v[i].owner].tag == TAG_H1) head = i;
    if (head == NONE || first - head > LEAD_NEAR) return;
    for (uint32_t i = head + 1; i < first && leads < LEAD_MOST; i++) {
        struct seg *s = &w->seg.v[i];
        if (!s->end || s->chars < LEAD_LEAST || s->value <= 0 || s->link_chars || !wanted(w, s, i))
            continue;
        s->keep = true;
        leads++;
    }
}

static uint32_t count_kept(const struct work *w) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->seg.n; i++) n += w->seg.v[i].keep;
    return n;
}

static void select_segments(struct work *w) {
    uint32_t rank = 0;
    for (uint32_t i = 0; i < w->seg.n; i++) {
        struct seg *s = &w->seg.v[i];
        s->keep = s->first >= w->story && s->first < w->story_end && wanted(w, s, rank);
        rank += s->keep;
    }
    drop_front(w);
    drop_lone_headings(w);
    keep_lead(w);
    /* A page without paragraphs: what is not named otherwise is read. */
    for (uint32_t i = 0, none = !count_kept(w); none && i < w->seg.n; i++)
        w->seg.v[i].keep = wanted(w, &w->seg.v[i], i);
    for (uint32_t i = 0, none = !count_kept(w); none && i < w->seg.n; i++) w->seg.v[i].keep = true;
}

static bool same_row(const struct work *w, const struct seg *a, const struct seg *b) {
    return a->kind == BLOCK_TABLE && b->kind == BLOCK_TABLE &&
           w->d->node.v[a->owner].parent == w->d->node.v[b->owner].parent;
}

static void write_story(struct work *w) {
    struct att_report *r = w->r;
    struct omap *map = arena_new(&r->a, struct omap);
    struct page_writer o = {.k = w->k, .a = &r->a, .map = map};
    VEC(struct text_block) block = {0};
    const struct seg *before = NULL;
    omap_init(map, &r->a);
    for (uint32_t i = 0; i < w->seg.n; i++) {
        const struct seg *s = &w->seg.v[i];
        if (!s->keep) continue;
        uint32_t from = w->d->node.v[s->first].b;
        bool row = before && same_row(w, before, s);
        if (row)
            page_emit(&o, " ", 1, from, 0);
        else if (before)
            page_emit(&o, "\n\n", before->kind == BLOCK_LIST && s->kind == BLOCK_LIST ? 1 : 2, from,
                      0);
        uint32_t b = o.n;
        write_segment(w, &o, s);
        if (o.n == b) continue;
        before = s;
        if (row)
            block.v[block.n - 1].span.e = o.n;
        else
            *vec_push(&r->a, &block) = (struct text_block){{b, o.n}, (enum block_kind)s->kind};
    }
    r->text = (struct str){o.p, o.n};
    r->omap = map;
    r->block = block.v;
    r->n_block = block.n;
}

/* The story that stands only in the page's JSON-LD: paragraphs at its line ends. */
static void write_ld_body(struct work *w) {
    struct att_report *r = w->r;
    struct omap *map = arena_new(&r->a, struct omap);
    VEC(struct text_block) block = {0};
    omap_init(map, &r->a);
    struct str raw = w->hints->body;
    r->text = json_decode(&r->a, raw, map, (uint64_t)(raw.p - w->d->page.p));
    r->omap = map;
    for (uint32_t b = 0, e; b < r->text.n; b = e + 1) {
        e = str_find(r->text, '\n', b);
        if (e == NONE) e = r->text.n;
        if (str_trim(str_cut(r->text, b, e)).n)
            *vec_push(&r->a, &block) = (struct text_block){{b, e}, BLOCK_TEXT};
    }
    r->block = block.v;
    r->n_block = block.n;
}

/* A text run of the segment holds the words of a notice, as written in the page. */
static bool may_be_notice(const struct work *w, const struct seg *s) {
    if (s->chars > NOTICE_LONGEST || s->chars < NOTICE_LEAST) return false;
    if (s->link_chars * 2 > s->chars) return false;
    for (uint32_t i = s->first; i <= s->last; i++) {
        const struct dom_node *v = &w->d->node.v[i];
        if (v->tag == TAG_TEXT && notice_kind(&w->k->notices, str_cut(w->d->page, v->b, v->e)).n)
            return true;
    }
    return false;
}

/* Notices stand inside the story, below it or in a box beside it: all of the page is looked at. */
static void find_notices(struct work *w) {
    for (uint32_t i = 0; i < w->seg.n; i++) {
        const struct seg *s = &w->seg.v[i];
        if (!may_be_notice(w, s)) continue;
        struct str text = seg_text(w, s), kind = notice_kind(&w->k->notices, text);
        uint32_t b = w->d->node.v[s->first].b, e = w->d->node.v[s->last].e;
        if (kind.n) notice_add(w->r, kind, text, (att_span){b, e});
    }
}

void maintext_run(struct att_report *r, const struct dom *d, const struct page_knowledge *k,
                  const struct page_hints *hints) {
    struct work w = {.r = r, .d = d, .k = k, .hints = hints, .n = d->node.n};
    w.in = arena_array(&r->a, uint16_t, w.n);
    w.owner = arena_array(&r->a, uint32_t, w.n);
    w.good = arena_array(&r->a, int64_t, w.n);
    w.mark = arena_array(&r->a, uint8_t, w.n);
    map_init(&w.class_memo, &r->a, 512);
    find_segments(&w);
    for (uint32_t i = 0; i < w.seg.n; i++) w.seg.v[i].value = value_of(&w.seg.v[i]);
    sum_up(&w);
    mark_nodes(&w);
    sum_up(&w);
    story_choose(&w);
    select_segments(&w);
    write_story(&w);
    find_notices(&w);
    if (hints->body.n > (uint64_t)r->text.n * LD_TIMES) write_ld_body(&w);
}
