#include "base/base.h"

#include "language/tags.h"

static const char *const upos_names[N_UPOS] = {"X",     "ADJ",   "ADP",   "ADV", "AUX",  "CCONJ",
                                               "DET",   "INTJ",  "NOUN",  "NUM", "PART", "PRON",
                                               "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

static const char *const xpos_names[N_XPOS] = {
    "_",     "ADD", "AFX", "CC",  "CD",    "DT",   "EX",  "FW",  "GW",  "HYPH",
    "IN",    "JJ",  "JJR", "JJS", "-LRB-", "LS",   "MD",  "NFP", "NN",  "NNP",
    "NNPS",  "NNS", "PDT", "POS", "PRP",   "PRP$", "RB",  "RBR", "RBS", "RP",
    "-RRB-", "SYM", "TO",  "UH",  "VB",    "VBD",  "VBG", "VBN", "VBP", "VBZ",
    "WDT",   "WP",  "WP$", "WRB", "$",     "``",   "''",  ",",   ".",   ":"};

static const char *const deprel_names[N_DEPREL] = {
    "dep",        "root",       "acl",         "acl:relcl",     "advcl",        "advmod",
    "amod",       "appos",      "aux",         "aux:pass",      "case",         "cc",
    "cc:preconj", "ccomp",      "compound",    "compound:prt",  "conj",         "cop",
    "csubj",      "csubj:pass", "det",         "det:predet",    "discourse",    "dislocated",
    "expl",       "fixed",      "flat",        "goeswith",      "iobj",         "list",
    "mark",       "nmod",       "nmod:poss",   "nmod:tmod",     "nmod:npmod",   "nmod:desc",
    "nsubj",      "nsubj:pass", "nsubj:outer", "nummod",        "obj",          "obl",
    "obl:agent",  "obl:tmod",   "obl:npmod",   "orphan",        "parataxis",    "punct",
    "reparandum", "vocative",   "xcomp",       "nmod:unmarked", "obl:unmarked", "advcl:relcl",
    "csubj:outer"};

const char *upos_name(enum upos t) {
    return upos_names[t];
}
const char *xpos_name(enum xpos t) {
    return xpos_names[t];
}
const char *deprel_name(enum deprel r) {
    return deprel_names[r];
}

static unsigned find(const char *const *names, unsigned n, struct str name) {
    for (unsigned i = 0; i < n; i++)
        if (str_eq_c(name, names[i])) return i;
    return n;
}

enum upos upos_find(struct str name) {
    unsigned i = find(upos_names, N_UPOS, name);
    return i < N_UPOS ? (enum upos)i : UPOS_X;
}

enum xpos xpos_find(struct str name) {
    unsigned i = find(xpos_names, N_XPOS, name);
    return i < N_XPOS ? (enum xpos)i : XPOS_NONE;
}

enum deprel deprel_find(struct str name) {
    unsigned i = find(deprel_names, N_DEPREL, name);
    if (i < N_DEPREL) return (enum deprel)i;
    uint32_t colon = str_find(name, ':', 0);
    return colon == NONE ? DEP_DEP : deprel_find(str_cut(name, 0, colon));
}

enum deprel deprel_plain(enum deprel r) {
    struct str name = str_c(deprel_names[r]);
    uint32_t colon = str_find(name, ':', 0);
    return colon == NONE ? r : deprel_find(str_cut(name, 0, colon));
}
