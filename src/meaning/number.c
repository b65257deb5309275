#include "base/base.h"

#include "meaning/number.h"

#include "base/vec.h"
#include "language/tags.h"
#include "meaning/numeral.h"

/* State of one pass over the sentences. */
struct counting {
    const struct doc *d;
    const struct calendar *c;
    const struct mentions *m;
    const struct timexes *times;
    uint32_t at_time; /* first time expression that may still overlap */
    VEC(struct quantity) v;
};

static bool in_time(struct counting *s, uint32_t b, uint32_t e) {
    const struct timexes *x = s->times;
    if (!x) return false;
    while (s->at_time < x->n && x->v[s->at_time].tok_e <= b) s->at_time++;
    return s->at_time < x->n && x->v[s->at_time].tok_b < e;
}

static const struct time_word *word_at(struct counting *s, uint32_t t, uint32_t end) {
    return t < end ? calendar_word(s->c, s->d->tok_low[t]) : NULL;
}

static bool is_letterish(struct str s) {
    return s.n && (ascii_is_alpha(s.p[0]) || (unsigned char)s.p[0] >= 0x80);
}

/* A digit token that is a name, a telephone number, a code or a year standing alone. */
static bool no_count(struct counting *s, const struct numeral *n, uint32_t begin, uint32_t t,
                     uint32_t end) {
    const struct doc *d = s->d;
    if (!n->digits) return false;
    if (t > begin && tok_hyphen(d, t - 1) && t >= begin + 2) {
        if (!(d->tok_flags[t - 2] & TOK_DIGIT) && is_letterish(d->tok_low[t - 2])) return true;
        if (t >= begin + 4 && tok_hyphen(d, t - 3)) return true; /* 555-12-34 */
    }
    if (tok_hyphen(d, n->end) && n->end + 2 < end && tok_hyphen(d, n->end + 2) &&
        d->tok_flags[n->end + 1] & TOK_DIGIT)
        return true;
    struct str word = doc_tok(d, t);
    if (word.n >= 7 && !memchr(word.p, ',', word.n) && !n->milli && n->end == t + 1) return true;
    if (word.n > 1 && word.p[0] == '0' && word.p[1] != '.') return true;
    if (t > begin && calendar_context(s->c, TC_CODE, d->tok_low[t - 1])) return true;
    bool year = word.n == 4 && n->end == t + 1 && n->value >= 1900 && n->value <= 2099;
    return year && t > begin &&
           (tok_is(d, t - 1, "in") || tok_is(d, t - 1, "since") || tok_is(d, t - 1, "of"));
}

/* What kind of thing the words around say the number is; *end moves over a unit. */
static uint8_t unit_of(struct counting *s, uint32_t begin, uint32_t t, uint32_t *end,
                       uint32_t stop) {
    const struct doc *d = s->d;
    const struct time_word *before = t > begin ? calendar_word(s->c, d->tok_low[t - 1]) : NULL;
    if (before && before->classes & TW_MONEY && !ascii_is_alpha(d->tok_low[t - 1].p[0]))
        return UNIT_MONEY;
    uint32_t at = *end;
    if (tok_hyphen(d, at)) {
        const struct time_word *w = word_at(s, at + 1, stop);
        if (w && w->classes & TW_UNIT) {
            if (tok_hyphen(d, at + 2) && tok_is(d, at + 3, "old")) {
                *end = at + 4;
                return UNIT_AGE;
            }
            *end = at + 2;
            return UNIT_TIME;
        }
        if (w && w->classes & TW_MEASURE) {
            *end = at + 2;
            return UNIT_MEASURE;
        }
    }
    const struct time_word *w = word_at(s, at, stop);
    if (w && w->classes & (TW_UNIT | TW_UNITS)) {
        if (w->unit == TU_SECOND && w->classes & TW_ORDINAL) return UNIT_COUNT;
        *end = at + 1;
        if (tok_is(d, at + 1, "old")) {
            *end = at + 2;
            return UNIT_AGE;
        }
        return UNIT_TIME;
    }
    if (w && w->classes & (TW_PERCENT | TW_MONEY | TW_MEASURE)) {
        if (w->classes & TW_PERCENT) {
            *end = at + 1;
            return UNIT_PERCENT;
        }
        *end = at + 1;
        return w->classes & TW_MONEY ? UNIT_MONEY : UNIT_MEASURE;
    }
    if (tok_is(d, at, "per") && tok_is(d, at + 1, "cent")) {
        *end = at + 2;
        return UNIT_PERCENT;
    }
    if (t > begin && tok_is(d, t - 1, "aged")) return UNIT_AGE;
    if (t > begin + 1 && tok_is(d, t - 1, ",") && d->tok_flags[t - 2] & TOK_TITLE && *end < stop &&
        tok_is(d, *end, ",") && d->tok_flags[t] & TOK_DIGIT)
        return UNIT_AGE;
    return UNIT_COUNT;
}

