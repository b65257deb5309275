/*
 * attest-train-headlines: rewrites treebank sentences as headlines are written, for training.
 *
 * "The rebels have seized an airport." becomes "rebels seize airport": articles, auxiliaries of the
 * passive and the perfect, copulas and the full stop go; a verb in the past tense is put into the
 * present. Sentences with a finite verb and its subject, of MIN to MAX words. Reads
 * the files named, writes CoNLL-U to standard output. The trees are those of the source, less the
 * leaves that went.
 */
#include "base/base.h"

#include <stdio.h>

#include "language/tags.h"
#include "treebank.h"

enum { MIN = 5, MAX = 28, FORM = 96 };

static bool is_leaf(const struct treebank *tb, uint32_t t, uint32_t b, uint32_t e) {
    for (uint32_t i = b; i < e; i++)
        if (tb->head[i] == t) return false;
    return true;
}

static bool goes(const struct treebank *tb, uint32_t t, uint32_t b, uint32_t e) {
    struct str lemma = tb->lemma[t], low = tb->d.tok_low[t];
    bool article = tb->deprel[t] == DEP_DET &&
                   (str_eq_c(low, "the") || str_eq_c(low, "a") || str_eq_c(low, "an"));
    bool carrier =
        (tb->deprel[t] == DEP_AUX_PASS || tb->deprel[t] == DEP_COP || tb->deprel[t] == DEP_AUX) &&
        str_eq_c(lemma, "be") &&
        (tb->xpos[t] == XPOS_VBD || tb->xpos[t] == XPOS_VBZ || tb->xpos[t] == XPOS_VBP ||
         tb->xpos[t] == XPOS_VBN);
    bool perfect = tb->deprel[t] == DEP_AUX && str_eq_c(lemma, "have") && tb->xpos[t] != XPOS_VB &&
                   tb->xpos[t] != XPOS_VBG;
    bool stop = t + 1 == e && str_eq_c(low, ".");
    if (t + 1 < e && str_eq_c(tb->lemma[t + 1], "not")) return false;
    return (article || carrier || perfect || stop) && is_leaf(tb, t, b, e);
}

static bool is_plural(const struct treebank *tb, uint32_t verb, uint32_t b, uint32_t e) {
    for (uint32_t i = b; i < e; i++) {
        if (tb->head[i] != verb || deprel_plain((enum deprel)tb->deprel[i]) != DEP_NSUBJ) continue;
        if (tb->xpos[i] == XPOS_NNS || tb->xpos[i] == XPOS_NNPS) return true;
        struct str low = tb->d.tok_low[i];
        if (str_eq_c(low, "they") || str_eq_c(low, "we") || str_eq_c(low, "i") ||
            str_eq_c(low, "you"))
            return true;
        for (uint32_t j = i + 1; j < e; j++)
            if (tb->head[j] == i && tb->deprel[j] == DEP_CONJ) return true;
    }
    return false;
}

static bool ends_in(struct str s, const char *ends) {
    return s.n && strchr(ends, s.p[s.n - 1]);
}

/* The third person of a verb by the rules of spelling. */
static void third_person(struct str lemma, char form[FORM]) {
    int n = (int)ATT_MIN(lemma.n, (size_t)FORM - 4);
    bool hissing = ends_in(lemma, "sxzo") ||
                   (lemma.n > 1 && ends_in(lemma, "h") && strchr("cs", lemma.p[lemma.n - 2]));
    bool y = lemma.n > 1 && ends_in(lemma, "y") && !strchr("aeou", lemma.p[lemma.n - 2]);
    if (str_eq_c(lemma, "have"))
        snprintf(form, FORM, "has");
    else if (str_eq_c(lemma, "be"))
        snprintf(form, FORM, "is");
    else if (y)
        snprintf(form, FORM, "%.*sies", n - 1, lemma.p);
    else
        snprintf(form, FORM, "%.*s%s", n, lemma.p, hissing ? "es" : "s");
}

