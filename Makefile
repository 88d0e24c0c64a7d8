# Everything here works on a machine that has Python >= 3.11 with venv, and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: run test check format lint types contracts frames pictures bench pins clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tickertui needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

run: $(READY) ## open tickertui (the sample, or SOURCE=path-or-address)
	@$(BIN)/tickertui $(SOURCE)

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -q -n 4 --dist loadfile

check: format lint types contracts test ## everything CI asks for

format: $(READY) ## is the code formatted?
	$(BIN)/ruff format --check .

lint: $(READY) ## what ruff says
	$(BIN)/ruff check .

types: $(READY) ## what mypy --strict says
	$(BIN)/mypy

contracts: $(READY) ## do imports point down?
	$(BIN)/lint-imports --no-logo

frames: $(READY) ## accept the screens as they are now as golden frames
	TICKERTUI_ACCEPT_FRAMES=1 $(BIN)/python -m pytest -q tests/tui tests/cli tests/test_readme.py

pictures: $(READY) ## make the pictures of the README anew
	$(BIN)/python docs/pictures.py

bench: $(READY) ## run every benchmark, ratios of one run each
	@for file in benchmarks/[a-z]*.py; do case $$file in */measure.py) continue;; esac; echo "== $$file"; $(BIN)/python $$file; done

pins: ## write requirements/dev.txt anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --quiet --output-file requirements/dev.txt pyproject.toml requirements/dev.in

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
