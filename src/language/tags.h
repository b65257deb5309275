/* The closed classes of Universal Dependencies v2 (English): tags, relations and their names. */
#ifndef LANGUAGE_TAGS_H
#define LANGUAGE_TAGS_H

#include "base/str.h"

/* clang-format off */
enum upos {
    UPOS_X, UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN,
    UPOS_NUM, UPOS_PART, UPOS_PRON, UPOS_PROPN, UPOS_PUNCT, UPOS_SCONJ, UPOS_SYM, UPOS_VERB, N_UPOS
};
/* clang-format on */

/* Penn tags as UD English uses them. */
/* clang-format off */
enum xpos {
    XPOS_NONE, XPOS_ADD, XPOS_AFX, XPOS_CC, XPOS_CD, XPOS_DT, XPOS_EX, XPOS_FW, XPOS_GW, XPOS_HYPH,
    XPOS_IN, XPOS_JJ, XPOS_JJR, XPOS_JJS, XPOS_LRB, XPOS_LS, XPOS_MD, XPOS_NFP, XPOS_NN, XPOS_NNP,
    XPOS_NNPS, XPOS_NNS, XPOS_PDT, XPOS_POS, XPOS_PRP, XPOS_PRPS, XPOS_RB, XPOS_RBR, XPOS_RBS,
    XPOS_RP, XPOS_RRB, XPOS_SYM, XPOS_TO, XPOS_UH, XPOS_VB, XPOS_VBD, XPOS_VBG, XPOS_VBN, XPOS_VBP,
    XPOS_VBZ, XPOS_WDT, XPOS_WP, XPOS_WPS, XPOS_WRB, XPOS_DOLLAR, XPOS_OPEN_QUOTE, XPOS_CLOSE_QUOTE,
    XPOS_COMMA, XPOS_STOP, XPOS_COLON, N_XPOS
};
/* clang-format on */

/* Universal relations; English subtypes that carry meaning are kept apart. */
/* clang-format off */
enum deprel {
    DEP_DEP, DEP_ROOT, DEP_ACL, DEP_ACL_RELCL, DEP_ADVCL, DEP_ADVMOD, DEP_AMOD, DEP_APPOS, DEP_AUX,
    DEP_AUX_PASS, DEP_CASE, DEP_CC, DEP_CC_PRECONJ, DEP_CCOMP, DEP_COMPOUND, DEP_COMPOUND_PRT,
    DEP_CONJ, DEP_COP, DEP_CSUBJ, DEP_CSUBJ_PASS, DEP_DET, DEP_DET_PREDET, DEP_DISCOURSE,
    DEP_DISLOCATED, DEP_EXPL, DEP_FIXED, DEP_FLAT, DEP_GOESWITH, DEP_IOBJ, DEP_LIST, DEP_MARK,
    DEP_NMOD, DEP_NMOD_POSS, DEP_NMOD_TMOD, DEP_NMOD_NPMOD, DEP_NMOD_DESC, DEP_NSUBJ, DEP_NSUBJ_PASS,
    DEP_NSUBJ_OUTER, DEP_NUMMOD, DEP_OBJ, DEP_OBL, DEP_OBL_AGENT, DEP_OBL_TMOD, DEP_OBL_NPMOD,
    DEP_ORPHAN, DEP_PARATAXIS, DEP_PUNCT, DEP_REPARANDUM, DEP_VOCATIVE, DEP_XCOMP,
    DEP_NMOD_UNMARKED, DEP_OBL_UNMARKED, DEP_ADVCL_RELCL, DEP_CSUBJ_OUTER, N_DEPREL
};
/* clang-format on */

const char *upos_name(enum upos t);     /* "NOUN" */
const char *xpos_name(enum xpos t);     /* "NNS", "-LRB-", "``" */
const char *deprel_name(enum deprel r); /* "nsubj:pass" */
/* The tag of that name; UPOS_X, XPOS_NONE, DEP_DEP where unknown. An unknown subtype of a relation
 * falls back to the relation ("nmod:foo" is nmod). */
enum upos upos_find(struct str name);
enum xpos xpos_find(struct str name);
enum deprel deprel_find(struct str name);
/* The universal relation without its subtype: DEP_NSUBJ_PASS gives DEP_NSUBJ. */
enum deprel deprel_plain(enum deprel r);

#endif