static bool is_noun(const struct doc *d, uint32_t t) {
    if (d->upos) return d->upos[t] == UPOS_NOUN || d->upos[t] == UPOS_PROPN;
    return is_letterish(d->tok_low[t]);
}

/* Words that end the noun phrase after a number when there is no tree. */
static bool ends_phrase(const struct calendar *c, const struct doc *d, uint32_t t) {
    return d->tok_flags[t] & TOK_PUNCT || calendar_context(c, TC_PHRASE_END, d->tok_low[t]);
}

static uint32_t skip_of(const struct counting *s, uint32_t t, uint32_t stop) {
    if (!tok_is(s->d, t, "of")) return t;
    t++;
    return t + (t < stop && calendar_context(s->c, TC_DETERMINER, s->d->tok_low[t]));
}

/* Head of the noun phrase that begins at t, by tags or by adjacency. */
static uint32_t head_from(const struct counting *s, uint32_t t, uint32_t stop) {
    const struct doc *d = s->d;
    uint32_t head = NONE, limit = ATT_MIN(stop, t + 8);
    bool last_noun = false;
    for (; t < limit; t++) {
        if (tok_hyphen(d, t)) continue;
        if (d->upos) {
            uint8_t u = d->upos[t];
            if (u == UPOS_NOUN || u == UPOS_PROPN)
                head = t, last_noun = true;
            else if (last_noun || (u != UPOS_ADJ && u != UPOS_NUM && u != UPOS_DET &&
                                   u != UPOS_ADV && u != UPOS_VERB && u != UPOS_SYM))
                break;
            else if (u == UPOS_VERB &&
                     !(d->xpos && (d->xpos[t] == XPOS_VBN || d->xpos[t] == XPOS_VBG)))
                break;
        } else if (ends_phrase(s->c, d, t) || d->tok_flags[t] & TOK_DIGIT)
            break;
        else
            head = t;
    }
    return head;
}

/* The token that the number counts: by the tree where it says nummod, else what follows. */
static uint32_t counted(const struct counting *s, const struct quantity *q, uint32_t from,
                        uint32_t stop) {
    const struct doc *d = s->d;
    uint32_t t = from;
    if (tok_is(d, t, "more") || tok_is(d, t, "other") || tok_is(d, t, "additional")) t++;
    uint32_t of = skip_of(s, t, stop);
    if (of == t && d->deprel && d->head) {
        for (uint32_t k = q->num_b; k < q->num_e; k++) {
            uint32_t h = d->head[k];
            if (h == NONE || h < q->tok_e || h >= stop || h > q->tok_e + 8) continue;
            uint8_t r = deprel_plain((enum deprel)d->deprel[k]);
            if ((r == DEP_NUMMOD || r == DEP_DET || r == DEP_AMOD) && is_noun(d, h)) return h;
        }
    }
    uint32_t head = head_from(s, of, stop);
    if (head != NONE) return head;
    if (of > t && of < stop) return of; /* "two of them" */
    return NONE;
}

static void apply_bound(struct quantity *q, enum bound b, bool open) {
    switch (b) {
    case BOUND_LOW: q->high = NO_BOUND; break;
    case BOUND_ABOVE:
        if (!open) q->low++;
        q->high = NO_BOUND;
        break;
    case BOUND_HIGH: q->high = q->low, q->low = 0; break;
    case BOUND_BELOW: q->high = q->low ? q->low - 1 : 0, q->low = 0; break;
    case BOUND_ABOUT: q->vague = true; break;
    case BOUND_NONE: break;
    }
}

