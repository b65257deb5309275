#include "base/base.h"

#include "text/pass.h"

static void room(struct pass *p, uint32_t more) {
    if (p->size - p->n >= more) return;
    p->size = ATT_MAX(p->size + p->size / 2, p->n + more);
    char *bigger = arena_alloc(p->a, p->size);
    memcpy(bigger, p->out, p->n);
    p->out = bigger;
}

static void put(struct pass *p, struct str s, uint32_t from, uint32_t from_n) {
    room(p, s.n);
    if (s.n) memcpy(p->out + p->n, s.p, s.n);
    p->n += s.n;
    omap_add(&p->map, s.n, from, from_n);
}

void pass_replace(struct pass *p, uint32_t from, uint32_t n, struct str with) {
    if (!p->out) {
        p->size = p->in.n + 64;
        p->out = arena_alloc(p->a, p->size);
        omap_init(&p->map, p->a);
    }
    put(p, str_cut(p->in, p->run, from), p->run, from - p->run);
    put(p, with, from, n);
    p->run = from + n;
}

bool pass_run(void (*pass)(struct pass *), struct pass *p, struct str *text,
              const struct omap **map) {
    p->in = *text;
    p->out = NULL;
    p->n = p->size = p->run = 0;
    pass(p);
    if (!p->out) return false;
    put(p, str_cut(p->in, p->run, p->in.n), p->run, p->in.n - p->run);
    *text = (struct str){p->out, p->n};
    *map = omap_join(p->a, &p->map, *map);
    return true;
}
