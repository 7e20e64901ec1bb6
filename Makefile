# emic: see README.md.  Everything that is made goes under $O.

O       ?= build
PREFIX  ?= /usr/local
CC      ?= cc
CFLAGS  ?= -O2 -g
STD     := -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700
VERSION := 0.1.0

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wwrite-strings -Wpointer-arith -Wvla \
	-Wformat=2 -Wundef
ifneq ($(WERROR),)
WARN += -Werror
endif
ifneq ($(SAN),)
SANFLAGS := -fsanitize=$(SAN) -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer
endif

LIBS  := sqlite3 libpcre2-8 libutf8proc yaml-0.1 nettle libxml-2.0 libzip \
	uchardet jansson
TLIBS := criterion

# Asked for when a recipe runs, so that the packages can be installed first.
PKG_CFLAGS = $(shell pkg-config --cflags $(LIBS))
PKG_LIBS   = $(shell pkg-config --libs $(LIBS))
CPPFLAGS_  = -Ilibcoding -Icmd -I$O -DEMIC_VERSION='"$(VERSION)"' \
	-DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK $(PKG_CFLAGS)
LDFLAGS_   = -Wl,--as-needed -pthread

SRC_LIB  := $(wildcard libcoding/*/*.c)
SRC_CMD  := $(wildcard cmd/*.c)
SRC_RUN  := $(wildcard cmd/shared/*.c)
SRC_UNIT := $(wildcard tests/unit/*.c)
SCHEMA   := $(wildcard libcoding/store/schema/*.sql)
obj       = $(patsubst %.c,$O/%.o,$1)

LIB  := $O/libcoding.a
BINS := $(patsubst cmd/%.c,$O/bin/emic-%,$(filter-out cmd/emic.c,$(SRC_CMD)))
EMIC := $O/bin/emic

all: $(EMIC) $(BINS)

# --- set-up: only what is missing, and only when it is needed -------------
$(addprefix $O/deps.,build test lint fuzz): $O/deps.%: .ci/deps
	@mkdir -p $(@D)
	sh .ci/deps $*
	@touch $@

# --- building --------------------------------------------------------------
$O/%.o: %.c | $O/deps.build
	@mkdir -p $(@D)
	$(CC) $(STD) $(CPPFLAGS_) $(CPPFLAGS) $(WARN) $(CFLAGS) $(SANFLAGS) \
		-pthread -MMD -MP -c -o $@ $<

# The schema is the one generated source: an array of its steps as text.
$O/schema.h: $(SCHEMA)
	@mkdir -p $(@D)
	{ echo '/* made from libcoding/store/schema */'; \
	  echo 'static const char *const schema_steps[] = {'; \
	  for f in $(sort $(SCHEMA)); do \
	    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' \
	        -e 's/$$/\\n"/' "$$f"; echo ','; done; echo '};'; } > $@
$O/libcoding/store/project.o: $O/schema.h

$(LIB): $(call obj,$(SRC_LIB))
	@rm -f $@
	$(AR) rcs $@ $^

# An archive too, so that a command links only what it uses.
$O/libcommand.a: $(call obj,$(SRC_RUN))
	@rm -f $@
	$(AR) rcs $@ $^

$(BINS): $O/bin/emic-%: $O/cmd/%.o $O/libcommand.a $(LIB)
	@mkdir -p $(@D)
	$(CC) $(SANFLAGS) $(LDFLAGS_) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(EMIC): $O/cmd/emic.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(SANFLAGS) $(LDFLAGS_) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

# --- tests -------------------------------------------------------------------
# Criterion passes a test that leaks, so the sanitizers write files and any
# file fails the run.
SAN_LOG := $(abspath $O)/san
export ASAN_OPTIONS  = log_path=$(SAN_LOG):detect_leaks=1
export UBSAN_OPTIONS = log_path=$(SAN_LOG):print_stacktrace=1

$O/unit: $(call obj,$(SRC_UNIT)) $(LIB)
	$(CC) $(SANFLAGS) $(LDFLAGS_) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) \
		$(shell pkg-config --libs $(TLIBS)) -lm
$(call obj,$(SRC_UNIT)): | $O/deps.test

