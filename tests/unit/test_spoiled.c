/* JSON, sequences and SQL: files spoiled in many ways, each refused by the right rule. */
#include "base/base.h"

#include "unit/exports.h"

/* ---- JSON: the first occurrence of some text is replaced by another */

static struct str replaced(struct str s, const char *from, const char *to) {
    uint32_t at = str_find_str(s, str_c(from), 0);
    if (at == NONE) fail_msg("\"%s\" does not occur", from);
    struct str head = str_cut(s, 0, at), tail = str_cut(s, at + (uint32_t)strlen(from), s.n);
    return arena_printf(&arena, "%.*s%s%.*s", STR_ARG(head), to, STR_ARG(tail));
}

static const char *const spoiled[][4] = {
    {"plover", "{\"id\":", "{\"id\"", "plover json"},
    {"plover", "\"id\":", "\"identifier\":", "plover id"},
    {"plover", "\"id\":\"a:", "\"id\":7,\"x\":\"a:", "plover id"},
    {"plover", "\"date\":\"20", "\"date\":\"0", "plover date"},
    {"plover", "\"date\":", "\"day\":", "plover date"},
    {"plover", "\"actor\":[", "\"enddate\":\"1999-01-01\",\"actor\":[", "plover enddate"},
    {"plover", "\"actor\":[", "\"enddate\":\"soon\",\"actor\":[", "plover enddate"},
    {"plover", "\"actor\":[", "\"actors\":[", "plover actor"},
    {"plover", "\"event\":[\"", "\"events\":[\"", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"]", "\"event\":[]", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"]", "\"event\":[\"FIGHT\"]", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"]", "\"event\":[\"DEMAND\"]", "plover event"},
    {"plover", "\"event\":[\"ASSAULT\"],\"mode\":[", "\"event\":[\"ASSAULT\"],\"mode\":[\"riot\",",
     "plover mode"},
    {"plover", "\"context\":[", "\"context\":[\"weather\",", "plover context"},
    {"plover", "\"quad_code\":4", "\"quad_code\":1", "plover quad_code"},
    {"plover", "\"quad_code\":4", "\"quad_code\":\"4\"", "plover quad_code"},
    {"plover", "\"event_scale\":-", "\"event_scale\":-2", "plover event_scale"},
    {"plover", "\"lat\":", "\"lat\":9", "plover lat"},
    {"plover", "\"lon\":", "\"lon\":99", "plover lon"},
    {"plover", "\"sector\":null", "\"sector\":\"XYZ\"", "plover sector"},
    {"geojson", "{\"type\":\"FeatureCollection\"", "{\"type\":\"Collection\"", "geojson type"},
    {"geojson", "{\"type\":\"FeatureCollection\"", "{\"type\":\"FeatureCollection\",\"crs\":{}",
     "geojson crs"},
    {"geojson", "\"features\":[", "\"items\":[", "geojson features"},
    {"geojson", "{\"type\":\"Feature\",", "{\"type\":\"Thing\",", "geojson type"},
    {"geojson", "{\"type\":\"Feature\",", "{", "geojson type"},
    {"geojson", "\"geometry\":", "\"geom\":", "geojson geometry"},
    {"geojson", "\"type\":\"Point\"", "\"type\":\"Dot\"", "geojson geometry"},
    {"geojson", "\"coordinates\":[", "\"coordinates\":[999", "geojson coordinates"},
    {"geojson", "\"coordinates\":[", "\"coordinates\":[1,95,", "geojson coordinates"},
    {"geojson", "\"coordinates\":[", "\"coordinates\":[\"x\",", "geojson coordinates"},
    {"geojson", "\"properties\":{", "\"props\":{", "geojson properties"},
    {"geojson", "\"properties\":{", "\"coordinates\":[1,2],\"properties\":{", "geojson foreign"},
    {"geojson", "\"type\":\"Point\",\"coordinates\":[",
     "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]],\"was\":[", "geojson ring"},
    {"geojson", "\"type\":\"Point\",\"coordinates\":[",
     "\"type\":\"LineString\",\"coordinates\":[[0,0],[1,95]],\"was\":[", "geojson coordinates"},
    {"geojson", "\"id\":\"", "\"id\":[],\"was\":\"", "geojson id"},
    {"geojson", "]}", "]", "geojson json"},
    {"jsonld", "\"https://schema.org\"", "\"https://example.org\"", "jsonld @context"},
    {"jsonld", "\"@context\"", "\"context\"", "jsonld @context"},
    {"jsonld", "{\"@type\":\"Claim\"", "{\"kind\":\"Claim\"", "jsonld @type"},
    {"jsonld", "\"text\":\"", "\"words\":\"", "jsonld text"},
    {"jsonld", "\"text\":\"", "\"text\":\"\",\"was\":\"", "jsonld text"},
    {"jsonld", "\"author\":{\"@type\":\"", "\"author\":{\"@type\":\"Robot\",\"was\":\"",
     "jsonld author"},
    {"jsonld", "\"name\":\"", "\"called\":\"", "jsonld author name"},
    {"jsonld", "\"datePublished\":\"20", "\"datePublished\":\"", "jsonld datePublished"},
    {"jsonld", "{\"@type\":\"NewsArticle\",\"url\":", "{\"link\":", "jsonld appearance"},
    {"jsonld", "{\"@type\":\"Claim\",", "{\"@type\":\"ClaimReview\",", "jsonld claimReviewed"},
    {"jsonld", "{\"@type\":\"Claim\",",
     "{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"url\":\"y\",", "jsonld reviewRating"},
    {"jsonld", "{\"@type\":\"Claim\",",
     "{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"reviewRating\":{},", "jsonld url"},
    {"jsonld", "{\"@type\":\"Claim\",",
     "{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"url\":\"y\",\"reviewRating\":{"
     "\"ratingValue\":7,\"worstRating\":1,\"bestRating\":5},",
     "jsonld reviewRating"},
    {"jsonld", "[{\"@type\"", "{\"@type\"", "jsonld json"},
    {"ftm", "\"id\":", "\"key\":", "ftm id"},
    {"ftm", "\"id\":\"", "\"id\":\"\",\"was\":\"", "ftm id"},
    {"ftm", "\"schema\":\"A", "\"schema\":\"a", "ftm schema"},
    {"ftm", "\"schema\":", "\"type\":", "ftm schema"},
    {"ftm", "\"properties\":{", "\"values\":{", "ftm properties"},
    {"ftm", "\"title\":[\"", "\"title\":\"x\",\"was\":[\"", "ftm properties"},
    {"ftm", "\"title\":[\"", "\"title\":[7,\"", "ftm properties"},
    {"ftm", "\"fileName\":", "\"file\":", "ftm fileName"},
    {"ftm", "\"publishedAt\":[\"20", "\"publishedAt\":[\"", "ftm date"},
    {"ftm", "\"schema\":\"Event\",\"properties\":{\"name\":",
     "\"schema\":\"Event\",\"properties\":{\"title\":", "ftm name"},
    {"ftm", "\"properties\":{\"name\":[\"",
     "\"properties\":{\"startDate\":[\"2021-13\"],\"name\":[\"", "ftm date"},
    {"ftm", "}}", "}", "ftm json"},
    {"jsonl", "{\"id\":", "{\"case\":", "jsonl id"},
    {"jsonl", "\"reports\":[", "\"report\":[", "jsonl reports"},
    {"jsonl", "\"incidents\":[", "\"incident\":[", "jsonl incidents"},
    {"jsonl", "\"claims\":[{", "\"claim\":[{", "jsonl claims"},
    {"jsonl", "\"conflicts\":[", "\"conflict\":[", "jsonl conflicts"},
    {"jsonl", "\"origins\":[{", "\"origin\":[{", "jsonl origins"},
    {"jsonl", "\"history\":[", "\"past\":[", "jsonl history"},
    {"jsonl", "\"date\":{\"from\":\"20", "\"date\":{\"from\":\"9", "jsonl date"},
    {"jsonl", "\"date\":", "\"day\":", "jsonl date"},
    {"jsonl", "\"slot\":\"", "\"place\":\"", "jsonl claims"},
    {"jsonl", "\"holder\":{", "\"who\":{", "jsonl holder"},
    {"jsonl", "\"evidence\":{", "\"proof\":{", "jsonl evidence"},
    {"jsonl", "}", "", "jsonl json"},
    {"geojson-seq", "{\"type\":\"Feature\",", "{\"type\":\"Thing\",", "geojson-seq type"},
    {"geojson-seq", "{\"type\":\"Feature\",", "{\"type\":\"FeatureCollection\",",
     "geojson-seq type"},
    {"geojson-seq", "\"geometry\":", "\"geom\":", "geojson-seq geometry"},
    {"geojson-seq", "\"type\":\"Point\"", "\"type\":\"Dot\"", "geojson-seq geometry"},
    {"geojson-seq", "\"coordinates\":[", "\"coordinates\":[999", "geojson-seq coordinates"},
    {"geojson-seq", "\"type\":\"Point\",\"coordinates\":[",
     "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]],\"was\":[",
     "geojson-seq ring"},
    {"geojson-seq", "\"properties\":{", "\"props\":{", "geojson-seq properties"},
    {"geojson-seq", "\"properties\":{", "\"features\":[],\"properties\":{", "geojson-seq foreign"},
    {"geojson-seq", "\"id\":\"", "\"id\":[],\"was\":\"", "geojson-seq id"},
    {"geojson-seq", "\x1e", "{}\x1e", "geojson-seq mark"},
    {"geojson-seq", "}\n", "\n", "geojson-seq json"},
    {"geojson-seq", "}\n\x1e", "}\n", "geojson-seq json"},
    {"postgres", "COPY \"source\"", "COPY \"sauce\"", "postgres table"},
    {"postgres", "COPY \"record\"", "COPY public.source", "postgres unique"},
    {"postgres", "COPY \"state\"", "COPY book", "postgres missing"},
    {"postgres", "(\"key\", \"report\"", "(\"report\", \"key\"", "postgres columns"},
    {"postgres", "(\"key\", \"run\", \"json\") FROM", "(\"key\", \"run\") FROM",
     "postgres columns"},
    {"postgres", "(\"key\", \"run\", \"json\") FROM", "FROM", "postgres columns"},
    {"postgres", "\\.\n", "\n", "postgres width"},
    {"postgres", "\\.\n", "a\tb\n\\.\n", "postgres width"},
    {"postgres", "INSERT INTO book VALUES (1635021890", "INSERT INTO book VALUES (7",
     "postgres book"},
    {"postgres", "INSERT INTO book", "-- INSERT INTO book", "postgres book"},
    {"postgres", "INSERT INTO book VALUES (1635021890, ", "INSERT INTO book VALUES (1635021890, 9",
     "postgres version"},
    {"postgres", "COMMIT;", "", "postgres commit"},
    {"postgres", "\\.\n\nCOMMIT;\n", "", "postgres end"},
    {"postgres", "\t\\\\x", "\t\\\\y", "postgres bytes"},
    {"postgres", "\t\\\\x", "\t\\\\x6", "postgres bytes"},
    {"postgres", "\t\\\\x", "\t\\\\x6g", "postgres bytes"},
    {"postgres", "\t\\\\x", "\t\\\\x20", "postgres sha256"},
    {"postgres", "\"json\") FROM stdin;\n", "\"json\") FROM stdin;\nf", "postgres reference"},
    {"postgres", "{\"attest\":1", "{\\q\"attest\":1", "postgres escape"},
    {"postgres", "\"line\", \"json\") FROM stdin;\n", "\"line\", \"json\") FROM stdin;\nx",
     "postgres integer"},
    {"postgres", "linked\t", "\\N\t", "postgres null"},
    {"postgres", "linked\tyes", "linked\t\xff", "postgres utf8"},
    {"postgres", "linked\tyes\n", "linked\tyes\nlinked\tno\n", "postgres unique"},
};

