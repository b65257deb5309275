/* The formats by name. */
#include "base/base.h"

#include "export/export.h"

const struct export_format export_formats[] = {
    {.name = "acled", .columns = "acled", .shape = SHAPE_CSV, .put = acled_put},
    {.name = "ucdp", .columns = "ucdp", .shape = SHAPE_CSV, .put = ucdp_put},
    {.name = "gtd", .columns = "gtd", .shape = SHAPE_CSV, .put = gtd_put},
    {.name = "csv", .columns = "csv", .shape = SHAPE_CSV, .put = csv_put},
    {.name = "plover", .by_report = true, .put = plover_put},
    {.name = "polecat",
     .columns = "polecat",
     .shape = SHAPE_TSV,
     .by_report = true,
     .put = polecat_put},
    {.name = "cameo", .columns = "cameo", .shape = SHAPE_BARE, .by_report = true, .put = cameo_put},
    {.name = "icews", .columns = "icews", .shape = SHAPE_TSV, .by_report = true, .put = icews_put},
    {.name = "geojson", .put = geojson_put, .begin = geojson_begin, .end = geojson_end},
    {.name = "geojson-seq", .put = geojson_seq_put},
    {.name = "jsonld", .put = jsonld_put, .begin = jsonld_begin, .end = jsonld_end},
    {.name = "ftm", .put = ftm_put},
    {.name = "ftm-statements", .columns = "ftm-statements", .shape = SHAPE_CSV, .put = ftm_put},
    {.name = "reports",
     .columns = "reports",
     .shape = SHAPE_CSV,
     .by_report = true,
     .texts = true,
     .put = reports_put},
    {.name = "jsonl", .as_stored = true},
    {.name = "postgres", .whole = true},
    {.name = NULL},
};
