#include "base/base.h"

#include "record/face.h"

att_status face_pretty(struct buf *out, att_text record, const att_pretty_options *opt,
                       att_error *err) {
    (void)opt, (void)err;
    buf_put(out, record.p, record.n);
    return ATT_OK;
}
att_status face_explain(struct buf *out, att_text record, const char *claim,
                        const att_pretty_options *opt, att_error *err) {
    (void)claim, (void)opt, (void)err;
    buf_put(out, record.p, record.n);
    return ATT_OK;
}
att_status face_compare(struct buf *out, att_text records, const att_pretty_options *opt,
                       att_error *err) {
    (void)opt, (void)err;
    buf_put(out, records.p, records.n);
    return ATT_OK;
}
