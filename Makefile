# Every target says what it does and ends with one line. Needs Python >= 3.11, make and git; all else it brings itself.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# The first interpreter that is new enough.
PYTHON ?= $(firstword $(shell for each in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each; done; true))

.PHONY: help setup setup-bench demo test lint golden schemas screenshots accuracy bench bench-quick bench-pages bench-backfill test-beam chaos deploy-check lock clean

help: ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## a virtual environment in .venv with everything pinned (again: nothing to do)
	@echo "setup: ready in $(VENV)"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "setup: Python 3.11 or newer is needed and was not found" >&2; exit 1; }
	@echo "setup: $$($(PYTHON) --version) in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "setup: 'python3 -m venv' failed; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(INSTALLED): requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "setup: installing what requirements-dev.txt pins"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

SPEED := tests/benchmarks/speed
# mediacloud-metadata wants other versions of what the other peers are made of, so it has an environment of its own.
PEERS := bench bench-mediacloud

setup-bench: $(PEERS:%=.venv-%/.installed) ## the libraries that `make bench` measures beside us, in .venv-bench and .venv-bench-mediacloud
	@echo "setup-bench: ready in $(PEERS:%=.venv-%)"

.venv-%/.installed: $(SPEED)/requirements-%.txt | $(BIN)/python
	@test -x .venv-$*/bin/python || $(BIN)/python -m venv .venv-$*
	@echo "setup-bench: installing what $< pins"
	@.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

# Beam has pins of its own; pytest, the local bucket and this checkout come from .venv, behind them on the path.
.venv-backfill/.installed: deploy/backfill/requirements.txt $(INSTALLED)
	@test -x .venv-backfill/bin/python || $(PYTHON) -m venv .venv-backfill
	@echo "test-beam: installing what $< pins"
	@.venv-backfill/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@echo "import site; site.addsitedir('$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')')" \
		> "$$(.venv-backfill/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/behind.pth"
	@touch $@

test-beam: .venv-backfill/.installed ## the backfill's tests on Apache Beam, in .venv-backfill (900 MB)
	@.venv-backfill/bin/python -m pytest -q tests/backfill tests/deploy/test_dataflow_sh.py -k "beam or dataflow"
	@echo "test-beam: passed"

demo: $(INSTALLED) ## eight articles through a real local bucket and the function, with a table of what came out
	@$(BIN)/python -m tests.demo

test: $(INSTALLED) ## all tests that need nothing but this checkout
	@echo "test: pytest"
	@$(BIN)/python -m pytest -q
	@echo "test: passed"

lint: $(INSTALLED) ## style and types
	@echo "lint: ruff, mypy --strict"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@echo "lint: clean"

golden: $(INSTALLED) ## write tests/corpus/*/expected.json and the made parts of README.md anew, show what changed
	@$(BIN)/python -m tests.golden && $(BIN)/python -m tests.readme

schemas: $(INSTALLED) ## docs/rules.md, docs/record.md and the published schemas anew, from the register of rules and the dataclasses
	@$(BIN)/python -m tests.rules_page

screenshots: $(INSTALLED) ## pictures of preview and report for docs/, where there is a Chromium
	@$(BIN)/python -m tests.browser.screenshots

accuracy: $(INSTALLED) ## answers on the cases of others against tests/benchmarks/floors.toml, where ../shared/data is there
	@$(BIN)/python -m tests.benchmarks score --shared ../shared

bench: $(INSTALLED) ## speed and memory beside others (`make setup-bench` first), and docs/performance.md of it; 15 minutes
	@$(BIN)/python -m tests.benchmarks.speed --shared ../shared --page

bench-quick: $(INSTALLED) ## what floors.toml holds of speed and memory, in two minutes
	@$(BIN)/python -m tests.benchmarks.speed --shared ../shared --quick

bench-backfill: .venv-backfill/.installed ## backfills of 2,000 and of 10,000 articles: bytes, speed, memory, requests; 8 minutes
	@.venv-backfill/bin/python -m tests.benchmarks.backfill engines --beam
	@.venv-backfill/bin/python -m tests.benchmarks.backfill many

bench-pages: $(INSTALLED) ## docs/performance.md and its pictures anew from docs/performance.json, without measuring
	@$(BIN)/python -m tests.benchmarks.speed.page

SEEDS ?= 200
chaos: $(INSTALLED) ## deliveries late, doubled, broken, killed and forged at once (SEEDS=200)
	@$(BIN)/python -m tests.e2e.chaos --seeds $(SEEDS)

deploy-check: $(INSTALLED) ## what can be checked of a deployment without a cloud account
	@$(BIN)/python deploy/check

lock: | $(BIN)/python ## all requirements files anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--custom-compile-command "make lock" pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--custom-compile-command "make lock" -c requirements.txt pyproject.toml --group dev -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--custom-compile-command "make lock" --extra backfill pyproject.toml -o deploy/backfill/requirements.txt
	@for each in $(PEERS); do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
			--custom-compile-command "make lock" --group $$each -o $(SPEED)/requirements-$$each.txt; done
	@echo "lock: $$(grep -c '==' requirements.txt) runtime and $$(grep -c '==' requirements-dev.txt) development pins"

clean: ## remove what the targets made
	@rm -rf $(VENV) .venv-* .pytest_cache .mypy_cache .ruff_cache .hypothesis .bench
	@echo "clean: done"
