#include "base/base.h"

#include "ingest/source.h"

att_status html_extract(struct att_report *r, struct str html, att_error *err) {
    (void)html;
    return status_set(err, ATT_EINPUT, 0, "%s: HTML is not read by this build", r->place.p);
}
