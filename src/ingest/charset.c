#include "base/base.h"

#include "base/embed.h"
#include "base/num.h"
#include "base/tsv.h"
#include "ingest/charset.h"

uint32_t charset_cp1252(unsigned char byte) {
    static const uint16_t high[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
    return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

void charset_entities(struct map *names, struct arena *a) {
    struct tsv t;
    map_init(names, a, 512);
    tsv_init(&t, embed_find("data/clean/entities.tsv"));
    while (tsv_next(&t)) {
        uint32_t cp;
        if (num_parse_u32(tsv_cell(&t, 1), &cp)) map_put(names, tsv_cell(&t, 0), cp);
    }
}
