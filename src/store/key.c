#include "base/base.h"

#include "store/key.h"

#include <openssl/sha.h>
#include <stdlib.h>

/* What was hashed when a book was begun is hashed for ever: the escapes are those of the first
 * writer, which differ from those of records in \b, \f and capital digits. */
static void put_escape(struct buf *out, unsigned char c) {
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt", hex[] = "0123456789ABCDEF";
    const char *plain = c ? strchr(from, c) : NULL;
    buf_char(out, '\\');
    if (plain) {
        buf_char(out, to[plain - from]);
        return;
    }
    buf_c(out, "u00");
    buf_char(out, hex[c >> 4]);
    buf_char(out, hex[c & 15]);
}

static void put_string(struct buf *out, struct str s) {
    uint32_t from = 0;
    buf_char(out, '"');
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        buf_put(out, s.p + from, i - from);
        put_escape(out, c);
        from = i + 1;
    }
    buf_put(out, s.p + from, s.n - from);
    buf_char(out, '"');
}

static void put_value(struct buf *out, const struct flat *d, const struct flat_node *t);

enum { MOST_MEMBERS = 64 }; /* the schema allows a report fewer */

static void put_object(struct buf *out, const struct flat *d, const struct flat_node *t) {
    const struct flat_node *sorted[MOST_MEMBERS];
    uint32_t n = 0;
    FLAT_EACH(c, t) {
        uint32_t at = n < MOST_MEMBERS ? n++ : n - 1;
        for (; at && str_cmp(flat_name(d, sorted[at - 1]->key), flat_name(d, c->key)) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = c;
    }
    buf_char(out, '{');
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_char(out, ',');
        put_string(out, flat_name(d, sorted[i]->key));
        buf_char(out, ':');
        put_value(out, d, sorted[i]);
    }
    buf_char(out, '}');
}

static void put_array(struct buf *out, const struct flat *d, const struct flat_node *t) {
    bool comma = false;
    buf_char(out, '[');
    FLAT_EACH(c, t) {
        if (comma) buf_char(out, ',');
        put_value(out, d, c);
        comma = true;
    }
    buf_char(out, ']');
}

/* The schema bounds the depth of a report. */
static void put_value(struct buf *out, const struct flat *d, const struct flat_node *t) {
    static const char *const words[] = {"null", "false", "true"};
    switch (t->kind) {
    case FLAT_STRING: put_string(out, flat_str(t)); break;
    case FLAT_INTEGER: buf_printf(out, "%lld", (long long)t->u.integer); break;
    case FLAT_REAL: buf_put(out, t->u.p, t->n); break;
    case FLAT_OBJECT: put_object(out, d, t); break;
    case FLAT_ARRAY: put_array(out, d, t); break;
    default: buf_c(out, words[t->kind]);
    }
}

void report_key(const struct flat *d, const struct flat_node *report, struct buf *work,
                char key[KEY_SIZE]) {
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_LENGTH];
    buf_reset(work);
    put_value(work, d, report);
    SHA256((const unsigned char *)work->p, work->n, digest);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
        key[2 * i] = hex[digest[i] >> 4];
        key[2 * i + 1] = hex[digest[i] & 15];
    }
    key[KEY_SIZE - 1] = 0;
}
