#include "base/base.h"

#include "text/conllu.h"

#include "base/num.h"
#include "base/tsv.h"
#include "base/utf8.h"

enum { CONLLU_COLUMNS = 10, COL_ID = 0, COL_FORM = 1, COL_MISC = 9 };

struct reading {
    struct doc *d;
    struct str all; /* the whole input, for offsets in messages */
    char *text;     /* [cap] the text as it grows; never longer than the input */
    uint32_t n;
    VEC(uint32_t) b, e, sent_of, first, para_of;
    VEC(uint8_t) flags;
    VEC(struct str) low;
    VEC(struct tspan) sent;
    VEC(struct para) para;
    bool new_para, in_sentence, space;
    uint32_t mwt_left; /* words still to come of a multiword token */
    bool mwt_first, mwt_space;
};

static bool misc_no_space(struct str misc) {
    struct str part;
    while (str_next(&misc, '|', &part))
        if (str_eq_c(part, "SpaceAfter=No")) return true;
    return false;
}

static uint8_t form_flags(struct str s) {
    uint8_t f = 0;
    bool letter = false, upper_first = false;
    uint32_t upper = 0, letters = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        unsigned n = utf8_decode(s.p + i, s.n - i, &cp);
        if (!n) n = 1, cp = 0xFFFD;
        if (utf8_is_digit(cp)) f |= TOK_DIGIT;
        if (utf8_is_letter(cp)) {
            bool up = utf8_is_upper(cp);
            if (!letter) upper_first = up;
            letter = true;
            letters++, upper += up;
        }
        i += n;
    }
    if (letter && upper_first && upper == 1) f |= TOK_TITLE;
    if (letters >= 2 && upper == letters) f |= TOK_UPPER;
    if (!letter && !(f & TOK_DIGIT)) f |= TOK_PUNCT;
    return f;
}

/* Lower-cased, with the typographic apostrophe as the typewriter's. */
static struct str form_lower(struct arena *a, struct str s) {
    struct str low = utf8_lower(a, s);
    uint32_t at = str_find_str(low, STR("’"), 0);
    if (at == NONE) return low;
    char *into = arena_alloc(a, low.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < low.n;) {
        bool mark = low.n - i >= 3 && memcmp(low.p + i, "’", 3) == 0;
        into[n++] = mark ? '\'' : low.p[i];
        i += mark ? 3 : 1;
    }
    return (struct str){into, n};
}

static void sentence_begin(struct reading *r) {
    struct arena *a = r->d->a;
    if (r->new_para || !r->para.n) {
        if (r->para.n) {
            memcpy(r->text + r->n, "\n\n", 2);
            r->n += 2;
        }
        *vec_push(a, &r->para) =
            (struct para){.span = {r->n, r->n}, .sent_b = r->sent.n, .sent_e = r->sent.n};
        r->new_para = r->space = false;
    }
    *vec_push(a, &r->first) = r->b.n;
    *vec_push(a, &r->para_of) = r->para.n - 1;
    r->in_sentence = true;
    r->mwt_left = 0;
}

static void sentence_end(struct reading *r) {
    if (!r->in_sentence) return;
    r->in_sentence = false;
    uint32_t from = r->first.v[r->first.n - 1];
    if (from == r->b.n) { /* no words: not a sentence */
        r->first.n--, r->para_of.n--;
        return;
    }
    *vec_push(r->d->a, &r->sent) = (struct tspan){r->b.v[from], r->e.v[r->b.n - 1]};
    struct para *p = &r->para.v[r->para.n - 1];
    p->span.e = r->n;
    p->sent_e = r->sent.n;
}

