# attest: GNU make. MODE=release|debug|asan|tsan|cov|fuzz picks build/<mode>/.
MODE ?= release
B := build/$(MODE)
VERSION := $(shell cat VERSION)

CC_release := gcc
CC_debug := gcc
CC_asan := clang
CC_tsan := clang
CC_cov := gcc
CC_fuzz := clang
CC = $(CC_$(MODE))
AR = ar

FLAGS_release := -O2 -g
FLAGS_debug := -O0 -g3
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan := -O1 -g -fsanitize=thread
FLAGS_cov := -O0 -g --coverage
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

PKGS := sqlite3 jansson libutf8proc libcrypto zlib uchardet libzstd libbrotlidec expat libpq
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
LIBS := $(PKG_LIBS) -lpthread -lm $(EXTRA_LIBS)

WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wvla \
        -Wwrite-strings -Wcast-qual -Wundef
ifeq ($(STRICT),1)
WARN += -Werror
endif
CPPFLAGS := -Iinclude -Isrc -D_GNU_SOURCE -DATT_VERSION='"$(VERSION)"' $(PKG_CFLAGS)
CFLAGS := -std=c17 -fPIC -fvisibility=hidden -ffp-contract=off -fno-strict-aliasing \
          -ffile-prefix-map="$(CURDIR)"=. $(FLAGS_$(MODE)) $(WARN)
LDFLAGS := $(FLAGS_$(MODE))

FLOORS := base world ingest text language meaning claims incidents codebook record store export api
LIB_SRC := $(sort $(foreach f,$(FLOORS),$(wildcard src/$(f)/*.c)))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
CLI_SRC := $(sort $(wildcard src/cli/*.c))
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)

# ---- what is compiled in: readable tables, built tables, models
DATA := $(sort $(shell find data -name '*.tsv' -o -name '*.sql' 2>/dev/null)) docs/record.schema.json
MODELS := $(sort $(wildcard models/*.bin))
.DEFAULT_GOAL := all
-include build.mk
include tests.mk
include install.mk
BUILT := $(addprefix build/share/,$(BUILT_TABLES))
EMBED := $(DATA) $(MODELS) $(BUILT)
EMBED_PAIRS := $(foreach f,$(DATA) $(MODELS),$(f)=$(f)) $(foreach f,$(BUILT_TABLES),$(f)=build/share/$(f))

.PHONY: all lib clean install layers lint test train fuzz bench bless
all: $(B)/attest $(B)/libattest.so

lib: $(B)/libattest.a $(B)/libattest.so

$(B)/embed_data.c: tools/embed.sh Makefile build.mk $(EMBED)
	@mkdir -p $(@D)
	sh tools/embed.sh $@ $(EMBED_PAIRS)
$(B)/embed_data.o: $(B)/embed_data.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/libattest.a: $(LIB_OBJ) $(B)/embed_data.o
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/libattest.so: $(LIB_OBJ) $(B)/embed_data.o
	$(CC) $(LDFLAGS) -shared -Wl,-soname,libattest.so.0 -o $@ $^ $(LIBS)
$(B)/attest: $(CLI_OBJ) $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

layers:
	@sh tools/layers.sh

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
