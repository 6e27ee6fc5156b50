# Every command of the project. `make` alone lists them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

generate: $(READY) ## set everything up and compile specs/ into generated/
	$(BIN)/arazzo-codegen specs/ -o generated/

test: $(READY) ## set everything up and run all tests
	$(BIN)/python -m pytest -n auto -q

check: $(READY) ## types, style and drift of generated/
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/black --check --quiet codegen tests benchmarks
	$(BIN)/arazzo-codegen specs/ -o generated/ --check

goldens: $(READY) ## rewrite the expected files of the golden cases and what the pages show (then read the diff)
	$(BIN)/python -m pytest tests/golden -n auto -q --update-goldens
	$(BIN)/python -m pytest tests/docs -n auto -q --update-goldens

fuzz: $(READY) ## mutate documents for long (MUTANTS=100000)
	ARAZZO_CODEGEN_MUTANTS=$${MUTANTS:-100000} $(BIN)/python -m pytest tests/fuzz -q

bench: $(READY) ## measure; prints a table
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/run.py

docs: $(READY) ## build the documentation site into site/
	$(BIN)/python -m pip install --quiet --group docs
	PYTHONPATH=docs/extensions $(BIN)/zensical build --strict --clean

wheel: $(READY) ## build the wheel and the source distribution into dist/
	$(BIN)/python -m build --outdir dist

clean: ## remove what the commands above have made
	rm -rf $(VENV) dist site .mypy_cache .pytest_cache .hypothesis .arazzo-codegen-cache

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group test
	touch $(READY)

.PHONY: help generate test check goldens fuzz bench docs wheel clean
