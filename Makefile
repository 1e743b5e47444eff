# Every command sets itself up: a .venv with the locked packages. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export PYTHONPATH := overrides

.DEFAULT_GOAL := help
.PHONY: help serve build test bench fix guide ledger links reviews changes screenshots card lock clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

serve: .venv/site ## Preview at http://127.0.0.1:8000/, rebuilt on save
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

build: .venv/site ## Build the site into site/; a failed build leaves the last good one
	$(BIN)/python overrides/commands/build.py

test: .venv/test .venv/nu ## Everything that CI runs
	$(BIN)/python overrides/commands/browser.py
	$(BIN)/python -m pytest

bench: .venv/test .venv/lighthouse ## This site beside stock Material, Zensical and a bare page; QUICK=1 leaves out 1,000 pages
	$(BIN)/python overrides/commands/browser.py
	PYTHONPATH=$(PYTHONPATH):overrides/commands $(BIN)/python tests/benchmarks/bench.py $(if $(QUICK),--quick)

screenshots: build .venv/test ## Pictures of every page for reviewers, into .cache/screenshots/
	$(BIN)/python overrides/commands/browser.py
	$(BIN)/python overrides/commands/screenshots.py

links: build .venv/test ## Does every outgoing address of the site still answer?
	$(BIN)/python overrides/commands/links.py

reviews: .venv/site ## Which pages are due for review? DATE=2027-06-01 asks for another day
	$(BIN)/python overrides/commands/reviews.py $(if $(DATE),--date $(DATE))

changes: .venv/test ## What readers see change between two built sites: BEFORE=folder AFTER=folder
	@$(BIN)/python overrides/commands/changes.py $(BEFORE) $(AFTER)

fix: .venv/site ## Mend in the pages what has one right answer, and say what was changed
	@$(BIN)/python overrides/commands/fix.py

guide: .venv/site ## Write the guard's rules into the editors' guide, .github/CONTRIBUTING.md
	$(BIN)/python overrides/commands/guide.py

ledger: .venv/site ## Add new addresses and anchors to the ledger of what was published
	$(BIN)/python overrides/commands/ledger.py

card: .venv/test ## Draw the social card and the touch icon anew
	$(BIN)/python overrides/commands/browser.py
	$(BIN)/python overrides/commands/card.py

lock: .venv/test ## Lock the packages of pyproject.toml at their newest versions
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra test --constraints requirements.txt --output-file requirements-test.txt

clean: ## Remove what the commands made
	rm -rf .venv .cache site tests/node_modules tests/benchmarks/node_modules

.venv/site: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	touch $@

.venv/test: requirements-test.txt .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-test.txt
	touch $@

.venv/nu: tests/package-lock.json .venv/test
	$(BIN)/npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

.venv/lighthouse: tests/benchmarks/package-lock.json .venv/test
	$(BIN)/npm ci --prefix tests/benchmarks --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@
