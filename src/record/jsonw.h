/* Writing JSON: keys in the order of the calls, strings escaped, no white space. */
#ifndef RECORD_JSONW_H
#define RECORD_JSONW_H

#include "base/buf.h"

struct jsonw {
    struct buf *out;
    bool comma; /* a value stands before this place */
};

void jsonw_init(struct jsonw *w, struct buf *out);
void jsonw_open(struct jsonw *w, char bracket);  /* '{' or '[' */
void jsonw_close(struct jsonw *w, char bracket); /* '}' or ']' */
void jsonw_key(struct jsonw *w, const char *key);
void jsonw_str(struct jsonw *w, struct str s); /* STR_NULL is null */
void jsonw_c(struct jsonw *w, const char *s);  /* NULL is null */
void jsonw_u64(struct jsonw *w, uint64_t v);
void jsonw_bool(struct jsonw *w, bool v);
void jsonw_null(struct jsonw *w);
void jsonw_raw(struct jsonw *w, struct str json); /* a value as it is written elsewhere */
/* v / 10^places, exactly. */
void jsonw_fixed(struct jsonw *w, int64_t v, unsigned places);
/* "e12": an id of a list, counted from 1; null for NONE. */
void jsonw_id(struct jsonw *w, char list, uint32_t index);

/* A key and its value. */
void jsonw_key_str(struct jsonw *w, const char *key, struct str s);
void jsonw_key_c(struct jsonw *w, const char *key, const char *s);
void jsonw_key_bool(struct jsonw *w, const char *key, bool v);
void jsonw_key_id(struct jsonw *w, const char *key, char list, uint32_t index);

#endif
