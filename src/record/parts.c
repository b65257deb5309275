#include "base/base.h"

#include "record/parts.h"

static const struct {
    enum packed_key key;
    const char *name;
} lists[N_PART] = {{KEY_entities, "entities"},     {KEY_places, "places"},
                   {KEY_times, "times"},           {KEY_events, "events"},
                   {KEY_statements, "statements"}, {KEY_claims, "claims"},
                   {KEY_incidents, "incidents"},   {KEY_conflicts, "conflicts"}};

void parts_find(struct record_parts *p, struct arena *a, const struct flat *d) {
    *p = (struct record_parts){.whole = d};
    p->report = flat_get(d->node, KEY_report);
    p->sentences = flat_get(d->node, KEY_sentences);
    p->text = flat_get_str(p->report, KEY_text);
    for (int i = 0; i < N_PART; i++) {
        struct part_list *list = &p->list[i];
        const struct flat_node *t = flat_get(d->node, lists[i].key);
        list->name = lists[i].name;
        list->v = arena_array(a, const struct flat_node *, flat_size(t) + 1);
        FLAT_EACH(c, t)
        list->v[list->n++] = c;
    }
}

const struct flat_node *part_at(const struct record_parts *p, enum part part,
                                const struct flat_node *id) {
    uint32_t i = flat_index(id);
    return i < p->list[part].n ? p->list[part].v[i] : NULL;
}

enum part part_of(char letter) {
    static const char letters[] = "eptvscix";
    const char *at = letter ? strchr(letters, letter) : NULL;
    return at ? (enum part)(at - letters) : N_PART;
}
