# Every target sets up what it needs from nothing but Python 3.11 to 3.13 and make.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
DATA := $(wildcard data/nlu/*.yml data/nlu/lookups/*.yml data/calibration/*.yml) domain.yml triage.yml

.PHONY: help serve chat test slow browser check model bench bench-nlu wheel lock clean
help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed (name one: make PYTHON=...)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q bot
	@touch $@

models/default/meta.json: $(VENV)/ready $(DATA)
	$(BIN)/tiepnhan --lang en train

model: models/default/meta.json  ## train the model from data/nlu

serve: models/default/meta.json  ## bring the product up: a page to chat on, the desk, the API
	@$(BIN)/tiepnhan serve

chat: models/default/meta.json  ## talk to the assistant in the terminal
	@$(BIN)/tiepnhan chat

test: models/default/meta.json  ## the tests
	$(BIN)/python -m pytest -m "not slow and not browser"

slow: models/default/meta.json  ## the tests that take longer: the wheel in an empty environment, long fuzzing
	$(BIN)/python -m pytest -m "slow and not browser"

browser: models/default/meta.json  ## the tests in a browser (needs chromium)
	$(BIN)/python -m pytest -m browser tests/desk_pages
	$(BIN)/python -m pytest -m browser tests/widget
	$(BIN)/python -m pytest -m browser tests/evaluation

check: $(VENV)/ready  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: models/default/meta.json  ## print speed, start-up, memory, accuracy
	$(BIN)/python -m benchmarks

bench-nlu: models/default/meta.json  ## print how well messages are understood, beside what is wanted
	$(BIN)/python -m benchmarks.nlu --slow

wheel: models/default/meta.json  ## build the wheel, with domain, messages and model in it
	$(BIN)/python -m hatchling build --target wheel

lock:  ## make requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --upgrade --output-file requirements.lock

clean:  ## remove what the other targets made
	rm -rf $(VENV) models dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
