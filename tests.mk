# Tests: unit programs, case files, golden output, command line, allocation failures, fuzz replay.
UNIT_SRC := $(sort $(wildcard tests/unit/*.c))
UNIT_BIN := $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)
$(B)/tests/%.o: CPPFLAGS += -Itests
$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libattest.a
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka
$(B)/cases: $(B)/tests/cases.o $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/oom: $(B)/tests/oom/oom.o $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

# A made archive of 1 GB through a pipe: make stream. Not part of "test": it takes a minute.
$(B)/mkwarc: $(B)/tests/stream/mkwarc.o
	$(CC) $(LDFLAGS) -o $@ $^
.PHONY: stream
stream: all $(B)/mkwarc
	@sh tests/stream/run.sh

# One fuzz target a parser. MODE=fuzz links libFuzzer; other modes link a main that replays files.
FUZZ_SRC := $(sort $(wildcard fuzz/fuzz_*.c))
FUZZ_BIN := $(FUZZ_SRC:fuzz/%.c=$(B)/%)
ifeq ($(MODE),fuzz)
$(B)/fuzz_%: $(B)/fuzz/fuzz_%.o $(B)/libattest.a
	$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)
else
$(B)/fuzz_%: $(B)/fuzz/fuzz_%.o $(B)/fuzz/replay.o $(B)/libattest.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
endif

.PRECIOUS: $(B)/tests/unit/%.o $(B)/fuzz/%.o
.PHONY: test-build test test-quick bless
test-build: all $(UNIT_BIN) $(B)/cases $(B)/oom $(FUZZ_BIN)
fuzz-build: $(FUZZ_BIN)
# Everything, in release and under the sanitizers; closes with "N passed, N failed, N skipped".
test:
	@sh tests/run.sh
# Release build only, for the minutes between edits.
test-quick:
	@sh tests/run.sh quick
# Writes the golden files anew from what the program says now: look at the difference before a commit.
bless: all
	@sh tests/golden.sh bless
	@sh tests/manual.sh bless
-include $(UNIT_SRC:%.c=$(B)/%.d) $(FUZZ_SRC:%.c=$(B)/%.d) $(B)/tests/cases.d $(B)/tests/oom/oom.d

# ---- the casebook: long runs of what tests/cli/crash.sh and casebook.sh do in small
.PHONY: crash-test order-test
crash-test: all
	@sh tests/crash/kill.sh $(B)/attest $(or $(KILLS),200)
order-test: all
	@sh tests/cli/casebook.sh $(B)/attest 200 30

# Every export of a larger book: make export-test EXPORT_REPORTS="FILE..." (JSONL of reports, also gzipped).
.PHONY: export-test
export-test: all
	@bash tests/export/run.sh $(EXPORT_REPORTS)
