/* The formats by name. */
#include "base/base.h"

#include "export/export.h"

const struct export_format export_formats[] = {
    {.name = "acled", .columns = "acled", .shape = SHAPE_CSV, .put = acled_put},
    {.name = "ucdp", .columns = "ucdp", .shape = SHAPE_CSV, .put = ucdp_put},
    {.name = "gtd", .columns = "gtd", .shape = SHAPE_CSV, .put = gtd_put},
    {.name = "csv", .columns = "csv", .shape = SHAPE_CSV, .put = csv_put},
    {.name = "jsonl", .as_stored = true},
    {.name = NULL},
};
