/* The object behind att_book, and what its calls share. */
#ifndef API_BOOK_H
#define API_BOOK_H

#include "base/buf.h"
#include "export/validate.h"
#include "store/book.h"

enum { BOOK_LIMIT_MB = 8192 };

struct att_book {
    const att_sys *sys;
    struct book book;
    struct arena a;
    struct buf text;
};

/* A finding as "LINE: COLUMN: what is wrong, not "VALUE" [RULE]". */
void book_finding(struct buf *line, const struct finding *f);

#endif