# Everything compiled and nothing linked, and every header by itself: what
# lint builds with -Werror.
HEADERS := $(wildcard libcoding/*/*.h cmd/shared/*.h)
objects: $(call obj,$(SRC_LIB) $(SRC_CMD) $(SRC_RUN) $(SRC_UNIT))
headers: $(HEADERS:%=$O/%.ok)
$O/%.h.ok: %.h $(HEADERS) | $O/deps.build
	@mkdir -p $(@D)
	$(CC) $(STD) $(CPPFLAGS_) $(CPPFLAGS) $(WARN) -fsyntax-only -x c $<
	@touch $@

check: all $O/unit | $O/deps.test
	@O='$O' BIN='$(abspath $O/bin)' UNIT='$(SRC_UNIT)' sh .ci/check.sh

# Write anew what the command tests compare with; then look at the diff.
golden: all | $O/deps.test
	GOLDEN=write BIN='$(abspath $O/bin)' prove -j2 tests/cli

lint: all | $O/deps.test $O/deps.lint
	@O='$O' MAKE='$(MAKE)' sh .ci/lint

demo: all
	@O='$O' BIN='$(abspath $O/bin)' sh .ci/demo

bench: | $O/deps.build
	+@O='$O' MAKE='$(MAKE)' CC='$(CC)' sh tests/bench/bench.sh

# --- fuzzing: with clang, in objects of its own ---------------------------
FUZZ_SECONDS ?= 60
CLANG      = $(shell command -v clang || echo clang-14)
FUZZ_FLAGS = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=undefined \
	-fsanitize=address,undefined
SRC_FUZZ  := $(wildcard tests/fuzz/fuzz_*.c)
FUZZERS   := $(SRC_FUZZ:tests/fuzz/%.c=$O/fuzz/%)

$O/fuzz/%.o: %.c | $O/deps.build $O/deps.fuzz
	@mkdir -p $(@D)
	$(CLANG) $(STD) $(CPPFLAGS_) $(CPPFLAGS) $(FUZZ_FLAGS) \
		-fsanitize=fuzzer-no-link -pthread -MMD -MP -c -o $@ $<
$O/fuzz/libcoding/store/project.o: $O/schema.h
$O/fuzz/libcoding.a: $(SRC_LIB:%.c=$O/fuzz/%.o)
	@rm -f $@
	$(AR) rcs $@ $^
$(FUZZERS): $O/fuzz/%: $O/fuzz/tests/fuzz/%.o $O/fuzz/libcoding.a
	$(CLANG) $(FUZZ_FLAGS) -fsanitize=fuzzer $(LDFLAGS_) -o $@ $^ \
		$(PKG_LIBS) -lm
fuzz: $(FUZZERS)
	@O='$O' FUZZ_SECONDS='$(FUZZ_SECONDS)' sh .ci/fuzz.sh $(FUZZERS)

# --- installing --------------------------------------------------------------
DEST = $(DESTDIR)$(PREFIX)
MAN := $(wildcard man/*.[157])

install: all
	install -d '$(DEST)/bin' '$(DEST)/libexec/emic' '$(DEST)/share/emic'
	install -m 755 $(EMIC) '$(DEST)/bin'
	install -m 755 $(BINS) '$(DEST)/libexec/emic'
	for f in $(MAN); do install -D -m 644 $$f \
	  '$(DEST)/share/man/man'$${f##*.}/$${f##*/} || exit 1; done
	cp -R codebooks samples '$(DEST)/share/emic'
	chmod -R u=rwX,go=rX '$(DEST)/share/emic'

uninstall:
	rm -f '$(DEST)/bin/emic'
	rm -rf '$(DEST)/libexec/emic' '$(DEST)/share/emic'
	for f in $(MAN); do \
	  rm -f '$(DEST)/share/man/man'$${f##*.}/$${f##*/}; done

clean:
	rm -rf $O

-include $(patsubst %.c,$O/%.d,$(SRC_LIB) $(SRC_CMD) $(SRC_RUN) $(SRC_UNIT))
-include $(patsubst %.c,$O/fuzz/%.d,$(SRC_LIB) $(SRC_FUZZ))
.DELETE_ON_ERROR:
.PHONY: all objects headers check golden lint demo bench fuzz install \
	uninstall clean
