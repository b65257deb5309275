#include "base/base.h"

#include "export/statement.h"

#include "base/embed.h"
#include "base/tsv.h"

#include <openssl/sha.h>
#include <stdio.h>

void statement_id(struct arena *a, const struct ftm_statement *s, char id[STATEMENT_ID]) {
    unsigned char digest[SHA_DIGEST_LENGTH];
    struct str key = arena_printf(
        a, "%.*s.%.*s.%.*s.%.*s%s%.*s%s", STR_ARG(s->dataset), STR_ARG(s->entity), STR_ARG(s->prop),
        STR_ARG(s->value), s->lang.n ? "@" : "", STR_ARG(s->lang), s->external ? ".ext" : "");
    SHA1((const unsigned char *)key.p, key.n, digest);
    for (int i = 0; i < SHA_DIGEST_LENGTH; i++) snprintf(id + 2 * i, 3, "%02x", digest[i]);
}

struct str statement_dataset(struct arena *a, struct str outlet) {
    char *to = arena_alloc_raw(a, outlet.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < outlet.n; i++) {
        char c = ascii_lower(outlet.p[i]);
        if (ascii_is_lower(c) || ascii_is_digit(c))
            to[n++] = c;
        else if (n && to[n - 1] != '_')
            to[n++] = '_';
    }
    while (n && to[n - 1] == '_') n--;
    if (n) return (struct str){to, n};
    return outlet.n ? arena_printf(a, "outlet_%08llx",
                                   (unsigned long long)(str_hash(outlet) & 0xffffffffu))
                    : STR("attest");
}

struct str statement_prop_type(struct str prop) {
    struct tsv t;
    tsv_init(&t, embed_find("data/codebooks/ftm_properties.tsv"));
    while (tsv_next(&t))
        if (str_eq(tsv_cell(&t, 0), prop)) return tsv_cell(&t, 1);
    return STR("string");
}

struct str statement_language(struct str code) {
    struct tsv t;
    tsv_init(&t, embed_find("data/codebooks/languages.tsv"));
    while (tsv_next(&t))
        for (uint32_t i = 0; i < 2; i++)
            if (str_eq(tsv_cell(&t, i), code)) return tsv_cell(&t, 1 - i);
    return code;
}
