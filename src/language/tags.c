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

/* Relations with a subtype; the others are plain already. */
static const uint8_t deprel_plains[N_DEPREL] = {
    [DEP_ACL_RELCL] = DEP_ACL,         [DEP_AUX_PASS] = DEP_AUX,     [DEP_CC_PRECONJ] = DEP_CC,
    [DEP_COMPOUND_PRT] = DEP_COMPOUND, [DEP_CSUBJ_PASS] = DEP_CSUBJ, [DEP_DET_PREDET] = DEP_DET,
    [DEP_NMOD_POSS] = DEP_NMOD,        [DEP_NMOD_TMOD] = DEP_NMOD,   [DEP_NMOD_NPMOD] = DEP_NMOD,
    [DEP_NMOD_DESC] = DEP_NMOD,        [DEP_NSUBJ_PASS] = DEP_NSUBJ, [DEP_NSUBJ_OUTER] = DEP_NSUBJ,
    [DEP_OBL_AGENT] = DEP_OBL,         [DEP_OBL_TMOD] = DEP_OBL,     [DEP_OBL_NPMOD] = DEP_OBL,
    [DEP_NMOD_UNMARKED] = DEP_NMOD,    [DEP_OBL_UNMARKED] = DEP_OBL, [DEP_ADVCL_RELCL] = DEP_ADVCL,
    [DEP_CSUBJ_OUTER] = DEP_CSUBJ};

enum deprel deprel_plain(enum deprel r) {
    return deprel_plains[r] ? (enum deprel)deprel_plains[r] : r;
}
