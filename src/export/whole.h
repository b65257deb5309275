/* A book as a whole, for another book: its records, its rulings and its cases. */
#ifndef EXPORT_WHOLE_H
#define EXPORT_WHOLE_H

#include "export/export.h"

struct giving_whole {
    struct book *b;
    struct arena *a;
    export_take take;
    void *ctx;
    uint64_t rows; /* out: lines or rows written */
};

/* JSON lines: {run, record}, in order of key; {ruling: {verb, reason, pairs}}, in the order in
 * which they were made; the cases as stored, in order of id. */
att_status whole_jsonl(struct giving_whole *g, att_error *err);
/* A SQL text that lays the tables of a casebook out in an empty PostgreSQL database and fills them
 * (store/rows.h): psql makes of it what `attest add postgresql://...` would have made. */
att_status whole_postgres(struct giving_whole *g, att_error *err);

/* The text of a ruling of table `decision` d, the same for equal rulings: SQL. */
#define WHOLE_RULING                                                                               \
    "json_object('verb', d.verb, 'reason', d.reason, 'pairs', (SELECT "                            \
    "json_group_array(json_array("                                                                 \
    "p.a_key, p.a_incident, p.b_key, p.b_incident)) FROM (SELECT * FROM decided WHERE decision = " \
    "d.number ORDER BY a_key, a_incident, b_key, b_incident) p))"

#endif
