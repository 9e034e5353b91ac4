# Two commands: `make run` serves the page, `make test` runs every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test setup index browser check lock pictures

run: setup index
	$(BIN)/python app.py

test: setup index browser check

setup: $(READY)

# pip and a lock of exact versions: with `torch==2.13.0` named first, a CPU build that lies on
# the machine is taken where there is one.
$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "torch==2.13.0"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable ".[dev]"
	touch $(READY)

# Does nothing where the letters are in the index already.
index: setup
	$(BIN)/python -m ingest

browser:
	@sh tests/browser.sh

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
	$(BIN)/python -m eval check
	$(BIN)/python -m eval gate --quiet

lock: setup
	$(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check | sed 's/+cpu$$//' > requirements.lock

pictures: setup
	$(BIN)/python -m tests.pictures
