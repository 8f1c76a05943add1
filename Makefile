# Everything runs in .venv, which is made from the lock files when they change.
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
# Tests start many processes: each would compile all modules again.
export PYTHONDONTWRITEBYTECODE :=

# Without Node, scripts and style sheets are not linted, unless AGORA_REQUIRE_NODE is set.
NODE := $(or $(shell command -v npm),$(AGORA_REQUIRE_NODE))

.PHONY: help site serve test test-all check lint lint-js audit bench fuzz torture faults vendor load audit-dependencies
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

site: .venv/site ## build the site into site/
	$(BIN)/mkdocs build --strict --quiet
	@echo "site/ is built: open it with 'make serve', or publish the folder"

serve: .venv/site ## show the site on http://127.0.0.1:8000/ and follow every change
	$(BIN)/mkdocs serve

# A file, a test in it, or a word that names of files and tests have.
T ?=
PYTEST := $(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder
CHOSEN = $(if $(wildcard $(firstword $(subst ::, ,$(T)))),'$(T)',-k '$(T)')

ifeq ($(T),)
test: .venv/tested ## run the tests, unless they have passed on these very files; T=word or T=file: those alone
	@echo "the tests have passed on these files; remove .venv/tested to run them again"

test-all: .venv/dev ## run those that are long by nature too, and measure how much of the code they reach
	$(PYTEST) --cov --cov-report=term
else
test: .venv/dev
	$(PYTEST) -m "not slow" $(CHOSEN)

test-all: .venv/dev
	$(PYTEST) $(CHOSEN)
endif

check: .venv/site ## say what is wrong in the showcases, without building
	$(BIN)/agora check

lint: .venv/dev $(if $(NODE),lint-js) ## check format, style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

lint-js: tools/web/node_modules/.package-lock.json ## check style and types of scripts, and style sheets (needs Node)
	npm --prefix tools/web run --silent lint

audit: .venv/dev tools/audit/node_modules/.package-lock.json ## measure the pages with Lighthouse, and their weight (needs Node and Chromium)
	$(BIN)/python tools/audit/audit.py

torture: .venv/dev ## kill a hundred builds at random moments, fill the disk, build twice at once
	AGORA_KILLS=100 $(BIN)/pytest -s tests/test_killed.py tests/test_staging.py

faults: .venv/dev ## plant 40 faults in copies of this checkout, one at a time, and say which the tests find (hours)
	$(BIN)/python tools/faults.py --test "PYTEST_ADDOPTS=-x make test" $(FAULTS)

load: .venv/dev site ## have many readers read the site from nginx and Caddy (Debian's packages)
	$(BIN)/python tools/load.py

audit-dependencies: .venv/dev .venv/upkeep/done ## known vulnerabilities and licences of what is locked
	$(BIN)/python tools/dependencies.py .venv/upkeep/bin/pip-audit

vendor: tools/vendor/node_modules/.package-lock.json ## make the form's parser of Markdown again, from npm's packages (needs Node)
	npm --prefix tools/vendor run --silent build

bench: .venv/bench ## build beside Hugo, Material and Zensical, and write benchmarks/results/
	$(BIN)/python -m benchmarks $(BENCH)

# Atheris follows coverage, which few versions of Python let it do: it is in no lock file.
FUZZED ?= 100000
fuzz: .venv/dev ## look for contributions that end in an exception, in 100,000 cases (needs Linux and Python 3.11 to 3.13)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris >=3,<4"
	@mkdir -p fuzzing
	$(BIN)/python tests/fuzz.py -runs=$(FUZZED) -max_len=2000 -timeout=30 -artifact_prefix=fuzzing/

tools/%/node_modules/.package-lock.json: tools/%/package.json tools/%/package-lock.json
	cd tools/$* && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

.venv/bin/python:
	$(PYTHON) -m venv .venv

# The lock files name all that is needed, so pip resolves nothing: asked for an extra, such as
# coverage[toml], it would consider versions that are not locked, and refuse them.
.venv/site: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index -e .
	@touch $@

.venv/dev: requirements-dev.txt .venv/site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

# In an environment of its own, for it comes with another pip.
.venv/upkeep/done: requirements-upkeep.txt | .venv/bin/python
	$(PYTHON) -m venv .venv/upkeep
	.venv/upkeep/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-upkeep.txt
	@touch $@

.venv/bench: requirements-bench.txt .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.txt
	@touch $@

# Files and folders, so that a removal is seen as well as a change.
TESTED := $(shell find .ci .github .vscode agora deploy docs overrides showcases tests tools hooks.py mkdocs.yml \
	pyproject.toml README.md README.fr.md CONTRIBUTING.md CONTRIBUTING.fr.md -not -path '*/node_modules*' -not -name '__pycache__*' -not -name '*.pyc' -not -name '* *')
.venv/tested: .venv/dev $(TESTED)
	$(PYTEST) -m "not slow"
	@touch $@

.PHONY: lock
COMPILE := .venv/upkeep/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet
lock: .venv/upkeep/done ## pin the newest dependencies that pyproject.toml allows
	$(COMPILE) --upgrade --extra site -o requirements.txt
	$(COMPILE) --upgrade --extra site --extra dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) --upgrade --extra bench -c requirements-dev.txt -o requirements-bench.txt
	$(COMPILE) --upgrade --extra upkeep -c requirements-dev.txt -o requirements-upkeep.txt
