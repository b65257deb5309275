#include "base/base.h"

#include "world/gaz.h"

const char *gaz_kind_name(enum gaz_kind k) {
    static const char *const name[N_GAZ_KIND] = {"country",  "admin1",   "admin2", "city",
                                                 "district", "facility", "region", "water"};
    return k < N_GAZ_KIND ? name[k] : "?";
}

enum gaz_kind gaz_kind_find(struct str name) {
    for (int k = 0; k < N_GAZ_KIND; k++)
        if (str_eq_c(name, gaz_kind_name((enum gaz_kind)k))) return (enum gaz_kind)k;
    return N_GAZ_KIND;
}