/* The same over the JSON lines of a whole book. */
static const char *const spoiled_whole[][3] = {
    {"{\"run\":\"", "{\"ran\":\"", "jsonl run"},
    {"\"record\":{", "\"record\":[],\"was\":{", "jsonl record"},
    {"\"record\":{\"attest\":1", "\"record\":{\"attest\":2", "jsonl record"},
    {"\"sha256\":\"", "\"sha256\":\"0", "jsonl record"},
    {"\"text\":\"At least 12", "\"text\":\"At least 13", "jsonl record"},
    {"\"sentences\":[[0,", "\"sentences\":[[90000,", "jsonl record"},
    {"\"polarity\":\"+\"", "\"polarity\":\"x\"", "jsonl record"},
    {"\"verb\":\"join\"", "\"verb\":\"glue\"", "jsonl verb"},
    {"\"reason\":\"", "\"reason\":\"\",\"was\":\"", "jsonl reason"},
    {"\"reason\":\"", "\"because\":\"", "jsonl reason"},
    {"\"pairs\":[", "\"pairs\":[[\"a\",\"i1\",\"b\"],", "jsonl pairs"},
    {"\"pairs\":[", "\"pairs\":[\"a\",", "jsonl pairs"},
    {"\"pairs\":[", "\"pairs\":[],\"was\":[", "jsonl pairs"},
    {"{\"ruling\":", "{\"rule\":", "jsonl id"},
};

