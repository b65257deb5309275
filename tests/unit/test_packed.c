/* Records as packed blocks: the same record comes out, whatever is damaged is refused. */
#include "base/base.h"

#include "unit.h"

#include "record/packed_node.h"

static struct arena arena;
static struct buf block, text;

static int begin(void **state) {
    (void)state;
    arena_init(&arena, sys_default(), (size_t)1 << 30);
    buf_init(&block, sys_default(), (size_t)1 << 30);
    buf_init(&text, sys_default(), (size_t)1 << 30);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_release(&arena);
    buf_release(&block);
    buf_release(&text);
    return 0;
}

static struct str slice(const struct buf *b) {
    return (struct str){b->p ? b->p : "", (uint32_t)b->n};
}

static struct packed pack(struct str json) {
    struct packed p;
    att_error err;
    buf_reset(&block);
    if (packed_write(&block, json, &arena, &err)) fail_msg("%s", err.text);
    assert_true(packed_open(&p, slice(&block)));
    return p;
}

static void comes_back(struct str json) {
    struct packed p = pack(json);
    att_error err;
    buf_reset(&text);
    assert_int_equal(packed_json(&text, &p, p.root, &err), ATT_OK);
    if (!str_eq(slice(&text), json))
        fail_msg("%.*s\ncame back as\n%.*s", STR_ARG(json), STR_ARG(slice(&text)));
}

static void values(void **state) {
    (void)state;
    static const char *const json[] = {
        "null",
        "true",
        "7",
        "\"\"",
        "\"e12\"",
        "{}",
        "[]",
        "[[]]",
        "[1,2]",
        "[2,1]",
        "[0,65535]",
        "[0,65536]",
        "[4294967295,4294967295]",
        "[4294967296,-1,0.5,1e9,33.310000,0]",
        "[null,true,false,\"\",{},[]]",
        "[\"e1\",\"e0\",\"e01\",\"e\",\"E1\",\"e4294967295\",\"e4294967296\",\"1\"]",
        "{\"id\":\"c3\",\"of\":\"e1\",\"new name\":1,\"\":2,\"new name 2\":{\"new name\":3}}",
        "{\"report\":{\"text\":\"a bomb fell\"},\"at\":{\"span\":[2,6],\"text\":\"bomb\"},"
        "\"no\":{\"span\":[2,6],\"text\":\"bond\"},\"off\":{\"span\":[8,90],\"text\":\"ell\"}}",
        "[\"\\\"quoted\\\" \\\\ \\n\\t\",\"caf\xc3\xa9\"]",
    };
    for (size_t i = 0; i < COUNT_OF(json); i++) comes_back(str_c(json[i]));
}

static void no_json(void **state) {
    (void)state;
    static const char *const json[] = {"",         "{",   "[1",  "]",   "{\"a\"}",
                                       "{\"a\":}", "[x]", "\"a", "tru", "[1,[2,3]"};
    for (size_t i = 0; i < COUNT_OF(json); i++) {
        buf_reset(&block);
        if (!packed_write(&block, str_c(json[i]), &arena, NULL)) fail_msg("%s", json[i]);
    }
}

/* Values of which a node cannot hold the length or count. */
static void large(void **state) {
    (void)state;
    struct buf json;
    buf_init(&json, sys_default(), (size_t)1 << 26);
    buf_c(&json, "[[");
    for (uint32_t i = 0; i < 70000; i++) buf_printf(&json, "%s%u", i ? "," : "", i * 7);
    buf_c(&json, "],\"");
    for (uint32_t i = 0; i < 70000; i++) buf_char(&json, (char)('a' + i % 26));
    buf_c(&json, "\"]");
    comes_back(slice(&json));
    struct packed p = pack(slice(&json));
    uint64_t v = 0;
    assert_int_equal(packed_size(packed_item(p.root, 0)), 70000);
    assert_true(packed_u64(packed_item(packed_item(p.root, 0), 69999), &v));
    assert_int_equal(v, 69999 * 7);
    assert_int_equal(packed_str(&arena, packed_item(p.root, 1)).n, 70000);
    buf_release(&json);
}