/* The form and tag of a word in the headline. */
static enum xpos put_form(const struct treebank *tb, uint32_t t, uint32_t b, uint32_t e,
                          bool perfect, char form[FORM]) {
    struct str word = doc_tok(&tb->d, t), lemma = tb->lemma[t];
    bool past = tb->xpos[t] == XPOS_VBD || (tb->xpos[t] == XPOS_VBN && perfect);
    if (!past || (tb->upos[t] != UPOS_VERB && tb->upos[t] != UPOS_AUX)) {
        snprintf(form, FORM, "%.*s", (int)ATT_MIN(word.n, (size_t)FORM - 1), word.p);
        return (enum xpos)tb->xpos[t];
    }
    if (is_plural(tb, t, b, e)) {
        bool be = str_eq_c(lemma, "be");
        snprintf(form, FORM, "%.*s", be ? 3 : (int)ATT_MIN(lemma.n, (size_t)FORM - 1),
                 be ? "are" : lemma.p);
        return XPOS_VBP;
    }
    third_person(lemma, form);
    return XPOS_VBZ;
}

/* A verb with its subject before it, at the root, and no talk between marks. */
static bool fits(const struct treebank *tb, uint32_t b, uint32_t e) {
    bool subject = false;
    uint32_t root = NONE;
    if (e - b < MIN || e - b > MAX) return false;
    for (uint32_t t = b; t < e; t++) {
        if (tb->head[t] == NONE) root = t;
        if (str_eq_c(tb->d.tok_low[t], "?") || str_eq_c(tb->d.tok_low[t], "!")) return false;
    }
    for (uint32_t t = b; root != NONE && t < root; t++)
        subject |= tb->head[t] == root && deprel_plain((enum deprel)tb->deprel[t]) == DEP_NSUBJ &&
                   tb->upos[t] != UPOS_PRON;
    return subject && tb->upos[root] == UPOS_VERB;
}

static void write_sentence(const struct treebank *tb, uint32_t b, uint32_t e) {
    uint32_t number[MAX + 1], n = 0;
    bool gone[MAX + 1], perfect[MAX + 1] = {false}, passive[MAX + 1] = {false};
    for (uint32_t t = b; t < e; t++) {
        gone[t - b] = goes(tb, t, b, e);
        number[t - b] = gone[t - b] ? 0 : ++n;
        bool have = tb->deprel[t] == DEP_AUX && str_eq_c(tb->lemma[t], "have");
        if (gone[t - b] && have) perfect[tb->head[t] - b] = true;
        if (gone[t - b] && tb->deprel[t] == DEP_AUX_PASS) passive[tb->head[t] - b] = true;
    }
    if (n == e - b || n < MIN - 2) return;
    for (uint32_t t = b; t < e; t++) {
        char form[FORM];
        if (gone[t - b]) continue;
        enum xpos x = put_form(tb, t, b, e, perfect[t - b] && !passive[t - b], form);
        bool glued = t + 1 < e && tb->d.tok_e[t] == tb->d.tok_b[t + 1];
        printf("%u\t%s\t%.*s\t%s\t%s\t_\t%u\t%s\t_\t%s\n", number[t - b], form, (int)tb->lemma[t].n,
               tb->lemma[t].p, upos_name((enum upos)tb->upos[t]), xpos_name(x),
               tb->head[t] == NONE ? 0 : number[tb->head[t] - b],
               deprel_name((enum deprel)tb->deprel[t]), glued ? "SpaceAfter=No" : "_");
    }
    putchar('\n');
}

int main(int argc, char **argv) {
    static struct treebank tb;
    if (argc < 2) die("usage: attest-train-headlines TREEBANK... > headlines.conllu");
    treebank_read(&tb, (const char *const *)(argv + 1), (unsigned)argc - 1);
    for (uint32_t s = 0; s < tb.d.n_sent; s++) {
        uint32_t b = tb.d.sent_tok[s], e = tb.d.sent_tok[s + 1];
        if (fits(&tb, b, e)) write_sentence(&tb, b, e);
    }
    return 0;
}