/* Statements as JSON lines. */
static const char statement[] =
    "{\"canonical_id\":\"e\",\"entity_id\":\"e\",\"prop\":\"name\",\"schema\":\"Person\","
    "\"value\":\"Ann\",\"dataset\":\"wire\",\"external\":false,\"first_seen\":\"2021-11-08\","
    "\"last_seen\":\"2021-11-09\",\"id\":\"dcc21665e69f1334a2764c12c81fd651e360f5ff\"}\n";
static const char *const spoiled_statement[][3] = {
    {"\"entity_id\":", "\"entity\":", "ftm-statements entity_id"},
    {"\"prop\":\"", "\"prop\":\"\",\"was\":\"", "ftm-statements prop"},
    {"\"value\":\"Ann\"", "\"value\":7", "ftm-statements value"},
    {"\"value\":\"Ann\"", "\"value\":\"Bob\"", "ftm-statements id"},
    {"\"external\":false", "\"external\":true", "ftm-statements id"},
    {"\"schema\":\"P", "\"schema\":\"p", "ftm-statements schema"},
    {"\"dataset\":\"wire\"", "\"dataset\":\"The Wire\"", "ftm-statements dataset"},
    {"\"first_seen\":\"2021", "\"first_seen\":\"2029", "ftm-statements last_seen"},
    {"}\n", "\n", "ftm-statements json"},
};

