/* Name spellings: the same name in another transliteration has the same skeleton. */
#ifndef LANGUAGE_SPELLING_H
#define LANGUAGE_SPELLING_H

#include "base/str.h"

enum { SPELLING_MAX = 48 };

/* Letters of a folded name part in one spelling: article prefixes (al-, el-) gone, dh and z, q and
 * k, ph and f, ou and u, y and i made one, doubled letters single, a final h dropped. In `into`. */
struct str spelling_plain(struct str folded, char into[SPELLING_MAX]);
/* Hash of its first letter and its consonants: equal for all variants of one name. */
uint32_t spelling_skeleton(struct str plain);
/* Two plain spellings of one skeleton that are near enough to be one name. */
bool spelling_near(struct str a, struct str b);

#endif
