# Tables built from installed packages, tests, fuzzing, training: rules beside the main Makefile.

# ---- word knowledge: WordNet as one table
WORDNET ?= /usr/share/wordnet
BUILT_TABLES += wordnet.bin
BASE_OBJ := $(patsubst %.c,$(B)/%.o,$(filter-out src/base/embed.c,$(sort $(wildcard src/base/*.c))))
$(B)/mkwordnet: $(B)/tools/mkwordnet.o $(BASE_OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
build/share/wordnet.bin: tools/mkwordnet.c tools/tool.h src/world/lexicon.h src/world/lexicon_table.h \
		data/lexicon/wordnet_roots.tsv | $(B)/mkwordnet
	@mkdir -p $(@D)
	$(B)/mkwordnet $(WORDNET) data/lexicon/wordnet_roots.tsv $@

# ---- places: the cities of libgeonames, states and own rows as one table
GAZ_TSV := $(sort $(wildcard data/gazetteer/*.tsv))
GEONAMES_CFLAGS = $(shell pkg-config --cflags geonames gio-2.0)
GEONAMES_LIBS = $(shell pkg-config --libs geonames gio-2.0)
BUILT_TABLES += gaz.bin
$(B)/tools/mkgaz.o: CPPFLAGS += $(GEONAMES_CFLAGS)
$(B)/mkgaz: $(B)/tools/mkgaz.o $(B)/src/world/gaz_table.o $(B)/src/world/gaz_kind.o \
		$(B)/src/world/namekey.o $(BASE_OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) $(GEONAMES_LIBS)
build/share/gaz.bin: tools/mkgaz.c tools/tool.h src/world/gaz_table.c src/world/gaz_table.h src/world/gaz.h \
		src/world/namekey.c data/actors/states.tsv $(GAZ_TSV) | $(B)/mkgaz
	@mkdir -p $(@D)
	$(B)/mkgaz data/actors/states.tsv $@ $(GAZ_TSV)
# The inner loops of the network are worth the optimiser's best.
ifeq ($(MODE),release)
$(B)/src/language/net_wide.o $(B)/src/language/net.o $(B)/src/language/parser.o $(B)/src/language/word_gates.o: CFLAGS += -O3
endif


# ---- training programs; not part of libattest
TRAIN_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard train/*.c))
$(TRAIN_OBJ): CFLAGS += -O3 -march=x86-64-v3
$(TRAIN_OBJ): CPPFLAGS += -Itrain
TRAIN_PARSER := $(addprefix $(B)/train/,parser.o parser_run.o parser_pass.o parser_corpus.o net.o gemm.o treebank.o modelfile.o lemmas.o)
$(B)/attest-train-parser: $(TRAIN_PARSER) $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/attest-train-headlines: $(addprefix $(B)/train/,headlines.o treebank.o) $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
train: $(B)/attest-train-parser $(B)/attest-train-headlines
-include $(TRAIN_OBJ:.o=.d)

# ---- names: make train-ner NER_DATA=FOLDER reads FOLDER/ner and FOLDER/coref_gum
$(B)/attest-train-ner: $(addprefix $(B)/train/,train_ner.o modelfile.o treebank.o) $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
.PHONY: train-ner
train-ner: $(B)/attest-train-ner
	gzip -dc $(NER_DATA)/coref_gum/train.jsonl.gz > $(B)/gum.jsonl
	nice -n 10 $< models/ner.bin --epochs 8 $(NER_DATA)/ner/dev.jsonl $(B)/gum.jsonl

# ---- incidents: the trained role reader of wires
$(B)/train/train_incident: $(patsubst %,$(B)/train/%.o,train_incident muc_data bank_train gbt) $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/train/gbt.o $(B)/train/bank_train.o $(B)/train/muc_data.o $(B)/train/train_incident.o: CPPFLAGS += -I.
$(B)/train/bank_train.o $(B)/train/gbt.o: CFLAGS += -O3 -ffast-math
MUC_TRAIN ?= muc4/train.jsonl.gz
.PHONY: train-incident
train-incident: $(B)/train/train_incident
	nice -n 10 $< --train $(MUC_TRAIN) --out models/incident.bin

# ---- statements: cues, content, holders
$(B)/train/train_quotes: $(patsubst %,$(B)/train/%.o,train_quotes quote_data modelfile treebank) $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/train/quote_data.o $(B)/train/train_quotes.o: CPPFLAGS += -I.
QUOTES_TRAIN ?= quotes/train.jsonl.gz
.PHONY: train-quotes
train-quotes: $(B)/train/train_quotes
	nice -n 10 $< models/quotes.bin $(QUOTES_TRAIN)

# ---- incidents: the weights that join events. make train-join [MUC_TRAIN=FILE]
JOIN_CASES := tests/cases/incident/happenings.txt train/happenings.txt
$(B)/train/join_data.o $(B)/train/train_join.o: CPPFLAGS += -I.
$(B)/train/train_join: $(patsubst %,$(B)/train/%.o,train_join join_data treebank) $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
.PHONY: train-join
train-join: $(B)/train/train_join
	nice -n 10 $< --muc $(MUC_TRAIN) --out data/incidents/join.tsv $(JOIN_CASES)
-include $(wildcard $(B)/train/*.d $(B)/tools/*.d $(B)/tests/*/*.d $(B)/fuzz/*.d)

# ---- main text beside its peers: make html-peers HTML_DATA=FOLDER
$(B)/htmlscore: $(B)/eval/htmlscore.o $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
.PHONY: html-peers
html-peers: all $(B)/htmlscore
	@sh eval/html_peers.sh "$(HTML_DATA)"
