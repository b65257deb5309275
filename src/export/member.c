#include "base/base.h"

#include "export/validate.h"
#include "ingest/json.h"

struct str json_member(struct str line, const char *name) {
    struct json_pull j;
    json_pull_init(&j, line);
    for (enum json_token t; (t = json_pull_next(&j)) != JSON_END;) {
        if (t != JSON_OPEN || j.depth != 2 || !str_eq_c(j.name, name)) continue;
        uint32_t begin = j.at - 1;
        while (j.depth >= 2 && json_pull_next(&j) != JSON_END) continue;
        return str_cut(line, begin, j.at);
    }
    return STR_NULL;
}
