/*
 * oom REPORT: `attest read` in one process with the k-th allocation failing, k = 1, 2, 3, ...
 * until a run needs no more than k allocations. Every run must end with a record or with ATT_ENOMEM
 * and a message, and give back all it took. Allocations are those of the library's table and of
 * Jansson, which tells memory that runs out as a fault of syntax.
 */
#include "base/base.h"

#include "base/sys.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

struct meter {
    uint64_t calls, fail_at; /* the call that fails, counted from 1; 0 = none */
    int64_t held;            /* allocations not yet given back */
    bool in_json; /* the one that failed was Jansson's, which tells it as a fault of syntax */
};

static struct meter meter; /* Jansson's hooks take no context */

static bool refuse(void) {
    return ++meter.calls == meter.fail_at;
}

static void *take(void *ctx, size_t n) {
    (void)ctx;
    void *p = refuse() ? NULL : malloc(n);
    meter.held += p != NULL;
    return p;
}

static void *resize(void *ctx, void *p, size_t n) {
    (void)ctx;
    void *q = refuse() ? NULL : realloc(p, n);
    meter.held += q && !p;
    return q;
}

static void give(void *ctx, void *p) {
    (void)ctx;
    meter.held -= p != NULL;
    free(p);
}

static void *json_take(size_t n) {
    meter.in_json = meter.in_json || meter.calls + 1 == meter.fail_at;
    return take(NULL, n);
}
static void json_give(void *p) {
    give(NULL, p);
}

/* Opens, reads, shows and closes; the first failure ends it. */
static att_status read_once(const att_sys *sys, att_text jsonl, att_error *err) {
    att_options opt = {.sys = sys};
    att_source_options in = {.input = ATT_INPUT_JSONL};
    att_engine *engine = NULL;
    att_reader *reader = NULL;
    att_source *source = NULL;
    att_report *report = NULL;
    att_text out;
    att_status st = att_engine_new(&opt, &engine, err);
    if (!st) st = att_reader_new(engine, &reader, err);
    if (!st) st = att_source_memory(engine, jsonl, "oom", &in, &source, err);
    if (!st) st = att_source_next(source, &report, err);
    if (!st) st = att_read(reader, report, &out, err);
    att_report_free(report);
    att_source_close(source);
    att_reader_free(reader);
    att_engine_free(engine);
    return st;
}

static int run_all(const att_sys *sys, att_text jsonl) {
    att_error err;
    meter = (struct meter){0};
    att_status st = read_once(sys, jsonl, &err);
    uint64_t needed = meter.calls;
    if (st || meter.held) {
        printf("not ok reads without a failure: %s, %lld held\n", st ? err.text : "",
               (long long)meter.held);
        return 1;
    }
    for (uint64_t k = 1; k <= needed; k++) {
        err = (att_error){0};
        meter = (struct meter){.fail_at = k};
        st = read_once(sys, jsonl, &err);
        bool told = st == ATT_OK || (st == ATT_ENOMEM && err.text[0]) ||
                    (st == ATT_EINPUT && meter.in_json && err.text[0]);
        if (told && !meter.held) continue;
        printf("not ok allocation %llu of %llu fails: status %d '%s', %lld held\n",
               (unsigned long long)k, (unsigned long long)needed, (int)st, err.text,
               (long long)meter.held);
        return 1;
    }
    printf("ok each of %llu allocations fails cleanly\n", (unsigned long long)needed);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    struct buf text;
    att_error err;
    buf_init(&text, sys_default(), 1 << 20);
    if (sys_read_file(sys_default(), argv[1], 1 << 20, &text, &err)) {
        printf("not ok %s\n", err.text);
        return 1;
    }
    json_t *o = json_object();
    json_object_set_new(o, "text", json_stringn(text.p, text.n));
    char *line = json_dumps(o, JSON_COMPACT);
    json_decref(o);
    att_sys sys = *sys_default();
    sys.alloc = take;
    sys.resize = resize;
    sys.free = give;
    json_set_alloc_funcs(json_take, json_give);
    int bad = run_all(&sys, (att_text){line, strlen(line)});
    json_set_alloc_funcs(malloc, free);
    free(line);
    buf_release(&text);
    return bad;
}
