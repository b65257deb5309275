/*
 * How names are looked up: a key is the name folded (case, accents), hyphens and spaces as one
 * space, points and apostrophes dropped. "Al-Ḩamdānīyah", "al Hamdaniyah" and "AL-HAMDANIYAH" have
 * one key; "U.S." has the key "us"; "Cox's Bazar" has "cox s bazar", as its tokens have.
 */
#ifndef WORLD_NAMEKEY_H
#define WORLD_NAMEKEY_H

#include "base/arena.h"
#include "base/span.h"

enum { NAMEKEY_MAX = 96 }; /* bytes of the longest key that is looked up */

/* The key of `name`, in `a`. */
struct str namekey(struct arena *a, struct str name);
/* Keys of tokens [n] of `text`; in `a`. A token of punctuation has an empty key. */
struct str *namekey_tokens(struct arena *a, struct str text, const uint32_t *tok_b,
                           const uint32_t *tok_e, uint32_t n);
/* The same 64 bits on every machine; a key can be hashed piece by piece. */
#define NAMEKEY_SEED UINT64_C(14695981039346656037)
uint64_t namekey_hash(uint64_t seed, struct str piece);
/* Two or more letters, none of them lower case ("US", "U.S.", "ISIS"). */
bool namekey_is_acronym(struct str name);

#endif
