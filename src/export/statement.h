/* FollowTheMoney statements: one value of one property of one entity, as one dataset says it. */
#ifndef EXPORT_STATEMENT_H
#define EXPORT_STATEMENT_H

#include "base/arena.h"

struct ftm_statement {
    struct str entity, schema, prop, value, dataset, lang;
    bool external;
};

enum { STATEMENT_ID = 41 };

/* sha1("dataset.entity.prop.value[@lang][.ext]"), in hex. */
void statement_id(struct arena *a, const struct ftm_statement *s, char id[STATEMENT_ID]);
/* The name of a dataset for an outlet: its letters and digits in lower case, "_" between; of names
 * without any, a number made of them. */
struct str statement_dataset(struct arena *a, struct str outlet);
/* The type of a property (data/codebooks/ftm_properties.tsv); "string" where it is not listed. */
struct str statement_prop_type(struct str prop);
/* A language by its other code (data/codebooks/languages.tsv): two letters by three, three by two;
 * what is not listed stays. */
struct str statement_language(struct str code);

#endif
