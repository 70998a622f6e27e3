# The two commands of the README are `make demo` and `make test`; each sets up all that it needs in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test lint types docs data report bench gate referee random-worlds build clean

$(STAMP): pyproject.toml hatch_build.py
	@echo "==> setting up $(VENV) with $(PYTHON)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "homept needs Python 3.11 or later; try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[storage,testing]' --group tests
	@touch $@

$(VENV)/.ready-%: $(STAMP)
	@echo "==> installing the tools for: $*"
	$(BIN)/python -m pip install --quiet --group $*
	@touch $@

demo: $(STAMP) data
	@echo "==> one time around the loop: routine, plan, journal file, review"
	$(BIN)/python examples/first_routine.py

test: $(STAMP) data
	@echo "==> the whole suite, with branch coverage"
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

data: $(STAMP)
	@echo "==> compiling the data package"
	$(BIN)/python -m homept compile

report: $(STAMP) data
	@$(BIN)/python -m homept report --reading --covers docs/open-programs.toml

lint: $(VENV)/.ready-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell .

types: $(VENV)/.ready-lint
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" pyright --verifytypes homept --ignoreexternal

docs: $(VENV)/.ready-docs data
	$(BIN)/sphinx-build -q -W -n --keep-going -j auto -d docs/_build/doctrees -b html docs docs/_build/html
	$(BIN)/sphinx-build -q -W -d docs/_build/doctrees -b doctest docs docs/_build/doctest
	@echo "==> docs/_build/html/index.html"

bench: $(STAMP) data
	$(BIN)/python benchmarks/cold_start.py
	$(BIN)/python benchmarks/search.py

gate: $(STAMP) data
	$(BIN)/python benchmarks/cold_start.py --gate
	$(BIN)/python benchmarks/search.py --gate
	$(BIN)/python benchmarks/choosing.py --gate

referee: $(STAMP) data
	@echo "==> the exact choice against CP-SAT, 1,000 requests of each size"
	$(BIN)/python benchmarks/choosing.py --record benchmarks/results/choosing.md

random-worlds: $(STAMP) data
	@echo "==> 100,000 random people and wishes, against a second reading of the rules"
	$(BIN)/python benchmarks/random_worlds.py

build: $(VENV)/.ready-build
	rm -rf dist
	$(BIN)/python -m build --outdir dist
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl

clean:
	rm -rf $(VENV) dist build docs/_build docs/catalog src/homept/data/compiled .coverage .coverage.*
