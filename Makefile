# Two commands on a machine that has Python 3.11 or newer, git and make:
#   make start   environment, book, browser        make test   environment, everything tested
# The README has the same for Windows without make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2

.PHONY: start test test-long lint book check quizzes lock wheel clean

start: $(VENV)/run.stamp            ## build the book if it changed, serve it, open the browser
	$(BIN)/course start

test: $(VENV)/dev.stamp book        ## every test but the long ones, browser tests included
	$(BIN)/course check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not long"

test-long: $(VENV)/dev.stamp book   ## the tests that take minutes
	$(BIN)/python -m pytest -m long
	$(BIN)/python -m pytest -m "hypothesis and not long" --hypothesis-profile=search

lint: $(VENV)/dev.stamp             ## format, lint, types, content
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy
	$(BIN)/course check

book: $(VENV)/run.stamp             ## build the book into _build/html
	$(BIN)/course build

check: $(VENV)/run.stamp            ## every finding in the authored files
	$(BIN)/course check

quizzes: $(VENV)/run.stamp          ## the item bank into nbgrader's notebooks
	$(BIN)/course quiz build

wheel: book $(VENV)/dev.stamp       ## the package, with the built book inside
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

lock: $(VENV)/run.stamp             ## resolve the versions anew (needs uv on the path)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --extra build --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --extra build --extra dev --constraint requirements.lock --quiet --output-file requirements-dev.lock

clean:                              ## take away what was made, the environment too
	rm -rf $(VENV) _build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make start PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements.lock pyproject.toml $(VENV)/created
	@echo "Installing what the course needs (once; about two minutes) ..."
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "Installing what the tests need ..."
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@