/* "3-5", "10 to 15", "between 3 and 5", "12 or 13": the second number. */
static uint32_t range_end(struct counting *s, const struct quantity *q, uint32_t begin,
                          uint32_t stop, uint64_t *high) {
    const struct doc *d = s->d;
    uint32_t t = q->num_e;
    bool between = q->num_b > begin && tok_is(d, q->num_b - 1, "between");
    bool from = q->num_b > begin && tok_is(d, q->num_b - 1, "from");
    if (from) return q->num_e;
    if (!(tok_hyphen(d, t) || tok_is(d, t, "to") || tok_is(d, t, "or") ||
          (between && tok_is(d, t, "and"))))
        return q->num_e;
    struct numeral n;
    if (!numeral_read(s->c, d, t + 1, stop, &n) || n.ordinal || n.article || n.open)
        return q->num_e;
    if (n.value <= q->low && !(n.value == q->low)) return q->num_e;
    *high = n.value;
    return n.end;
}

static bool single_word(const struct doc *d, uint32_t t, struct numeral *n) {
    n->end = t + 1;
    if (tok_is(d, t, "none")) return n->value = 0, true;
    if (tok_is(d, t, "single")) return n->value = 1, true;
    if (tok_is(d, t, "another")) return n->value = 1, true;
    return false;
}

/* "no group": the determiner before a noun phrase. */
static bool is_no(struct counting *s, uint32_t t, uint32_t stop) {
    const struct doc *d = s->d;
    if (!tok_is(d, t, "no") || t + 1 >= stop) return false;
    if (d->upos && d->upos[t] != UPOS_DET) return false;
    if (tok_is(d, t + 1, "longer") || tok_is(d, t + 1, "one") || tok_is(d, t + 1, "more") ||
        tok_is(d, t + 1, "matter") || tok_is(d, t + 1, "fewer") || tok_is(d, t + 1, "less"))
        return false;
    return !ends_phrase(s->c, d, t + 1) && !(d->tok_flags[t + 1] & TOK_DIGIT);
}

static bool read_number(struct counting *s, uint32_t t, uint32_t stop, struct numeral *n) {
    const struct doc *d = s->d;
    *n = (struct numeral){0};
    if (single_word(d, t, n)) return true;
    if (is_no(s, t, stop)) return n->value = 0, n->end = t + 1, true;
    if (tok_is(d, t, "half") && tok_is(d, t + 1, "of")) return n->value = 0, n->end = t + 1, true;
    if (tok_is(d, t, "both") && !tok_is(d, t + 1, "of")) return false;
    return numeral_read(s->c, d, t, stop, n);
}

/* Reads one quantity at t; the token behind it, or t where there is none. */
static uint32_t take(struct counting *s, uint32_t begin, uint32_t t, uint32_t stop) {
    const struct doc *d = s->d;
    struct numeral n;
    if (!read_number(s, t, stop, &n)) return t;
    if (in_time(s, t, n.end)) return n.end;
    if (no_count(s, &n, begin, t, stop)) return n.end;
    if (n.value == 1 && !n.ordinal && tok_is(d, t, "one") && t > begin && tok_is(d, t - 1, "no"))
        return n.end;
    struct quantity q = {
        .num_b = t, .num_e = n.end, .of_head = NONE, .of_mention = NONE, .part_of = NONE};
    q.low = q.high = n.value;
    q.vague = n.vague || n.open;
    if (n.open) q.high = NO_BOUND;
    if (tok_is(d, t, "another")) {
        struct numeral k;
        if (numeral_read(s->c, d, t + 1, stop, &k) && !k.ordinal)
            q.low = k.value, q.high = k.open ? NO_BOUND : k.value, q.num_b = t + 1, q.num_e = k.end;
        q.increment = true;
    }
    q.num_e = range_end(s, &q, begin, stop, &q.high);
    uint32_t end = q.num_e;
    q.unit = n.ordinal ? UNIT_ORDINAL : unit_of(s, begin, q.num_b, &end, stop);
    if (n.article && q.unit != UNIT_COUNT && q.unit != UNIT_PERCENT) return t + 1;
    enum bound b;
    uint32_t first = numeral_bound(s->c, d, begin, t, &b);
    if (first > begin && tok_is(d, first - 1, "between") && q.low != q.high) first--;
    if (q.unit == UNIT_MONEY && first == t && t > begin && !is_letterish(d->tok_low[t - 1]))
        first = numeral_bound(s->c, d, begin, t - 1, &b);
    apply_bound(&q, b, n.open);
    if (tok_is(d, t, "half")) q.high = NO_BOUND, q.vague = true;
    q.share = tok_is(d, t, "half") || tok_is(d, q.num_e, "of");
    if (tok_is(d, q.num_e, "more") && !tok_is(d, q.num_e + 1, "than")) q.increment = true, end++;
    q.tok_b = first, q.tok_e = ATT_MIN(end, stop);
    if (q.unit == UNIT_COUNT) q.of_head = counted(s, &q, q.num_e, stop);
    if (n.article && q.of_head == NONE) return t + 1;
    q.span = doc_toks_span(d, q.tok_b, q.tok_e);
    *vec_push(d->a, &s->v) = q;
    return q.tok_e;
}

