/* Digests: what is written is read again; damaged blocks are refused or read nothing outside. */
#include "base/base.h"

#include "unit.h"

#include "export/digest.h"
#include "export/eventdata.h"

static struct arena arena;
static struct buf block, again, packed;

static int begin(void **state) {
    (void)state;
    struct buf *bufs[] = {&block, &again, &packed};
    arena_init(&arena, sys_default(), (size_t)1 << 30);
    for (size_t i = 0; i < COUNT_OF(bufs); i++) buf_init(bufs[i], sys_default(), (size_t)1 << 26);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_release(&arena);
    buf_release(&block);
    buf_release(&again);
    buf_release(&packed);
    return 0;
}

static struct str slice(const struct buf *b) {
    return (struct str){b->p ? b->p : "", (uint32_t)b->n};
}

static const char record[] =
    "{\"attest\":1,\"report\":{\"id\":\"r\",\"published\":{\"value\":\"2020-02-01\"},\"source\":{"
    "\"name\":\"Wire\"},\"text\":\"Gunmen killed 12 people in Adra, police said.\"},\"sentences\":"
    "[[0,45]],\"entities\":[{\"id\":\"e1\",\"type\":\"group\",\"name\":\"Gunmen\",\"sector\":"
    "\"REB\"},{\"id\":\"e2\",\"type\":\"population\",\"name\":\"people\"},{\"id\":\"e3\",\"type\":"
    "\"police\",\"name\":\"police\",\"named\":true,\"sector\":\"COP\"}],\"places\":[{\"id\":\"p1\","
    "\"name\":\"Adra\",\"kind\":\"city\",\"geonames\":5,\"lat\":33.6,\"lon\":36.5,\"country\":"
    "\"SYR\"}],\"times\":[],\"events\":[{\"id\":\"v1\",\"type\":\"attack\",\"trigger\":{\"span\":"
    "[7,13]},\"codes\":{\"plover\":{\"event\":\"ASSAULT\",\"context\":[\"terrorism\",\"x\"]},"
    "\"cameo\":\"190\"},\"place\":\"p1\",\"participants\":[{\"role\":\"perpetrator\",\"entity\":"
    "\"e1\",\"text\":\"Gunmen\"},{\"role\":\"victim\",\"entity\":\"e2\",\"text\":\"people\"}],"
    "\"polarity\":\"+\",\"modality\":\"asserted\",\"holder\":{\"entity\":\"e3\"}}],\"claims\":[{"
    "\"id\":\"c1\",\"slot\":\"killed\",\"value\":{\"low\":12,\"high\":12},\"holder\":{\"entity\":"
    "\"e3\"},\"stance\":\"asserts\",\"evidence\":{\"span\":[0,31]}}],\"incidents\":[{\"id\":"
    "\"i1\",\"type\":\"attack\",\"perpetrators\":[{\"entity\":\"e1\",\"text\":\"Gunmen\","
    "\"claims\":[\"c1\"]}],\"victims\":[{\"entity\":\"e2\",\"text\":\"people\",\"claims\":[]}],"
    "\"claims\":[\"c1\"],\"events\":[\"v1\"],\"codes\":{\"ucdp\":3,\"gtd\":{\"attack\":2,"
    "\"target\":14,\"weapon\":5}}}]}";
static const char file[] =
    "{\"id\":\"k0123456789abcdef\",\"type\":\"attack\",\"date\":{\"from\":\"2020-01-31\",\"to\":"
    "\"2020-02-01\"},\"place\":{\"name\":\"Adra\",\"geonames\":5,\"country\":\"SYR\"},"
    "\"incidents\":[{\"key\":\"r\",\"incident\":\"i1\"}],\"origins\":[{\"reports\":[\"r\"]}]}";

static struct packed pack(const char *json) {
    struct packed p;
    buf_reset(&packed);
    assert_int_equal(packed_write(&packed, str_c(json), &arena, NULL), ATT_OK);
    assert_true(packed_open(&p, arena_str(&arena, slice(&packed))));
    return p;
}

