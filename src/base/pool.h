/*
 * Work on a stream of items by several threads, with the results taken in the order of the items.
 *
 * next() and done() are called by the calling thread only; work() runs on the workers, each with
 * its own number 0..threads-1. At most `window` items are in flight, so memory stays constant.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include "base/status.h"

struct pool_job {
    void *ctx;
    unsigned threads;         /* 1..POOL_MAX_THREADS; 1 runs everything on the calling thread */
    unsigned window;          /* items in flight; 0 = 8 per thread */
    void *(*next)(void *ctx); /* NULL = no more items */
    void (*work)(void *ctx, unsigned worker, void *item);
    bool (*done)(void *ctx,
                 void *item); /* false = stop: items in flight are still worked and done */
};

enum { POOL_MAX_THREADS = 256 };

/* ATT_OK when all items were done or done() stopped it; ATT_ENOMEM / ATT_EIO when threads could not
 * be had (no item is lost: nothing was taken from next()). */
att_status pool_run(const struct pool_job *job, const att_sys *sys, att_error *err);

#endif
