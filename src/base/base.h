/* The first include of every file: fixed-width types and the few macros all floors share. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "attest/attest.h"

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))
#define ATT_MIN(a, b) ((a) < (b) ? (a) : (b))
#define ATT_MAX(a, b) ((a) > (b) ? (a) : (b))

#if defined(__GNUC__)
#define ATT_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define ATT_NORETURN __attribute__((noreturn))
#define ATT_UNUSED __attribute__((unused))
#else
#define ATT_PRINTF(f, a)
#define ATT_NORETURN
#define ATT_UNUSED
#endif

/* "No such index" in every uint32_t column. */
#define NONE UINT32_MAX

#endif