static bool give_record(void *ctx, struct str key, struct packed *out) {
    (void)ctx, (void)key;
    *out = pack(record);
    return true;
}

static struct casedata *a_case(void) {
    struct packed p = pack(file);
    return casedata_of(&arena, &p, give_record, NULL);
}

static struct casedata *a_report(void) {
    struct packed p = pack(record);
    return casedata_of_record(&arena, STR("r"), &p);
}

static struct casedata *comes_back(const struct casedata *k) {
    buf_reset(&block);
    buf_reset(&again);
    digest_write(&block, k);
    struct casedata *read = digest_read(&arena, slice(&block));
    assert_non_null(read);
    digest_write(&again, read);
    assert_true(str_eq(slice(&block), slice(&again)));
    return read;
}

static void cases(void **state) {
    (void)state;
    const struct casedata *k = comes_back(a_case());
    assert_int_equal(k->source.n, 1);
    assert_int_equal(k->claim.n, 1);
    assert_int_equal(k->claim.v[0].low, 12);
    assert_true(str_eq_c(k->claim.v[0].holder, "police"));
    assert_true(str_eq_c(casedata_claim_id(k, &k->claim.v[0]), "r:c1"));
    assert_int_equal(k->party[PARTY_PERPETRATOR].n, 1);
    assert_int_equal(k->party[PARTY_PERPETRATOR].v[0].claim.n, 1);
    assert_int_equal(k->days, 2);
    assert_int_equal(k->ucdp, 3);
    assert_true(k->place.located);
    assert_int_equal(k->place.lat, 33600000);
    assert_null(k->source.v[0].url.p);
}

static void reports(void **state) {
    (void)state;
    const struct casedata *k = comes_back(a_report());
    assert_int_equal(k->n_event, 1);
    const struct eventdata *e = &k->event[0];
    assert_true(str_eq_c(e->plover, "ASSAULT") && str_eq_c(e->contexts, "terrorism;x"));
    assert_true(e->stands && e->n_actor == 1 && e->n_recipient == 1);
    assert_true(str_eq_c(e->actor[0].sector, "REB") && str_eq_c(e->recipient[0].raw, "people"));
    assert_true(str_eq_c(eventdata_id(k, e), "r:v1") && str_eq_c(e->story, "2020-02-01"));
    assert_true(str_eq_c(k->people, "") && str_eq_c(k->bodies, "police"));
    assert_true(str_eq_c(k->places, "Adra"));
}

static uint32_t seed = 11;

static uint32_t pick(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(seed >> 4) * n >> 28);
}

enum { SUM_AT = 64, BODY_AT = 72 }; /* digest.c */

static void sum_anew(char *p, uint32_t n) {
    uint64_t sum = str_hash((struct str){p + BODY_AT, n - BODY_AT});
    for (int i = 0; i < 8; i++) p[SUM_AT + i] = (char)(sum >> 8 * i);
}

/* Half of them with a checksum that was made to fit. */
static void damage(void **state) {
    (void)state;
    for (uint32_t round = 0; round < 20000; round++) {
        struct arena_mark mark = arena_mark(&arena);
        bool forged = round & 1;
        buf_reset(&block);
        digest_write(&block, round & 2 ? a_report() : a_case());
        uint32_t n = (uint32_t)block.n, cut = round % 16 == 5 ? n - pick(n) : n;
        char *copy = malloc(cut);
        memcpy(copy, block.p, cut);
        for (uint32_t k = pick(3) + 1; k && cut; k--) copy[pick(cut)] ^= (char)(1 << pick(8));
        bool same = cut == n && !memcmp(copy, block.p, n);
        if (forged && cut > BODY_AT) sum_anew(copy, cut);
        struct casedata *k = digest_read(&arena, (struct str){copy, cut});
        if (k && !forged && !same) fail_msg("round %u: damage was not seen", round);
        buf_reset(&again);
        if (k) digest_write(&again, k);
        free(copy);
        arena_rewind(&arena, mark);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(reports),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
