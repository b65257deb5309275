/* The table of system calls (att_sys), its default, and whole-file reading over it. */
#ifndef BASE_SYS_H
#define BASE_SYS_H

#include "base/buf.h"
#include "base/status.h"

/* The operating system's own calls. Static, never freed. */
const att_sys *sys_default(void);

/* Appends the file at `path` ("-" = standard input) to `into`, up to `limit` bytes.
 * Fails with ATT_EIO (the system's reason) or ATT_ELIMIT (names the limit). */
att_status sys_read_file(const att_sys *sys, const char *path, size_t limit, struct buf *into,
                         att_error *err);

#endif