static void put_word(struct reading *r, struct str form, bool space_after) {
    struct arena *a = r->d->a;
    bool mwt = r->mwt_left && !r->mwt_first;
    uint8_t flags = mwt ? TOK_MWT : 0;
    if (r->space && !mwt) {
        r->text[r->n++] = ' ';
        flags |= TOK_SPACE_BEFORE;
    }
    if (!r->b.n || r->para.v[r->para.n - 1].span.b == r->n) flags |= TOK_SPACE_BEFORE;
    *vec_push(a, &r->b) = r->n;
    memcpy(r->text + r->n, form.p, form.n);
    r->n += form.n;
    *vec_push(a, &r->e) = r->n;
    *vec_push(a, &r->flags) = flags | form_flags(form);
    *vec_push(a, &r->low) = form_lower(a, form);
    *vec_push(a, &r->sent_of) = r->first.n - 1;
    r->space = space_after;
    r->mwt_first = false;
    if (r->mwt_left && --r->mwt_left == 0)
        r->space = r->mwt_space;
    else if (r->mwt_left)
        r->space = false;
}

static att_status bad_line(const struct reading *r, const struct tsv *t, const char *why,
                           att_error *err) {
    uint64_t at = t->n ? (uint64_t)(t->cell[0].p - r->all.p) : 0;
    return status_set(err, ATT_EINPUT, at, "conllu: line %u: %s", t->line, why);
}

static att_status word_line(struct reading *r, const struct tsv *t, att_error *err) {
    struct str id = tsv_cell(t, COL_ID), form = tsv_cell(t, COL_FORM);
    if (str_eq(t->cell[COL_FORM], STR("-"))) form = t->cell[COL_FORM];
    if (str_find(id, '.', 0) != NONE) return ATT_OK;
    if (!form.n) return bad_line(r, t, "the form is empty", err);
    if (!r->in_sentence) sentence_begin(r);
    uint32_t dash = str_find(id, '-', 0), from, to;
    if (dash == NONE) {
        if (!num_parse_u32(id, &from)) return bad_line(r, t, "the id is no number", err);
        put_word(r, form, !misc_no_space(tsv_cell(t, COL_MISC)));
        return ATT_OK;
    }
    if (!num_parse_u32(str_cut(id, 0, dash), &from) ||
        !num_parse_u32(str_cut(id, dash + 1, id.n), &to) || to < from || r->mwt_left)
        return bad_line(r, t, "the range of a multiword token is no range", err);
    r->mwt_left = to - from + 1;
    r->mwt_first = true;
    r->mwt_space = !misc_no_space(tsv_cell(t, COL_MISC));
    return ATT_OK;
}

static void comment_line(struct reading *r, struct str row) {
    bool para = str_starts(row, STR("# newpar")) || str_starts(row, STR("# newdoc"));
    if (para && !r->in_sentence) r->new_para = true;
}

static att_status read_rows(struct reading *r, att_error *err) {
    struct str rest = r->all, row;
    struct tsv t = {0};
    while (str_next(&rest, '\n', &row)) {
        t.line++;
        if (row.n && row.p[row.n - 1] == '\r') row.n--;
        if (!row.n) {
            sentence_end(r);
            continue;
        }
        if (row.p[0] == '#') {
            comment_line(r, row);
            continue;
        }
        t.n = 0;
        while (t.n < CONLLU_COLUMNS && str_next(&row, '\t', &t.cell[t.n])) t.n++;
        if (t.n != CONLLU_COLUMNS) return bad_line(r, &t, "not ten columns", err);
        att_status st = word_line(r, &t, err);
        if (st) return st;
    }
    sentence_end(r);
    return ATT_OK;
}

att_status conllu_doc(struct doc *d, struct str conllu, att_error *err) {
    struct reading r = {.d = d, .all = conllu, .text = arena_alloc(d->a, (size_t)conllu.n + 1)};
    att_status st = read_rows(&r, err);
    if (st) return st;
    if (!r.sent.n) return status_set(err, ATT_EINPUT, 0, "conllu: no sentence");
    *vec_push(d->a, &r.first) = r.b.n;
    d->text = (struct str){r.text, r.n};
    d->para = r.para.v, d->n_para = r.para.n;
    d->n_sent = r.sent.n, d->sent = r.sent.v, d->sent_tok = r.first.v, d->sent_para = r.para_of.v;
    d->n_tok = r.b.n, d->tok_b = r.b.v, d->tok_e = r.e.v, d->tok_sent = r.sent_of.v;
    d->tok_flags = r.flags.v, d->tok_low = r.low.v;
    return ATT_OK;
}
