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

/* cos of whole degrees 0..90, times 1000 */
static const uint16_t cos1000[91] = {
    1000, 1000, 999, 999, 998, 996, 995, 993, 990, 988, 985, 982, 978, 974, 970, 966, 961, 956, 951,
    946,  940,  934, 927, 921, 914, 906, 899, 891, 883, 875, 866, 857, 848, 839, 829, 819, 809, 799,
    788,  777,  766, 755, 743, 731, 719, 707, 695, 682, 669, 656, 643, 629, 616, 602, 588, 574, 559,
    545,  530,  515, 500, 485, 469, 454, 438, 423, 407, 391, 375, 358, 342, 326, 309, 292, 276, 259,
    242,  225,  208, 191, 174, 156, 139, 122, 105, 87,  70,  52,  35,  17,  0};

static uint32_t square_root(uint64_t v) {
    uint64_t r = 0, bit = UINT64_C(1) << 62;
    while (bit > v) bit >>= 2;
    for (; bit; bit >>= 2) {
        if (v >= r + bit) {
            v -= r + bit;
            r = (r >> 1) + bit;
        } else {
            r >>= 1;
        }
    }
    return (uint32_t)r;
}

uint32_t gaz_distance_km(const struct gaz_place *p, const struct gaz_place *q) {
    int64_t dlat = (int64_t)p->lat - q->lat, dlon = (int64_t)p->lon - q->lon;
    if (dlon > 18000000) dlon -= 36000000;
    if (dlon < -18000000) dlon += 36000000;
    int64_t mid = ((int64_t)p->lat + q->lat) / 2 / 100000;
    dlon = dlon * cos1000[mid < 0 ? -mid : mid] / 1000;
    uint64_t units = square_root((uint64_t)(dlat * dlat + dlon * dlon)); /* 1e-5 degrees */
    return (uint32_t)(units * 11132 / 10000000);
}
