/* What linking and cases need of one incident of one report: a small JSON object, made when the
 * report is added, so that a link reads no whole record. */
#ifndef STORE_UNIT_H
#define STORE_UNIT_H

#include "base/buf.h"
#include "record/parts.h"

/*
 * {incident, report, outlet, published, title, byline, type, status, main, background, date, place,
 * at, cities, nearby, days, words, claims}. `at`: [lat, lon] of the place in 1e-6 degrees;
 * `cities`: names of places the incident is put at; `nearby`: of all places of the report; `days`:
 * all days it names; `words`: lower-case words of what the report tells of it, each once,
 * space-separated; `claims`: as in the record, with the ids of entities, places and times replaced
 * by what they stand for.
 */
#define UNIT_BARE "i0" /* stands for the id of the incident that was not found */

/* Appends the unit of an incident of the record (NULL where none was found) to out. The record has
 * passed schema and laws. Scratch is rewound. */
void unit_make(struct buf *out, const struct record_parts *p, const struct flat_node *incident,
               struct arena *scratch);

#endif
