/* Every report of every input, read by some threads, given out in the order of the inputs. */
#include "base/base.h"

#include "base/pool.h"
#include "base/sys.h"
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* One report on its way, or the error that stands in its place. */
struct job {
    att_report *report;
    att_status status;
    att_error err;
    char *made;
    size_t n;
};

struct run {
    struct batch *b;
    att_engine *engine;
    att_reader **reader; /* [threads] */
    att_source *source;
    unsigned at_file;
    uint64_t done, failed, bytes;
    bool closed_pipe, write_failed, internal;
    bool show_progress;
};

/* Set by the first interrupt: what is begun is finished. The second one ends the program. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) {
    interrupted = 1;
    signal(number, SIG_DFL);
    close(STDIN_FILENO); /* a read that waits for more ends */
}

static void heed_interrupts(void) {
    struct sigaction act = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
}

static const char *next_path(struct run *r) {
    const struct cli_options *o = r->b->o;
    if (!o->n_file) {
        if (!r->at_file && isatty(STDIN_FILENO))
            cli_say("reading standard input; an end of file (Ctrl-D) ends it");
        return r->at_file++ ? NULL : "-";
    }
    return r->at_file < o->n_file ? o->file[r->at_file++] : NULL;
}

static att_status next_report(struct run *r, struct job *j) {
    for (;;) {
        if (!r->source) {
            const char *path = next_path(r);
            if (!path) return ATT_END;
            att_status st = att_source_open(r->engine, path, &r->b->o->source, &r->source, &j->err);
            if (st) return st;
        }
        att_status st = att_source_next(r->source, &j->report, &j->err);
        if (st && interrupted) return ATT_END;
        if (st != ATT_END) return st;
        r->bytes += att_source_consumed(r->source);
        att_source_close(r->source);
        r->source = NULL;
    }
}

static void *job_next(void *ctx) {
    struct run *r = ctx;
    if (interrupted) return NULL;
    struct job *j = calloc(1, sizeof *j);
    if (!j) {
        cli_say("out of memory");
        r->internal = true;
        return NULL;
    }
    j->status = next_report(r, j);
    if (j->status != ATT_END) return j;
    free(j);
    return NULL;
}

static void job_work(void *ctx, unsigned worker, void *item) {
    struct run *r = ctx;
    struct job *j = item;
    if (j->status) return;
    att_text made;
    j->status = r->b->make(r->reader[worker], j->report, &made, &j->err);
    if (j->status) return;
    j->made = malloc(made.n ? made.n : 1);
    if (!j->made) {
        j->status =
            status_set(&j->err, ATT_ENOMEM, 0, "%s: out of memory", att_report_place(j->report));
        return;
    }
    memcpy(j->made, made.p, made.n);
    j->n = made.n;
}

static bool give_out(struct run *r, const struct job *j) {
    att_text text = {j->made, j->n};
    if (r->b->take) return r->b->take(r->b->ctx, text);
    if (cli_write(text) && (r->b->no_newline || cli_newline())) return true;
    r->closed_pipe = errno == EPIPE;
    r->write_failed = errno != EPIPE;
    return false;
}

static void progress(struct run *r) {
    if (!r->show_progress || (r->done & 15)) return;
    uint64_t bytes = r->bytes + (r->source ? att_source_consumed(r->source) : 0);
    fprintf(stderr, "\rattest: %llu reports, %llu failed, %llu MB ", (unsigned long long)r->done,
            (unsigned long long)r->failed, (unsigned long long)(bytes >> 20));
}

static bool job_done(void *ctx, void *item) {
    struct run *r = ctx;
    struct job *j = item;
    bool go_on = !r->closed_pipe && !r->write_failed;
    r->done++;
    if (j->status) {
        r->failed++;
        r->internal = r->internal || j->status == ATT_EINTERNAL;
        cli_say("%s", j->err.text);
    } else if (go_on) {
        go_on = give_out(r, j);
    }
    progress(r);
    att_report_free(j->report);
    free(j->made);
    free(j);
    return go_on;
}

static int run_all(struct run *r, unsigned threads) {
    struct pool_job job = {
        .ctx = r, .threads = threads, .next = job_next, .work = job_work, .done = job_done};
    att_error err;
    if (r->b->take) heed_interrupts();
    att_status st = pool_run(&job, sys_default(), &err);
    if (st) cli_say("%s", err.text);
    if (r->show_progress && r->done >= 16) fputc('\n', stderr);
    if (!r->closed_pipe && fflush(stdout)) {
        r->closed_pipe = errno == EPIPE;
        r->write_failed = errno != EPIPE;
    }
    if (r->closed_pipe)
        cli_say("standard output: closed by its reader after %llu reports",
                (unsigned long long)r->done);
    if (r->write_failed) cli_say("standard output: cannot write: %s", strerror(errno));
    if (interrupted) cli_say("stopped after %llu reports", (unsigned long long)r->done);
    if (r->internal || st) return EXIT_BROKEN;
    return interrupted || r->failed || r->write_failed || r->closed_pipe ? EXIT_SOME_FAILED
                                                                         : EXIT_FINE;
}

int batch_run(struct batch *b) {
    unsigned threads = b->o->threads;
    struct run r = {.b = b};
    att_error err;
    int status = EXIT_BROKEN;
    r.show_progress = b->o->progress || isatty(STDERR_FILENO);
    r.reader = calloc(threads, sizeof *r.reader);
    if (!r.reader || att_engine_new(&b->o->engine, &r.engine, &err)) {
        cli_say("%s", r.reader ? err.text : "out of memory");
        status = r.reader && err.status != ATT_ENOMEM ? EXIT_SOME_FAILED : EXIT_BROKEN;
        goto out;
    }
    for (unsigned i = 0; i < threads; i++)
        if (att_reader_new(r.engine, &r.reader[i], &err)) {
            cli_say("%s", err.text);
            goto out;
        }
    status = run_all(&r, threads);
out:
    att_source_close(r.source);
    for (unsigned i = 0; r.reader && i < threads; i++) att_reader_free(r.reader[i]);
    free(r.reader);
    att_engine_free(r.engine);
    return status;
}
