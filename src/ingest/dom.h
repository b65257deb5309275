/*
 * A page as a tree: elements and texts in document order, each with its bytes in the page.
 *
 * A tokenizer and tree builder of our own: HTML's rules for implied ends, raw text and misnested
 * ends as far as they decide which text stands in which block. Scripts, styles and drawings are
 * skipped by bytes; only JSON-LD is kept. No recursion; time and memory linear in the page.
 */
#ifndef INGEST_DOM_H
#define INGEST_DOM_H

#include "base/map.h"
#include "base/span.h"
#include "base/vec.h"

enum {
    DOM_DEPTH = 512, /* deeper elements stand beside their parent instead of inside it */
    DOM_ATTRS = 64,  /* attributes read of one element; more are skipped */
    DOM_NODES = 2000000,
};

/* Flags: V void, B block, S special (stops the search of an end tag), C scope border, R raw text,
 * X its text is never read. */
enum { TF_VOID = 1, TF_BLOCK = 2, TF_SPECIAL = 4, TF_SCOPE = 8, TF_RAW = 16, TF_SKIP = 32 };
#define TF_BS (TF_BLOCK | TF_SPECIAL)

/* Sorted by name. */
/* clang-format off */
#define DOM_TAGS(X)                                                                               \
    X(A, "a", 0) X(ABBR, "abbr", 0) X(ADDRESS, "address", TF_BS)                                  \
    X(ARTICLE, "article", TF_BS) X(ASIDE, "aside", TF_BS) X(AUDIO, "audio", TF_SKIP)              \
    X(B, "b", 0) X(BASE, "base", TF_VOID) X(BLOCKQUOTE, "blockquote", TF_BS)                      \
    X(BODY, "body", TF_BS) X(BR, "br", TF_VOID) X(BUTTON, "button", TF_SPECIAL | TF_SKIP)         \
    X(CANVAS, "canvas", TF_SKIP) X(CAPTION, "caption", TF_BS | TF_SCOPE)                          \
    X(CENTER, "center", TF_BS) X(CITE, "cite", 0) X(CODE, "code", 0) X(COL, "col", TF_VOID)       \
    X(DATALIST, "datalist", TF_SKIP) X(DD, "dd", TF_BS) X(DETAILS, "details", TF_BS)              \
    X(DIALOG, "dialog", TF_BS) X(DIV, "div", TF_BS) X(DL, "dl", TF_BS) X(DT, "dt", TF_BS)         \
    X(EM, "em", 0) X(EMBED, "embed", TF_VOID) X(FIELDSET, "fieldset", TF_BS)                      \
    X(FIGCAPTION, "figcaption", TF_BS) X(FIGURE, "figure", TF_BS) X(FONT, "font", 0)              \
    X(FOOTER, "footer", TF_BS) X(FORM, "form", TF_BS) X(H1, "h1", TF_BS) X(H2, "h2", TF_BS)       \
    X(H3, "h3", TF_BS) X(H4, "h4", TF_BS) X(H5, "h5", TF_BS) X(H6, "h6", TF_BS)                   \
    X(HEAD, "head", TF_BS) X(HEADER, "header", TF_BS) X(HR, "hr", TF_VOID | TF_BLOCK)             \
    X(HTML, "html", TF_BS | TF_SCOPE) X(I, "i", 0) X(IFRAME, "iframe", TF_RAW | TF_SKIP)          \
    X(IMG, "img", TF_VOID) X(INPUT, "input", TF_VOID) X(LABEL, "label", 0)                        \
    X(LEGEND, "legend", TF_BS) X(LI, "li", TF_BS) X(LINK, "link", TF_VOID)                        \
    X(MAIN, "main", TF_BS) X(MENU, "menu", TF_BS) X(META, "meta", TF_VOID)                        \
    X(NAV, "nav", TF_BS) X(NOFRAMES, "noframes", TF_RAW | TF_SKIP)                                \
    X(NOSCRIPT, "noscript", 0) X(OBJECT, "object", TF_SPECIAL | TF_SCOPE | TF_SKIP)               \
    X(OL, "ol", TF_BS) X(OPTION, "option", TF_SKIP) X(P, "p", TF_BS)                              \
    X(PARAM, "param", TF_VOID) X(PRE, "pre", TF_BS) X(Q, "q", 0) X(RP, "rp", TF_SKIP)             \
    X(RT, "rt", TF_SKIP) X(S, "s", 0) X(SCRIPT, "script", TF_RAW | TF_SKIP)                       \
    X(SECTION, "section", TF_BS) X(SELECT, "select", TF_SPECIAL | TF_SKIP)                        \
    X(SOURCE, "source", TF_VOID) X(SPAN, "span", 0) X(STRONG, "strong", 0)                        \
    X(STYLE, "style", TF_RAW | TF_SKIP) X(SUMMARY, "summary", TF_BS) X(SUP, "sup", 0)             \
    X(SVG, "svg", TF_RAW | TF_SKIP) X(TABLE, "table", TF_BS | TF_SCOPE)                           \
    X(TBODY, "tbody", TF_BS) X(TD, "td", TF_BS | TF_SCOPE)                                        \
    X(TEMPLATE, "template", TF_SPECIAL | TF_SCOPE | TF_SKIP)                                      \
    X(TEXTAREA, "textarea", TF_RAW | TF_SKIP) X(TFOOT, "tfoot", TF_BS)                            \
    X(TH, "th", TF_BS | TF_SCOPE) X(THEAD, "thead", TF_BS) X(TIME, "time", 0)                     \
    X(TITLE, "title", TF_RAW | TF_SKIP) X(TR, "tr", TF_BS) X(TRACK, "track", TF_VOID)             \
    X(U, "u", 0) X(UL, "ul", TF_BS) X(VIDEO, "video", TF_SKIP) X(WBR, "wbr", TF_VOID)
