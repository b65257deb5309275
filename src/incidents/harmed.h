/* Who was harmed in an incident, once its events have told: nobody twice, no attacker among those
 * he attacked, and figures that count the fighters whom an army killed. */
#ifndef INCIDENTS_HARMED_H
#define INCIDENTS_HARMED_H

#include "incidents/build.h"

/* One who is told to have done it and to have been harmed stays on one side; a clash has both. */
void harmed_sides(const struct build *b, const struct group *g, struct incident *in);
/* Where the state did it, or it fell from the air, the fighters killed are those it was done to. */
void harmed_figures(const struct build *b, const struct group *g);
/* The event of harm among whose victims the figure stands, or NONE. O(events of its sentence). */
uint32_t harmed_event(const struct build *b, const struct figure *f);
/* Leaves out victims counted before in other words: "22 people" after "22 patients", "Several
 * people" after "Several of his guards", a bare "five" beside "five workers". */
void harmed_drop_twice(const struct build *b, struct incident *in);

#endif
