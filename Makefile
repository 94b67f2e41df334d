# make run    sets up .venv if need be and runs a Portuguese article through the whole pipeline
# make test   sets up .venv if need be and runs the tests
# make demo   how a gazetteer is refreshed, offline, against a server on this machine
# make lint   style, formatting, types
# make bench  quality and speed, into benchmarks/results

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.exonym-ready

.PHONY: run demo test test-slow lint bench clean

$(READY): pyproject.toml hatch_build.py
	@echo "==> Setting up $(VENV) (one time, about a minute)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

run: $(READY)
	@echo "==> exonym run samples/articles/pt-wagner.txt"
	@$(BIN)/exonym run --format text samples/articles/pt-wagner.txt

demo: $(READY)
	@$(BIN)/python tools/demo_refresh.py

test: $(READY)
	@echo "==> Running the tests"
	@$(BIN)/python -m pytest

test-slow: $(READY)
	@$(BIN)/python -m pytest -m slow

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .bench pipeline/_shipped build dist *.egg-info
