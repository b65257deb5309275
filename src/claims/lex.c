#include "base/base.h"

#include "claims/lex.h"

#include "base/embed.h"
#include "base/tsv.h"
#include "claims/speech.h"

struct named_bit {
    const char *name;
    uint32_t bit;
};

static const struct named_bit cue_name[] = {
    {"SAY", CUE_SAY},     {"THINK", CUE_THINK},   {"SHOW", CUE_SHOW}, {"SEEM", CUE_SEEM},
    {"REACT", CUE_REACT}, {"NOUN", CUE_NOUN},     {"PREP", CUE_PREP}, {"ADV", CUE_ADV},
    {"DOC", CUE_DOC},     {"MEDIUM", CUE_MEDIUM}, {"CITE", CUE_CITE}, {"BARE", CUE_BARE},
    {"LABEL", CUE_LABEL}, {"SELF", CUE_SELF},
};

static const struct named_bit word_name[] = {
    {"ATTACKER", WORD_ATTACKER},
    {"NOBODY", WORD_NOBODY},
    {"MORE", WORD_MORE},
    {"INCLUDE", WORD_INCLUDE},
    {"STAGED", WORD_STAGED},
    {"STAGED_ADJ", WORD_STAGED_ADJ},
    {"STAGED_NOUN", WORD_STAGED_NOUN},
    {"FOILED", WORD_FOILED},
    {"FAILED", WORD_FAILED},
    {"PLANNED", WORD_PLANNED},
    {"EVENTNOUN", WORD_EVENT},
    {"BEFORE", WORD_BEFORE},
    {"AFTER", WORD_AFTER},
    {"RAISE", WORD_RAISE},
    {"BRING", WORD_BRING},
    {"RETRACT", WORD_RETRACT},
    {"PROBABLE", WORD_PROBABLE},
    {"POSSIBLE", WORD_POSSIBLE},
    {"UNLIKELY", WORD_UNLIKELY},
    {"REPORTED", WORD_REPORTED},
    {"DENY", WORD_DENY},
    {"DOUBT", WORD_DOUBT},
    {"UNHURT", WORD_UNHURT},
    {"DAMAGE", WORD_DAMAGE},
    {"COUNT", WORD_COUNT},
    {"STANDIN", WORD_STANDIN},
    {"UNKNOWN", WORD_UNKNOWN},
    {"AMOUNT", WORD_AMOUNT},
    {"SELF", WORD_SELF},
    {"ANIMAL", WORD_ANIMAL},
};

static const struct named_bit form_name[] = {
    {"SHARE", FORM_SHARE},   {"HEAD", FORM_HEAD},       {"MAY", FORM_MAY},
    {"PLAN", FORM_PLAN},     {"TELL", FORM_TELL},       {"THEN", FORM_THEN},
    {"ONE", FORM_ONE},       {"PUT", FORM_PUT},         {"CARRY", FORM_CARRY},
    {"STAY", FORM_STAY},     {"HIT", FORM_HIT},         {"OWN", FORM_OWN},
    {"HARM", FORM_HARM},     {"VICTIM", FORM_VICTIM},   {"LOST", FORM_LOST},
    {"WHY", FORM_WHY},       {"REVENGE", FORM_REVENGE}, {"AVENGE", FORM_AVENGE},
    {"ENDS", FORM_ENDS},     {"FREED", FORM_FREED},     {"BREAKS", FORM_BREAKS},
    {"BROKEN", FORM_BROKEN}, {"NEVER", FORM_NEVER},     {"SUFFER", FORM_SUFFER},
    {"BATCH", FORM_BATCH},   {"TALLY", FORM_TALLY},     {"APART", FORM_APART},
    {"LOAD", FORM_LOAD},     {"ACCOUNT", FORM_ACCOUNT}, {"PAIR", FORM_PAIR},
    {"DEED", FORM_DEED},
};

/* A table of named bits. */
struct bit_names {
    const struct named_bit *v; /* [n] */
    size_t n;
};
static const struct bit_names cue_names = {cue_name, COUNT_OF(cue_name)};
static const struct bit_names word_names = {word_name, COUNT_OF(word_name)};
static const struct bit_names form_names = {form_name, COUNT_OF(form_name)};

static uint32_t bit_of(const struct bit_names *names, struct str name) {
    for (size_t i = 0; i < names->n; i++)
        if (str_eq_c(name, names->v[i].name)) return names->v[i].bit;
    return 0;
}

static void set_bits(struct map *m, struct str words, uint32_t bits) {
    struct str part;
    while (str_next(&words, ',', &part)) {
        part = str_trim(part);
        if (!part.n) continue;
        uint32_t old = map_get(m, part);
        map_put(m, part, (old == NONE ? 0 : old) | bits);
    }
}

static void read_words(struct map *m, const char *file, uint32_t column,
                       const struct bit_names *names) {
    struct tsv t;
    tsv_init(&t, embed_find(file));
    while (tsv_next(&t)) set_bits(m, tsv_cell(&t, column), bit_of(names, tsv_cell(&t, 0)));
}

