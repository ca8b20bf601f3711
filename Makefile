# Everything that the project runs, one target each. A fresh machine needs Python 3.10+ and make.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed node_modules/.installed
SDK := $(VENV)/sdk/.installed

# Python compiles what is imported, which is little of what is installed.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile

# Node comes from the virtual environment, never from the machine.
export PATH := $(CURDIR)/$(BIN):$(PATH)
# Trust what the machine trusts, as pip does.
NPM := NODE_OPTIONS=--use-system-ca npm --no-audit --no-fund --loglevel=error

.PHONY: help
help: ## Show the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(SETUP) ## Install the locked Python packages and the pinned cdk CLI into this folder

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or newer is needed; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) -r requirements.txt
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.installed
	$(NPM) ci
	@touch $@

# Half a gigabyte that only the end-to-end tests need: the demo does not wait for it.
$(SDK): tests/sdk/requirements.txt $(VENV)/.installed
	$(PYTHON) -m venv $(VENV)/sdk
	$(VENV)/sdk/bin/python $(INSTALL) -r $<
	@touch $@

.PHONY: demo
demo: $(SETUP) ## Deploy the example app to the embedded cloud and print the ARNs
	python -m lineage_local deploy

.PHONY: graph
graph: $(SETUP) ## Deploy the example app and draw its lineage: docs/lineage.svg, build/lineage.html
	python -m lineage_local deploy
	mkdir -p build
	eval "$$(python -m lineage_local env)" && python -m lineage_graph ChurnTraining ChurnEvaluation \
		--output docs/lineage.svg --output build/lineage.html

.PHONY: conformance
conformance: $(SETUP) ## Probe the embedded service; ARGUMENTS="--aws" probes an account, see docs/conformance.md
	python -m lineage_conformance $(or $(ARGUMENTS),--pace 50)

.PHONY: demo-down
demo-down: $(SETUP) ## End the embedded cloud
	python -m lineage_local down

.PHONY: test
test: lint types unit e2e ## Run every check

.PHONY: lint
lint: $(SETUP) ## Style and format
	ruff check .
	ruff format --check .

.PHONY: types
types: $(SETUP) ## Strict type checking
	mypy

.PHONY: unit
unit: $(SETUP) ## Every test but the end-to-end ones
	pytest --numprocesses=auto --dist=loadgroup --ignore=tests/e2e

.PHONY: explore
explore: $(SETUP) ## Stacks deployed at random while anything goes wrong: minutes, and new ones each time
	LIFECYCLE=long pytest -rP tests/lineage_handler/test_state_machine.py

.PHONY: e2e
e2e: $(SETUP) $(SDK) ## The cdk CLI and the SageMaker SDK against the embedded cloud
	pytest --numprocesses=4 --dist=loadgroup tests/e2e # the CLI spends most of its time waiting

.PHONY: lock
lock: COMPILE := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.10 --no-annotate --no-header
lock: $(SETUP) ## Lock requirements.txt, the SageMaker SDK and package-lock.json anew
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python $(INSTALL) uv
	printf '# A full lock of pyproject.toml, made by `make lock`; the first line is this project itself.\n-e .\n' > requirements.txt
	$(COMPILE) --extra local --extra dev pyproject.toml >> requirements.txt
	$(COMPILE) tests/sdk/requirements.in > tests/sdk/requirements.txt
	$(NPM) install --package-lock-only

.PHONY: clean
clean: ## Remove what the targets made
	rm -rf $(VENV) node_modules build cdk.out .local-cloud .pytest_cache .mypy_cache .ruff_cache
