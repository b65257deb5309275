/* What attest's own JSON lines want: cases, and (of a whole book) records and rulings. */
#include "base/base.h"

#include "export/validate.h"

#include "record/check.h"

static void check_record(struct checking *c, const struct tree *t) {
    struct str json = json_member(c->item, "record");
    att_error err;
    if (!check_want_text(c, t, "run")) return;
    if (!json.n || json.p[0] != '{') {
        check_wrong(c, "record", NULL, "is to be an object");
        return;
    }
    if (!c->shape && record_check((att_text){json.p, json.n}, &c->row, &err))
        check_say(c, STR("record"), NULL, arena_str(&c->row, str_c(err.text)).p, STR_NULL);
    else
        check_unique(c, STR("record"),
                     arena_printf(&c->row, "%016llx", (unsigned long long)str_hash(json)));
}

static bool is_pair(struct checking *c, const struct tree *p) {
    bool fine = p && p->kind == TREE_ARRAY && p->n == 4;
    for (uint32_t i = 0; fine && i < 4; i++) fine = tree_str(&c->row, tree_item(p, i)).n > 0;
    return fine;
}

static void check_ruling(struct checking *c, const struct tree *ruling) {
    const struct tree *verb = tree_get(ruling, "verb"), *pairs = tree_get(ruling, "pairs");
    if (!tree_is(verb, "join") && !tree_is(verb, "split"))
        check_wrong(c, "ruling", "verb", "is to be join or split");
    if (!check_text(c, ruling, "reason").n) check_wrong(c, "ruling", "reason", "has no reason");
    bool fine = pairs && pairs->kind == TREE_ARRAY && pairs->n;
    for (uint32_t i = 0; fine && i < pairs->n; i++) fine = is_pair(c, tree_item(pairs, i));
    if (!fine)
        check_wrong(c, "ruling", "pairs", "is to be a list of [key, incident, key, incident]");
}

static void check_case(struct checking *c, const struct tree *t) {
    static const char *const lists[] = {"reports",   "incidents", "claims",
                                        "conflicts", "origins",   "history"};
    const struct tree *date = tree_get(t, "date"), *claims = tree_get(t, "claims");
    if (!check_want_text(c, t, "id")) return;
    check_unique(c, STR("id"), check_text(c, t, "id"));
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (!check_want_list(c, t, lists[i])) return;
    if (!date || (date->kind == TREE_OBJECT &&
                  (!check_is_date(check_text(c, date, "from")) ||
                   !check_is_date(check_text(c, date, "to")) ||
                   str_cmp(check_text(c, date, "to"), check_text(c, date, "from")) < 0)))
        check_wrong(c, "date", NULL, "is to be null, or days from and to");
    for (uint32_t i = 0; i < tree_size(claims); i++) {
        const struct tree *claim = tree_item(claims, i);
        if (!check_text(c, claim, "id").n || !check_text(c, claim, "slot").n)
            check_wrong(c, "claims", NULL, "have no id or slot");
        else if (!tree_size(tree_get(claim, "holder")))
            check_wrong(c, "claims", "holder", "have no holder");
        else if (!check_text(c, tree_get(claim, "evidence"), "text").n)
            check_wrong(c, "claims", "evidence", "have no evidence");
    }
}

void check_book_line(struct checking *c, const struct tree *t) {
    if (tree_get(t, "record"))
        check_record(c, t);
    else if (tree_get(t, "ruling"))
        check_ruling(c, tree_get(t, "ruling"));
    else
        check_case(c, t);
}
