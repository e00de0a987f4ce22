# Everything a newcomer needs: `make demo` grades the sample class, `make test` runs the tests.
# Both make a virtual environment in .venv first; PYTHON=python3.12 chooses the interpreter.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test test-slow test-versions fuzz lint verify bench clean

demo: $(INSTALLED)
	$(BIN)/lrgrade demo

test: lint
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(INSTALLED)
	$(BIN)/python -m pytest

# Canaries and `lrgrade verify` on each TensorFlow of graders/support.py, in build/versions.
test-versions: $(INSTALLED)
	$(BIN)/python tests/versions/run.py

# 100,000 inputs for each reader of foreign bytes; most of an hour. CI runs a sample of it.
fuzz: $(INSTALLED)
	$(BIN)/python -m tests.fuzz

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

verify: $(INSTALLED)
	$(BIN)/lrgrade verify

# Costs and ratios; the last line counts what hostile examples gained, read, changed or left.
bench: $(INSTALLED)
	$(BIN)/python benchmarks/grading.py
	$(BIN)/python benchmarks/sandbox.py
	$(BIN)/python benchmarks/kernel.py
	$(BIN)/python benchmarks/pull_request.py
	$(BIN)/python benchmarks/nbgrader_class.py
	$(BIN)/lrgrade verify

clean:
	rm -rf $(VENV) build dist demo-results

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'lrgrade needs Python 3.11 or later; try: make PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[nbgrader,postgresql,similarity,cluster,dev]"
	touch $@
