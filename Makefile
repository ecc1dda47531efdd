# make run: the reader on the sample archive · make test: all tests · make check: lint, types, layers
PYTHON ?= python3
BIN = .venv/bin

.PHONY: run test check format screenshots clean

run: .venv/run.stamp
	$(BIN)/onrecord --archive .archive seeds

test: .venv/dev.stamp .venv/reloaded/whoosh
	$(BIN)/python -m pytest -n auto --dist loadfile
	PYTHONPATH=.venv/reloaded $(BIN)/python -m pytest $(SEARCHING)

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: .venv/dev.stamp
	$(BIN)/python -m tests.screenshots

# Whoosh has two distributions that write the same index; what searches is tested with both.
SEARCHING = tests/unit/engines/test_engines.py tests/unit/engines/test_reference.py tests/unit/query
.venv/reloaded/whoosh: .venv/dev.stamp
	$(INSTALL) --target .venv/reloaded whoosh-reloaded==2.7.5

clean:
	rm -rf .venv .archive

# The environment: made by uv where it is present, else by venv and pip.
ifneq ($(shell command -v uv 2>/dev/null),)
INSTALL = uv pip install --quiet --python $(BIN)/python
else
INSTALL = $(BIN)/python -m pip install --quiet
endif

.venv/bin/python:
	if command -v uv >/dev/null 2>&1; then uv venv --quiet --python $(PYTHON) .venv; else $(PYTHON) -m venv .venv; fi

.venv/run.stamp: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) --constraint constraints.txt --editable .
	touch $@

.venv/dev.stamp: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) --constraint constraints.txt --editable '.[dev]'
	touch $@ .venv/run.stamp
