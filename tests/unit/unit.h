/*
 * What the unit programs share: cmocka, the world in an arena, one report cut into tokens, a file
 * of a given text. Each program includes it once, behind base/base.h.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/sys.h"
#include "text/text.h"

/* engine: the world; scratch and results: of the document at hand. */
static struct arena engine, scratch, results;
static struct world world;

static inline int open_world(void **state) {
    (void)state;
    att_options opt = {0};
    att_error err;
    arena_init(&engine, sys_default(), (size_t)1 << 30);
    arena_init(&scratch, sys_default(), (size_t)1 << 30);
    arena_init(&results, sys_default(), (size_t)1 << 30);
    return world_open(&world, &engine, &opt, &err) ? -1 : 0;
}

static inline int close_world(void **state) {
    (void)state;
    arena_release(&results);
    arena_release(&scratch);
    arena_release(&engine);
    return 0;
}

/* A text through the whole text floor: cleaned, with its title, dateline, quotations. */
static inline struct doc read_report(const char *text) {
    struct att_report *r = arena_new(&results, struct att_report);
    struct doc d = {.a = &results, .report = r};
    r->text = str_c(text);
    text_run(&d, r, &world, &scratch);
    return d;
}

/* One paragraph of body cut into tokens, without the rules for titles and datelines. */
static inline struct doc read_paragraph(struct str text) {
    struct doc d = {.a = &results, .text = text, .n_para = 1};
    d.para = arena_new(&results, struct para);
    d.para[0] = (struct para){.span = {0, text.n}, .zone = ZONE_BODY};
    tok_run(&d, &world, &scratch);
    return d;
}

/* A new file of that text; its path, valid until the next call. The caller unlinks it. */
static inline const char *write_file(const char *text) {
    static char path[32];
    memcpy(path, "/tmp/attest_unit_XXXXXX", sizeof "/tmp/attest_unit_XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    return path;
}

#endif