static void too_much(void **state) {
    (void)state;
    struct buf json;
    buf_init(&json, sys_default(), (size_t)1 << 26);
    for (int i = 0; i <= PACKED_DEPTH; i++) buf_char(&json, '[');
    for (int i = 0; i <= PACKED_DEPTH; i++) buf_char(&json, ']');
    assert_int_equal(packed_write(&block, slice(&json), &arena, NULL), ATT_EINPUT);
    buf_reset(&json);
    for (int i = 0; i < PACKED_MOST_KEYS; i++)
        buf_printf(&json, "%s\"name %d\":1", i ? "," : "{", i);
    buf_c(&json, "}");
    assert_int_equal(packed_write(&block, slice(&json), &arena, NULL), ATT_ELIMIT);
    struct arena small;
    arena_init(&small, sys_default(), 4096);
    assert_int_equal(packed_write(&block, slice(&json), &small, NULL), ATT_ELIMIT);
    arena_release(&small);
    buf_release(&json);
}

static const char record[] =
    "{\"attest\":1,\"report\":{\"id\":\"r\",\"text\":\"At least 12 people died, police said.\"},"
    "\"sentences\":[[0,38]],\"entities\":[{\"id\":\"e1\",\"type\":\"police\",\"name\":\"police\","
    "\"mentions\":[{\"span\":[26,32],\"text\":\"police\"}]},{\"id\":\"e2\",\"name\":\"B\"}],"
    "\"places\":[{\"id\":\"p1\",\"lat\":33.31,\"lon\":-4,\"geonames\":98182}],\"claims\":[{\"id\":"
    "\"c1\",\"slot\":\"killed\",\"value\":{\"low\":12,\"high\":null},\"holder\":{\"entity\":\"e1\"}"
    ","
    "\"partial\":true}]}";

static void reading(void **state) {
    (void)state;
    struct packed p = pack(str_c(record));
    const struct packed_node *claim = packed_item(packed_get(p.root, KEY_claims), 0);
    const struct packed_node *holder = packed_get(packed_get(claim, KEY_holder), KEY_entity);
    const struct packed_node *e = packed_by_id(p.root, KEY_entities, holder);
    const struct packed_node *place = packed_item(packed_get(p.root, KEY_places), 0);
    uint64_t a, b, low = 0, high = 5;
    int64_t lat, lon;
    assert_true(packed_is(packed_get(claim, KEY_id), "c1"));
    assert_true(packed_is(packed_get(e, KEY_type), "police"));
    assert_int_equal(packed_index(holder), 0);
    assert_int_equal(packed_letter(holder), 'e');
    assert_true(str_eq_c(packed_str(&arena, holder), "e1"));
    assert_true(packed_u64(packed_get(packed_get(claim, KEY_value), KEY_low), &low));
    assert_false(packed_u64(packed_get(packed_get(claim, KEY_value), KEY_high), &high));
    assert_int_equal(low, 12);
    assert_true(packed_true(packed_get(claim, KEY_partial)));
    assert_true(packed_fixed(packed_get(place, KEY_lat), 6, &lat));
    assert_true(packed_fixed(packed_get(place, KEY_lon), 6, &lon));
    assert_int_equal(lat, 33310000);
    assert_int_equal(lon, -4000000);
    assert_true(packed_pair(packed_item(packed_get(p.root, KEY_sentences), 0), &a, &b));
    assert_int_equal(a, 0);
    assert_int_equal(b, 38);
    assert_true(str_eq_c(packed_text(&arena, packed_get(place, KEY_geonames)), "98182"));
    assert_true(packed_same(packed_get(e, KEY_type), packed_get(e, KEY_name)));
    assert_false(packed_same(packed_get(e, KEY_type), packed_get(e, KEY_id)));
    assert_null(packed_get(claim, KEY_text));
    assert_null(packed_by_id(p.root, KEY_entities, packed_get(claim, KEY_slot)));
    assert_null(packed_get(NULL, KEY_id));
    assert_null(packed_item(NULL, 0));
    assert_int_equal(packed_size(NULL), 0);
    assert_ptr_equal(packed_get_named(&p, p.root, STR("claims")), packed_get(p.root, KEY_claims));
}

/* ---- damage */

static uint32_t seed = 7;

static uint32_t pick(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(seed >> 4) * n >> 28);
}

/* Touches all that a reader could. */
static void walk(const struct packed *p) {
    uint32_t n = packed_load32(p->block.p + PACKED_AT_NODES);
    const struct packed_node *v = p->root - (n - 1);
    for (uint32_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(&arena);
        uint64_t a, b;
        int64_t c;
        packed_pair(&v[i], &a, &b);
        packed_fixed(&v[i], 6, &c);
        packed_same(&v[i], p->root);
        packed_item(&v[i], packed_size(&v[i]) - 1);
        str_hash(packed_text(&arena, &v[i]));
        packed_get(&v[i], KEY_wounded);
        packed_get_named(p, &v[i], STR("wounded"));
        packed_by_id(p->root, KEY_entities, &v[i]);
        arena_rewind(&arena, mark);
    }
    struct buf out;
    buf_init(&out, sys_default(), (size_t)1 << 16);
    packed_json(&out, p, p->root, NULL);
    buf_release(&out);
}

