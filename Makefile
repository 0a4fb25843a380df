# `make` alone lists what can be made. Everything can be called again: nothing is done twice.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build build-tests test longtest demo bench result atari gymnasium lint docs clean toolchain

# Code is generated for this machine's processor, on the command line and never in the manifest, so
# that the package can be used by others. A plain `swift build` gives the same results, slower.
ifeq ($(shell uname -m),x86_64)
  NATIVE := -march=native
else
  NATIVE := -mcpu=native
endif
# One set of flags for everything: with others the package would be built once more.
FLAGS := -c release -Xcc $(NATIVE) -Xswiftc -Xcc -Xswiftc $(NATIVE) -Xswiftc -enable-testing
BIN := .build/release
TESUJI := $(BIN)/tesuji
DEMO := connect-four-muzero-demo
PRESET := tictactoe-alphazero
SEED := 0
SOURCES := $(wildcard Sources Tests Plugins Package.swift)

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "LIBTORCH=<dir> make …   uses the LibTorch in <dir> instead of fetching one"

toolchain:
	@command -v swift > /dev/null || { \
	  echo "error: there is no Swift toolchain: install Swift 6.2 or newer (https://www.swift.org/install)" >&2; \
	  exit 1; }

setup: toolchain ## install what is missing: Debian packages, LibTorch, native backends
	@scripts/setup-native.sh

build: setup ## build the program for this machine's processor
	$(call swift_build,)

build-tests: setup
	$(call swift_build,--build-tests)

# $(call swift_build,OPTIONS)
define swift_build
	@# The compiler leaves an empty folder behind for each module, wherever temporary files go.
	@mkdir -p .build/tmp
	TMPDIR="$(CURDIR)/.build/tmp" swift build $(FLAGS) $(1)
	@rm -rf .build/tmp
	@# The program tells its commit by this file.
	@if commit=$$(git rev-parse HEAD 2> /dev/null); then \
	  git diff --quiet HEAD 2> /dev/null || commit="$$commit, changed since"; \
	  echo "$$commit" > $(TESUJI).commit; \
	fi
endef

test: build-tests ## build and run all tests
	@scripts/run-tests.sh $(FLAGS)

longtest: build-tests ## run all tests, with perft to depth 6 and a million mutated texts a game
	@TESUJI_LONG_TESTS=1 scripts/run-tests.sh $(FLAGS)

demo: build ## train an agent for Connect Four, show its mistakes fall, record the run
	$(TESUJI) train $(DEMO)
	$(TESUJI) evaluate latest --simulations 0
	$(TESUJI) evaluate latest --simulations 200
	$(TESUJI) experiment list
	@echo
	@echo "Play against it:        $(TESUJI) play connect-four --agent latest"
	@echo "Look into the record:   $(TESUJI) experiment show latest"
	@echo "It is plain git, too:   git --git-dir .tesuji/experiments.git log --oneline --all"

bench: build ## measure rules, search, inference, training and self-play
	@for game in $$($(TESUJI) games --names); do $(TESUJI) bench rules $$game; done
	@for part in search inference training selfplay signature; do $(TESUJI) bench $$part; done

result: build ## train PRESET with SEED and keep the outcome in experiments/results
	@scripts/record_result.py $(PRESET) $(SEED)

atari: ## build the games of the Atari 2600 as a plugin, from ale-py's sources (GPL, stays here)
	@$(MAKE) --no-print-directory -C Plugins/Atari

gymnasium: ## install the environments of Gymnasium as a plugin, in Python
	@$(MAKE) --no-print-directory -C Plugins/Gymnasium

lint: toolchain ## check the format of all Swift files
	swift format lint --strict -r $(SOURCES)

docs: build ## build the documentation of every module into .build-docs
	docs/build.sh

clean: ## remove what was built; downloads in .deps and recorded runs stay
	rm -rf .build .build-docs