/* clang-format on */

enum dom_tag {
    TAG_OTHER,
    TAG_TEXT, /* a run of text; not an element */
#define X(id, name, flags) TAG_##id,
    DOM_TAGS(X)
#undef X
        N_TAGS
};

/* The attributes that are kept. */
enum dom_attr_name {
    ATTR_CLASS,
    ATTR_ID,
    ATTR_ITEMPROP,
    ATTR_PROPERTY,
    ATTR_NAME,
    ATTR_CONTENT,
    ATTR_HREF,
    ATTR_REL,
    ATTR_DATETIME,
    ATTR_TYPE,
    ATTR_ROLE,
    ATTR_STYLE,
    ATTR_HIDDEN,
    ATTR_ARIA_HIDDEN,
    ATTR_LANG,
    ATTR_CHARSET,
    ATTR_HTTP_EQUIV,
    ATTR_ITEMTYPE,
    N_ATTRS
};

struct dom_attr {
    enum dom_attr_name name;
    struct str value; /* as written, with its entities */
};

struct dom_node {
    uint16_t tag;
    uint16_t depth;
    uint32_t parent, end; /* nodes of the subtree are [self, end) */
    uint32_t attr, n_attr;
    uint32_t b, e; /* bytes of the page: the text, or the start tag; raw elements: their content */
};

struct dom {
    struct arena *a;
    struct str page;
    VEC(struct dom_node) node; /* node 0 is the root, of TAG_OTHER */
    VEC(struct dom_attr) attr;
    uint32_t too_deep; /* byte of the first element that stood deeper than DOM_DEPTH, or NONE */
    bool full;         /* DOM_NODES were reached: the rest of the page was not read */
};

/* Parses the page, which must be UTF-8 and outlive the tree. Everything lives in `a`. */
void dom_parse(struct dom *d, struct str page, struct arena *a);
/* Value of an attribute, or STR_NULL. */
struct str dom_attr(const struct dom *d, uint32_t node, enum dom_attr_name name);
unsigned dom_flags(uint16_t tag);

#endif