static void sum_anew(char *p, uint32_t n) {
    uint64_t sum = str_hash((struct str){p + PACKED_HEADER, n - PACKED_HEADER});
    packed_store32(p + PACKED_AT_SUM, (uint32_t)sum);
    packed_store32(p + PACKED_AT_SUM + 4, (uint32_t)(sum >> 32));
}

/* A damaged block is refused by its checksum; one with a forged checksum is refused or reads
 * nothing outside itself (the sanitizers watch a copy of its exact size). */
static void damage(void **state) {
    (void)state;
    pack(str_c(record));
    uint32_t n = (uint32_t)block.n, refused = 0, rounds = 40000;
    for (uint32_t round = 0; round < rounds; round++) {
        bool forged = round % 2;
        uint32_t cut = round % 16 == 3 ? n - pick(n) : n;
        char *copy = malloc(cut);
        struct packed p;
        memcpy(copy, block.p, cut);
        for (uint32_t k = pick(3) + 1; k; k--) {
            static const char values[] = {0, 1, 8, 127, -128, -1};
            char *at = &copy[pick(cut)];
            *at = pick(2) ? values[pick(sizeof values)] : (char)(*at ^ 1 << pick(8));
        }
        bool same = cut == n && !memcmp(copy, block.p, n);
        if (forged && cut >= PACKED_HEADER) sum_anew(copy, cut);
        bool opened = packed_open(&p, (struct str){copy, cut});
        if (opened && !forged && !same) fail_msg("round %u: damage was not seen", round);
        if (opened) walk(&p);
        refused += !opened;
        free(copy);
    }
    assert_in_range(refused, rounds / 2, rounds);
}

/* Any address will do. */
static void anywhere(void **state) {
    (void)state;
    pack(str_c(record));
    for (uint32_t shift = 0; shift < 8; shift++) {
        char *copy = malloc(block.n + shift);
        struct packed p;
        memcpy(copy + shift, block.p, block.n);
        assert_true(packed_open(&p, (struct str){copy + shift, (uint32_t)block.n}));
        walk(&p);
        free(copy);
    }
}

/* Blocks in casebooks outlive programs: other names or another layout are another version. */
static void version(void **state) {
    (void)state;
    struct packed p = pack(STR("{}"));
    struct buf names;
    buf_init(&names, sys_default(), 1 << 16);
    for (uint32_t i = 1; i < N_PACKED_KEY; i++) {
        buf_str(&names, packed_key_name(&p, i));
        buf_char(&names, '\n');
    }
    assert_int_equal(packed_version(p.block), PACKED_VERSION);
    assert_int_equal(packed_version(STR("attP")), 0);
    /* Where this fails: raise PACKED_VERSION, then write the new sum here. */
    assert_int_equal(PACKED_VERSION, 2);
    assert_int_equal(str_hash(slice(&names)), 0xe33fc243664d0ede);
    buf_release(&names);
    buf_reset(&block);
    assert_int_equal(packed_write(&block, str_c(record), &arena, NULL), ATT_OK);
    packed_store32(block.p + PACKED_AT_VERSION, PACKED_VERSION + 1);
    assert_false(packed_open(&p, slice(&block)));
}

/* Records of the program itself come back byte for byte and take no more room than they did. */
static void records(void **state) {
    (void)state;
    struct buf all;
    struct str rest, line;
    uint64_t packed = 0, json = 0;
    buf_init(&all, sys_default(), (size_t)1 << 26);
    if (sys_read_file(sys_default(), "tests/golden/read_json/out", (size_t)1 << 26, &all, NULL))
        skip();
    rest = slice(&all);
    while (str_next(&rest, '\n', &line)) {
        if (!line.n) continue;
        comes_back(line);
        json += line.n;
        packed += block.n;
    }
    assert_true(json > 0);
    assert_in_range(packed, 1, json);
    buf_release(&all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),   cmocka_unit_test(no_json), cmocka_unit_test(large),
        cmocka_unit_test(too_much), cmocka_unit_test(reading), cmocka_unit_test(damage),
        cmocka_unit_test(anywhere), cmocka_unit_test(version), cmocka_unit_test(records),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
