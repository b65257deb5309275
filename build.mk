# Tables built from installed packages, tests, fuzzing, training: rules beside the main Makefile.

# ---- word knowledge: WordNet as one table
WORDNET ?= /usr/share/wordnet
BUILT_TABLES += wordnet.bin
BASE_OBJ := $(patsubst %.c,$(B)/%.o,$(filter-out src/base/embed.c,$(sort $(wildcard src/base/*.c))))
$(B)/mkwordnet: $(B)/tools/mkwordnet.o $(BASE_OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
build/share/wordnet.bin: tools/mkwordnet.c src/world/lexicon.h src/world/lexicon_table.h \
		data/lexicon/wordnet_roots.tsv | $(B)/mkwordnet
	@mkdir -p $(@D)
	$(B)/mkwordnet $(WORDNET) data/lexicon/wordnet_roots.tsv $@