static uint32_t slot_of(struct str name) {
    for (uint32_t s = 0; s < N_CLAIM_SLOT; s++)
        if (str_eq_c(name, claim_slot_name(s))) return s;
    return 0;
}

/* The first word of a phrase of `least` words or more, with the length of its longest phrase. */
static void note_phrase(struct map *heads, struct str phrase, uint32_t least) {
    struct str rest = phrase, first, part;
    uint32_t n = 0;
    while (str_next(&rest, ' ', &part)) {
        if (!n++) first = part;
    }
    if (n < least) return;
    uint32_t old = map_get(heads, first);
    if (old == NONE || old < n) map_put(heads, first, n);
}

static void read_casualties(struct claim_lexicon *l) {
    static const char *const how[N_HARM] = {"OBJECT", "SUBJECT", "STATE", "NOUN",
                                            "TOLL",   "LEAVE",   "LIVES"};
    struct tsv t;
    tsv_init(&t, embed_find("data/casualty.tsv"));
    while (tsv_next(&t)) {
        uint32_t slot = slot_of(tsv_cell(&t, 0));
        struct str words = tsv_cell(&t, 2), part;
        for (uint32_t h = 0; h < N_HARM; h++) {
            if (!str_eq_c(tsv_cell(&t, 1), how[h])) continue;
            while (str_next(&words, ',', &part)) {
                part = str_trim(part);
                map_put(&l->harm[h], part, slot);
                note_phrase(&l->harm_head, part, 2);
            }
        }
    }
}

static void push_responsibility(struct claim_lexicon *l, struct str phrase, uint8_t what,
                                struct arena *a) {
    struct str first = str_cut(phrase, 0, str_find(phrase, ' ', 0));
    if (str_eq_c(first, "*")) first = STR_NULL;
    *vec_push(a, &l->responsibility) = (struct responsibility_phrase){phrase, first, what};
}

static void note_prepositions(struct claim_lexicon *l) {
    for (uint32_t i = 0; i < l->cue.n; i++)
        if (l->cue.v[i].value & CUE_PREP) note_phrase(&l->prep_head, l->cue.v[i].key, 1);
}

static void read_responsibility(struct claim_lexicon *l, struct arena *a) {
    static const char *const what[] = {"CLAIM", "DENY", "NOCLAIM"};
    struct tsv t;
    tsv_init(&t, embed_find("data/claims/responsibility.tsv"));
    while (tsv_next(&t)) {
        struct str words = tsv_cell(&t, 1), part;
        if (str_eq_c(tsv_cell(&t, 0), "ATTRIBUTE")) set_bits(&l->word, words, WORD_BLAME);
        for (uint32_t k = 0; k < COUNT_OF(what); k++) {
            if (!str_eq_c(tsv_cell(&t, 0), what[k])) continue;
            while (str_next(&words, ',', &part))
                push_responsibility(l, str_trim(part), (uint8_t)k, a);
        }
    }
}

att_status claim_lexicon_open(const struct claim_lexicon **out, const struct world *w,
                              struct arena *a, const att_options *opt, att_error *err) {
    (void)w;
    struct claim_lexicon *l = arena_new(a, struct claim_lexicon);
    map_init(&l->cue, a, 1024);
    map_init(&l->word, a, 512);
    map_init(&l->harm_head, a, 64);
    for (int h = 0; h < N_HARM; h++) map_init(&l->harm[h], a, 64);
    map_init(&l->form, a, 128);
    read_words(&l->cue, "data/cues.tsv", 2, &cue_names);
    read_words(&l->form, "data/claims/counting.tsv", 1, &form_names);
    read_words(&l->form, "data/claims/circumstances.tsv", 1, &form_names);
    static const char *const tables[] = {"data/claims/persons.tsv", "data/claims/occurrence.tsv",
                                         "data/claims/revision.tsv", "data/claims/hedges.tsv"};
    for (size_t i = 0; i < COUNT_OF(tables); i++) read_words(&l->word, tables[i], 1, &word_names);
    map_init(&l->prep_head, a, 16);
    note_prepositions(l);
    read_casualties(l);
    read_responsibility(l, a);
    *out = l;
    return speech_open(&l->speech, a, opt, err);
}

uint32_t lex_cue(const struct claim_lexicon *l, struct str lemma) {
    uint32_t v = map_get(&l->cue, lemma);
    return v == NONE ? 0 : v;
}

uint32_t lex_word(const struct claim_lexicon *l, struct str lemma) {
    uint32_t v = map_get(&l->word, lemma);
    return v == NONE ? 0 : v;
}

bool lex_form(const struct claim_lexicon *l, struct str word, enum form_word what) {
    uint32_t v = map_get(&l->form, word);
    return v != NONE && v & what;
}

uint32_t lex_harm(const struct claim_lexicon *l, enum casualty_how how, struct str lemma) {
    return map_get(&l->harm[how], lemma);
}