/* "12 people, including three children": the nearer number is inside the farther. */
static void part_whole(struct counting *s, uint32_t from, uint32_t stop) {
    const struct doc *d = s->d;
    for (uint32_t i = from + 1; i < s->v.n; i++) {
        struct quantity *q = &s->v.v[i];
        uint32_t t = q->tok_b, whole = i - 1;
        if (q->unit != UNIT_COUNT) continue;
        bool part = false;
        for (uint32_t k = 1; k <= 4 && t >= k && t - k < stop; k++) {
            uint32_t w = t - k;
            if (tok_is(d, w, "including") || tok_is(d, w, "included") || tok_is(d, w, "include") ||
                tok_is(d, w, "among")) {
                part = true;
                break;
            }
            if (d->tok_flags[w] & TOK_DIGIT) break;
        }
        if (!part && q->tok_e < stop && tok_is(d, q->num_e, "of") &&
            tok_is(d, q->num_e + 1, "them"))
            part = true;
        if (!part && i > from + 1 && s->v.v[whole].part_of != NONE && t > 0 &&
            (tok_is(d, t - 1, "and") || tok_is(d, t - 1, ",")) && t - s->v.v[whole].tok_e <= 3) {
            q->part_of = s->v.v[whole].part_of;
            continue;
        }
        while (part && whole > from && s->v.v[whole].unit != UNIT_COUNT) whole--;
        if (part && s->v.v[whole].part_of != NONE) whole = s->v.v[whole].part_of;
        if (part && s->v.v[whole].unit == UNIT_COUNT) q->part_of = whole;
    }
}

static void link_mentions(struct counting *s, struct quantities *out) {
    const struct mentions *m = s->m;
    out->of_mention = arena_array(s->d->a, uint32_t, m ? m->n : 0);
    for (uint32_t i = 0; m && i < m->n; i++) out->of_mention[i] = NONE;
    for (uint32_t i = 0; m && i < s->v.n; i++) {
        struct quantity *q = &s->v.v[i];
        if (q->of_head == NONE || q->unit != UNIT_COUNT) continue;
        q->of_mention = mention_widest_of_head(m, q->of_head);
        if (q->of_mention != NONE && out->of_mention[q->of_mention] == NONE)
            out->of_mention[q->of_mention] = i;
    }
}

void number_run(const struct doc *d, const struct calendar *c, const struct timexes *times,
                const struct mentions *m, struct quantities *out) {
    struct counting s = {.d = d, .c = c, .m = m, .times = times};
    for (uint32_t i = 0; i < d->n_sent; i++) {
        uint32_t begin = d->sent_tok[i], stop = d->sent_tok[i + 1], from = s.v.n;
        if (doc_sent_zone(d, i) == ZONE_BOILER || doc_sent_zone(d, i) == ZONE_BYLINE) continue;
        for (uint32_t t = begin; t < stop;) {
            uint32_t end = take(&s, begin, t, stop);
            t = end > t ? end : t + 1;
        }
        part_whole(&s, from, stop);
    }
    *out = (struct quantities){.v = s.v.v, .n = s.v.n};
    link_mentions(&s, out);
}
