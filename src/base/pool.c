#include "base/base.h"

#include "base/pool.h"

#include <pthread.h>

enum slot_state { SLOT_FREE, SLOT_READY, SLOT_TAKEN, SLOT_DONE };

struct slot {
    void *item;
    enum slot_state state;
};

struct pool {
    const struct pool_job *job;
    pthread_mutex_t lock;
    pthread_cond_t ready, finished;
    struct slot *slot; /* ring, [window] */
    unsigned window;
    uint64_t put, take, join; /* running numbers of items */
    bool closed;
};

struct worker {
    struct pool *pool;
    unsigned number;
    pthread_t thread;
};

static void *work_loop(void *arg) {
    struct worker *w = arg;
    struct pool *p = w->pool;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->take == p->put && !p->closed) pthread_cond_wait(&p->ready, &p->lock);
        if (p->take == p->put) break;
        struct slot *s = &p->slot[p->take++ % p->window];
        s->state = SLOT_TAKEN;
        pthread_mutex_unlock(&p->lock);
        p->job->work(p->job->ctx, w->number, s->item);
        pthread_mutex_lock(&p->lock);
        s->state = SLOT_DONE;
        pthread_cond_signal(&p->finished);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* Waits for the oldest item and hands it to done(). Called with the lock held. */
static bool join_one(struct pool *p) {
    struct slot *s = &p->slot[p->join % p->window];
    while (s->state != SLOT_DONE) pthread_cond_wait(&p->finished, &p->lock);
    p->join++;
    s->state = SLOT_FREE;
    pthread_mutex_unlock(&p->lock);
    bool go_on = p->job->done(p->job->ctx, s->item);
    pthread_mutex_lock(&p->lock);
    return go_on;
}

static void feed(struct pool *p) {
    bool go_on = true;
    pthread_mutex_lock(&p->lock);
    while (go_on) {
        if (p->put - p->join == p->window) {
            go_on = join_one(p);
            continue;
        }
        pthread_mutex_unlock(&p->lock);
        void *item = p->job->next(p->job->ctx);
        pthread_mutex_lock(&p->lock);
        if (!item) break;
        p->slot[p->put % p->window] = (struct slot){item, SLOT_READY};
        p->put++;
        pthread_cond_signal(&p->ready);
    }
    p->closed = true;
    pthread_cond_broadcast(&p->ready);
    while (p->join < p->put) join_one(p);
    pthread_mutex_unlock(&p->lock);
}

static void run_alone(const struct pool_job *job) {
    void *item;
    while ((item = job->next(job->ctx))) {
        job->work(job->ctx, 0, item);
        if (!job->done(job->ctx, item)) break;
    }
}

att_status pool_run(const struct pool_job *job, const att_sys *sys, att_error *err) {
    if (job->threads <= 1) {
        run_alone(job);
        return ATT_OK;
    }
    unsigned threads = ATT_MIN(job->threads, (unsigned)POOL_MAX_THREADS);
    struct pool p = {.job = job, .window = job->window ? job->window : threads * 8};
    att_status st = ATT_ENOMEM;
    p.slot = sys->alloc(sys->ctx, sizeof *p.slot * p.window);
    struct worker *w = p.slot ? sys->alloc(sys->ctx, sizeof *w * threads) : NULL;
    if (!w) {
        status_set(err, ATT_ENOMEM, 0, "pool: out of memory for %u threads", threads);
        goto out;
    }
    memset(p.slot, 0, sizeof *p.slot * p.window);
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.ready, NULL);
    pthread_cond_init(&p.finished, NULL);
    unsigned started = 0;
    for (; started < threads; started++) {
        w[started] = (struct worker){.pool = &p, .number = started};
        if (pthread_create(&w[started].thread, NULL, work_loop, &w[started])) break;
    }
    st = ATT_OK;
    if (started)
        feed(&p);
    else
        st = status_set(err, ATT_EIO, 0, "pool: cannot start a thread");
    for (unsigned i = 0; i < started; i++) pthread_join(w[i].thread, NULL);
    pthread_cond_destroy(&p.finished);
    pthread_cond_destroy(&p.ready);
    pthread_mutex_destroy(&p.lock);
out:
    if (w) sys->free(sys->ctx, w);
    if (p.slot) sys->free(sys->ctx, p.slot);
    return st;
}
