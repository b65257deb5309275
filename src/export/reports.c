/* The reports themselves, as they were given: what `attest import` and any reader of tables read.
 */
#include "base/base.h"

#include "export/export.h"

#include "export/carried.h"

#define NO_BASIS ((struct basis){0})

const char *reports_put(struct exporting *x, const struct casedata *k) {
    struct sheet *s = &x->sheet;
    struct carried c = carried_of(k->a, k->source.v[0].record);
    sheet_clear(s);
    sheet_put(s, "id", c.id, "reports id", NO_BASIS);
    sheet_put(s, "title", c.title, "reports title", NO_BASIS);
    sheet_put(s, "source", c.outlet, "reports source", NO_BASIS);
    sheet_put(s, "url", c.url, "reports url", NO_BASIS);
    sheet_put(s, "published", c.published, "reports published", NO_BASIS);
    sheet_put(s, "language", c.language, "reports language", NO_BASIS);
    sheet_put(s, "text", c.text, "reports text", NO_BASIS);
    sheet_write(s, k, c.id);
    x->rows++;
    return NULL;
}
