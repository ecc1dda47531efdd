# make run: the reader on the sample archive · make test: all tests
# make cluster: start three OpenSearch nodes · make cluster-test: the tests of engines on them
# make test-fast: without the model, the app and other processes · make check: lint, types, layers
PYTHON ?= python3
BIN = .venv/bin

.PHONY: run test test-fast cluster cluster-test cluster-stop check format screenshots clean

run: .venv/run.stamp
	$(BIN)/onrecord --archive .archive seeds

test: .venv/dev.stamp .venv/reloaded/whoosh
	$(BIN)/python -m pytest -n auto --dist worksteal
	PYTHONPATH=.venv/reloaded $(BIN)/python -m pytest -n auto --dist worksteal $(WHOOSH_TESTS)

test-fast: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not model and not app and not system"

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: .venv/dev.stamp
	$(BIN)/python -m tests.screenshots

# Two distributions of Whoosh write the same index; the tests of searching run with both.
WHOOSH_TESTS = $(addprefix tests/unit/engines/test_,codec.py codec_of_archives.py engines.py index.py reference.py whoosh.py)
.venv/reloaded/whoosh: .venv/dev.stamp
	$(INSTALL) --target .venv/reloaded whoosh-reloaded==2.7.5

# Needs Java 17 and Maven; see tests/cluster. The nodes listen on 127.0.0.1 only.
cluster: .venv/dev.stamp
	$(BIN)/python -m tests.cluster up memory

cluster-test: cluster
	ONRECORD_TEST_CLUSTER=$$($(BIN)/python -m tests.cluster hosts) \
		$(BIN)/python -m pytest -k opensearch tests/unit

cluster-stop:
	$(BIN)/python -m tests.cluster clear

clean:
	rm -rf .venv .archive

# The environment is created by uv if it is installed, and otherwise by venv and pip.
ifneq ($(shell command -v uv 2>/dev/null),)
CREATE = uv venv --quiet --python $(PYTHON) .venv
INSTALL = uv pip install --quiet --python $(BIN)/python
else
# Before 23.3 pip does not normalise the names of extras, so it warns of lxml[html_clean].
CREATE = $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --upgrade 'pip>=23.3'
INSTALL = $(BIN)/python -m pip install --quiet
endif

.venv/bin/python:
	$(CREATE)

.venv/run.stamp: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) --constraint constraints.txt --editable .
	touch $@

.venv/dev.stamp: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) --constraint constraints.txt --editable '.[dev]'
	touch $@ .venv/run.stamp
