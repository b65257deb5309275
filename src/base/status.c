#include "base/base.h"

#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

/* A message is one line: control characters of quoted input become spaces. */
static void one_line(char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f) *text = ' ';
}

att_status status_set(att_error *err, att_status status, uint64_t at, const char *fmt, ...) {
    if (!err) return status;
    err->status = status;
    err->at = at;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(err->text, sizeof err->text, fmt, ap);
    va_end(ap);
    one_line(err->text);
    return status;
}

void status_prefix(att_error *err, const char *prefix) {
    if (!err) return;
    char was[sizeof err->text];
    memcpy(was, err->text, sizeof was);
    int n = snprintf(err->text, sizeof err->text, "%s: ", prefix);
    if (n < 0 || (size_t)n >= sizeof err->text) n = (int)sizeof err->text - 1;
    size_t room = sizeof err->text - (size_t)n - 1, len = strlen(was);
    memcpy(err->text + n, was, ATT_MIN(room, len));
    err->text[(size_t)n + ATT_MIN(room, len)] = 0;
}
