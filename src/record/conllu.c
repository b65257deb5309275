#include "base/base.h"

#include "record/conllu.h"

#include "language/tags.h"

enum { OPEN_MENTIONS = 64 }; /* mentions nested deeper are left out of MISC */

struct writing {
    struct buf *out;
    const struct doc *d;
    const struct mentions *m;
    const struct entities *e;
    uint32_t next;                /* next mention to open */
    uint32_t open[OPEN_MENTIONS]; /* [n_open] outermost first */
    uint32_t n_open;
};

/* Text of a comment or a form: line breaks and tabs become spaces. */
static void put_flat(struct buf *out, struct str s) {
    for (uint32_t i = 0; i < s.n; i++)
        buf_char(out, s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t' ? ' ' : s.p[i]);
}

static void put_open(struct writing *w, uint32_t i, bool *any) {
    const struct mention *m = &w->m->v[i];
    if (!*any) buf_c(w->out, "|Entity=");
    *any = true;
    buf_printf(w->out, "(e%u-%s", m->entity + 1,
               m->entity < w->e->n ? entity_type_name(w->e->v[m->entity].type) : "other");
    if (m->tok_e == m->tok_b + 1)
        buf_char(w->out, ')');
    else
        w->open[w->n_open++] = i;
}

static void put_entities(struct writing *w, uint32_t t) {
    if (!w->m || !w->e) return;
    bool any = false;
    while (w->next < w->m->n && w->m->v[w->next].tok_b <= t) {
        const struct mention *m = &w->m->v[w->next];
        if (m->tok_b == t && m->tok_e > t && w->n_open < OPEN_MENTIONS) put_open(w, w->next, &any);
        w->next++;
    }
    while (w->n_open && w->m->v[w->open[w->n_open - 1]].tok_e == t + 1) {
        if (!any) buf_c(w->out, "|Entity=");
        any = true;
        buf_printf(w->out, "e%u)", w->m->v[w->open[--w->n_open]].entity + 1);
    }
}

/* Does white space follow token t? */
static bool space_after(const struct doc *d, uint32_t t) {
    return t + 1 >= d->n_tok || d->tok_b[t + 1] > d->tok_e[t];
}

static void put_mwt(struct writing *w, uint32_t t, uint32_t first) {
    const struct doc *d = w->d;
    uint32_t last = t, end = d->sent_tok[d->tok_sent[t] + 1];
    if (d->tok_flags[t] & TOK_MWT) return;
    while (last + 1 < end && d->tok_flags[last + 1] & TOK_MWT) last++;
    if (last == t) return;
    buf_printf(w->out, "%u-%u\t", t - first + 1, last - first + 1);
    put_flat(w->out, str_cut(d->text, d->tok_b[t], d->tok_e[last]));
    buf_c(w->out, "\t_\t_\t_\t_\t_\t_\t_\t");
    buf_c(w->out, space_after(d, last) ? "_\n" : "SpaceAfter=No\n");
}

static void put_token(struct writing *w, uint32_t t, uint32_t first) {
    const struct doc *d = w->d;
    put_mwt(w, t, first);
    buf_u64(w->out, t - first + 1);
    buf_char(w->out, '\t');
    put_flat(w->out, doc_tok(d, t));
    buf_char(w->out, '\t');
    put_flat(w->out, d->lemma[t].n ? d->lemma[t] : STR("_"));
    buf_char(w->out, '\t');
    buf_c(w->out, upos_name(d->upos[t]));
    buf_char(w->out, '\t');
    buf_c(w->out, xpos_name(d->xpos[t]));
    buf_c(w->out, "\t_\t");
    buf_u64(w->out, d->head[t] == NONE ? 0 : d->head[t] - first + 1);
    buf_char(w->out, '\t');
    buf_c(w->out, deprel_name(d->deprel[t]));
    buf_c(w->out, space_after(d, t) ? "\t_\tByteRange=" : "\t_\tSpaceAfter=No|ByteRange=");
    buf_u64(w->out, d->tok_b[t]);
    buf_char(w->out, ':');
    buf_u64(w->out, d->tok_e[t]);
    put_entities(w, t);
    buf_char(w->out, '\n');
}

void conllu_write(struct buf *out, const struct doc *d, const struct mentions *m,
                  const struct entities *e) {
    struct writing w = {.out = out, .d = d, .m = m, .e = e};
    for (uint32_t s = 0; s < d->n_sent; s++) {
        if (s == 0 || d->sent_para[s] != d->sent_para[s - 1]) buf_c(out, "# newpar\n");
        buf_printf(out, "# sent_id = %u\n# text = ", s + 1);
        put_flat(out, doc_cut(d, d->sent[s]));
        buf_char(out, '\n');
        for (uint32_t t = d->sent_tok[s]; t < d->sent_tok[s + 1]; t++)
            put_token(&w, t, d->sent_tok[s]);
        buf_char(out, '\n');
    }
}
