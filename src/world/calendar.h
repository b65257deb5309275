/*
 * The calendar: the words of time and number, and holidays.
 *
 * Its days are those of base/civil.h.
 * Words come from data/time/words.tsv, their neighbours from context.tsv, bounds from bounds.tsv,
 * holidays from holidays.tsv there. Immutable after calendar_open().
 */
#ifndef WORLD_CALENDAR_H
#define WORLD_CALENDAR_H

#include "base/civil.h"
#include "base/map.h"

/* clang-format off */
enum time_unit {
    TU_NONE, TU_YEAR, TU_MONTH, TU_WEEK, TU_DAY, TU_HOUR, TU_MINUTE, TU_SECOND, TU_DECADE,
    TU_CENTURY, TU_QUARTER, TU_WEEKEND, TU_NIGHT, TU_FORTNIGHT, TU_MILLENNIUM
};
/* clang-format on */
enum time_part { TP_NONE, TP_MORNING, TP_AFTERNOON, TP_EVENING, TP_NIGHT, TP_MIDNIGHT, TP_DAYTIME };
enum time_season { TS_NONE, TS_SPRING, TS_SUMMER, TS_FALL, TS_WINTER };
enum time_ref { TR_NONE, TR_PRESENT, TR_PAST, TR_FUTURE };

/* clang-format off */
#define CALENDAR_CLASSES(X)                                                                        \
    X(MONTH, "month") X(SHORT, "short") X(WEEKDAY, "weekday") X(WEEKDAYS, "weekdays")              \
    X(UNIT, "unit") X(UNITS, "units") X(PART, "part") X(CLOCK, "clock") X(SEASON, "season")        \
    X(REF, "ref") X(ADJREF, "adjref") X(DAY, "day") X(TONIGHT, "tonight") X(SET, "set")            \
    X(RELATIVE, "relative") X(PAST, "past") X(MODIFIER, "modifier") X(EARLIER, "earlier")          \
    X(PAPER, "paper") X(SET_WORD, "set_word") X(NUMBER, "number") X(SCALE, "scale")              \
    X(DOZEN, "dozen") X(MANY, "many") X(VAGUE, "vague") X(ORDINAL, "ordinal")                      \
    X(MEASURE, "measure") X(PERCENT, "percent") X(MONEY, "money") X(FUTURE, "future")              \
    X(ZONE, "zone") X(DECADE, "decade")
/* clang-format on */

enum time_class_bit {
#define X(id, name) TW_BIT_##id,
    CALENDAR_CLASSES(X)
#undef X
        N_TIME_CLASS
};
enum time_class {
#define X(id, name) TW_##id = (int)(1u << TW_BIT_##id),
    CALENDAR_CLASSES(X)
#undef X
};

/* What the neighbour of a number or a word of time may be: data/time/context.tsv. */
/* clang-format off */
#define CALENDAR_CONTEXTS(X)                                                                       \
    X(DATE_BEFORE, "date_before") X(YEAR_BEFORE, "year_before") X(SEASON_BEFORE, "season_before") X(COUNTED, "counted") \
    X(RATE, "rate") X(LASTING, "lasting") X(PLAIN, "plain") X(AM, "am")                            \
    X(PM, "pm") X(PHRASE_END, "phrase_end") X(DETERMINER, "determiner") X(CODE, "code")            \
    X(ZULU, "zulu") X(HOURS, "hours") X(ALSO_VERB, "also_verb") X(ALSO_NAME, "also_name")          \
    X(ALSO_ACT, "also_act") X(NAMED_DAY, "named_day") X(BEFORE_CHRIST, "before_christ")            \
    X(YEAR_PREFIX, "year_prefix") X(YEAR_KIND, "year_kind") X(DAY_KIND, "day_kind")                \
    X(COUNT_FULL, "count_full") X(SHIFT_BACK, "shift_back") X(SHIFT_ON, "shift_on")                \
    X(OF_TEXT, "of_text") X(PERIOD, "period") X(RANGE_TO, "range_to")                              \
    X(RANGE_FROM, "range_from") X(LIST_AND, "list_and")
/* clang-format on */

enum time_context {
#define X(id, name) TC_##id,
    CALENDAR_CONTEXTS(X)
#undef X
        N_TIME_CONTEXT
};

/* What words before a number say of it: data/time/bounds.tsv. */
enum bound { BOUND_NONE, BOUND_LOW, BOUND_ABOVE, BOUND_HIGH, BOUND_BELOW, BOUND_ABOUT };
enum { BOUND_WORDS = 3 };

struct bounding {
    struct str word[BOUND_WORDS]; /* [n] */
    uint32_t n;
    enum bound bound;
};

/* What a word may be: `classes` says which of the fields count. */
struct time_word {
    uint32_t classes;                   /* enum time_class */
    uint8_t month, weekday, unit, part; /* 1..12, 1..7, enum time_unit, enum time_part */
    uint8_t season, ref, ordinal;       /* enum time_season, enum time_ref, 1..30 */
    uint8_t clock;                      /* hour */
    int8_t day, relative;               /* offset in days; -1, 0, 1 */
    uint64_t number;                    /* number, scale, dozen, many, vague */
    struct str value;                   /* of SET and MODIFIER */
};

struct calendar;

const struct calendar *calendar_open(struct arena *a);
/* What the lower-case word may be, or NULL. */
const struct time_word *calendar_word(const struct calendar *c, struct str lower);
/* The lower-case word is of that class. */
bool calendar_context(const struct calendar *c, enum time_context k, struct str lower);
/* The rows of words that bound a number [*n], in the order in which they are tried. */
const struct bounding *calendar_bounds(const struct calendar *c, uint32_t *n);
/* The first word of a holiday's name ("easter", "new"); cheap, true may be wrong. */
bool calendar_holiday_starts(const struct calendar *c, struct str lower);
/* Index of the holiday of that name (lower case, single spaces), or NONE. */
uint32_t calendar_holiday(const struct calendar *c, struct str lower);
/* Day number of holiday `h` in `year`. */
int64_t calendar_holiday_day(const struct calendar *c, uint32_t h, int32_t year);

/* Day number of Easter Sunday, Gregorian (Meeus/Jones/Butcher). */
int64_t calendar_easter(int32_t year);

#endif
