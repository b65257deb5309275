#include "base/base.h"

#include "base/trace.h"

#include <stdio.h>
#include <time.h>

static uint64_t cpu_ns(void) {
    struct timespec t;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t)) return 0;
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

uint64_t trace_begin(const struct trace *t) {
    return t->sink ? cpu_ns() : 0;
}

/* Ids come from users: anything that would need escaping in JSON is shown as '?'. */
static void plain(char *to, size_t size, const char *from) {
    size_t i = 0;
    for (; from && from[i] && i + 1 < size; i++)
        to[i] = (unsigned char)from[i] < 0x20 || from[i] == '"' || from[i] == '\\' ? '?' : from[i];
    to[i] = 0;
}

void trace_end(const struct trace *t, uint64_t begun, const char *stage, const char *report,
               size_t bytes) {
    if (!t->sink) return;
    char id[128], line[320];
    plain(id, sizeof id, report);
    snprintf(line, sizeof line, "{\"stage\":\"%s\",\"report\":\"%s\",\"ns\":%llu,\"bytes\":%zu}",
             stage, id, (unsigned long long)(cpu_ns() - begun), bytes);
    t->sink(t->ctx, line);
}
