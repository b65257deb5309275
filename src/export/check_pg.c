#include "base/base.h"

#include "export/validate.h"

void check_postgres(struct checking *c) {
    (void)c;
}