static void spoiled_json_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(spoiled); i++)
        refused(spoiled[i][0], replaced(file_of(spoiled[i][0]), spoiled[i][1], spoiled[i][2]),
                spoiled[i][3], 0, spoiled[i][2]);
}

static void spoiled_books_are_refused(void **state) {
    (void)state;
    struct str text = {whole.p, (uint32_t)whole.n};
    struct found v = findings_of("jsonl", text);
    if (v.n) fail_msg("%s [%s]", v.text, v.rule);
    for (size_t i = 0; i < COUNT_OF(spoiled_whole); i++)
        refused("jsonl", replaced(text, spoiled_whole[i][0], spoiled_whole[i][1]),
                spoiled_whole[i][2], 0, spoiled_whole[i][1]);
    struct str first = str_cut(text, 0, str_find(text, '\n', 0));
    refused("jsonl", arena_printf(&arena, "%.*s\n%.*s", STR_ARG(first), STR_ARG(text)),
            "jsonl unique", 2, "a record twice");
}

static void spoiled_statements_are_refused(void **state) {
    (void)state;
    struct found v = findings_of("ftm-statements", str_c(statement));
    if (v.n) fail_msg("%s [%s]", v.text, v.rule);
    for (size_t i = 0; i < COUNT_OF(spoiled_statement); i++)
        refused("ftm-statements",
                replaced(str_c(statement), spoiled_statement[i][0], spoiled_statement[i][1]),
                spoiled_statement[i][2], 0, spoiled_statement[i][1]);
    refused("ftm-statements", arena_printf(&arena, "%s%s", statement, statement),
            "ftm-statements unique", 2, "a line twice");
}

static void lines_twice_are_refused(void **state) {
    (void)state;
    static const char *const formats[][2] = {{"plover", "plover unique"},
                                             {"ftm", "ftm unique"},
                                             {"jsonl", "jsonl unique"},
                                             {"geojson-seq", "geojson-seq unique"}};
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct str s = file_of(formats[i][0]);
        uint32_t end = str_find(s, '\n', 0);
        struct str text =
            arena_printf(&arena, "%.*s\n%.*s", STR_ARG(str_cut(s, 0, end)), STR_ARG(s));
        refused(formats[i][0], text, formats[i][1], 2, "a line twice");
    }
}

static void all_were_refused(void **state) {
    (void)state;
    print_message("# %u mutations, each refused by its rule\n", n_mutations);
    assert_true(n_mutations >= 130);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spoiled_json_is_refused),
        cmocka_unit_test(spoiled_books_are_refused),
        cmocka_unit_test(spoiled_statements_are_refused),
        cmocka_unit_test(lines_twice_are_refused),
        cmocka_unit_test(all_were_refused),
    };
    return cmocka_run_group_tests(tests, make_exports, drop_exports);
}
