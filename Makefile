# Every command sets itself up: a .venv with the locked packages. `make` alone lists them.

PYTHON ?= python3
ENGINE ?= mkdocs
PORT ?= 8000
LEVEL := $(if $(filter zensical,$(ENGINE)),tools,site)
BIN := .venv/bin
RUN := $(BIN)/python overrides/commands
LOCK := .cache/lock/bin/python -m uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header
export NO_MKDOCS_2_WARNING := 1
export PYTHONPATH := overrides

.DEFAULT_GOAL := help
.PHONY: FORCE help serve build test test-webkit bench lint fix guide published check-live links reviews changes screenshots card lock clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

serve: environment-$(LEVEL) ## Preview, renewed on save; PORT=8001 chooses another port, ENGINE=zensical the other engine
	@$(RUN)/serve.py --engine $(ENGINE) --port $(PORT)

build: environment-$(LEVEL) ## Build the site into site/; a failed build leaves the last good one; ENGINE=zensical
	@$(RUN)/build.py $(ENGINE)

test: environment-test build ## Everything that CI runs; TESTS=tests/test_links.py runs a part
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python tests/browser.py chromium firefox
	ENGINE=$(ENGINE) $(BIN)/python -m pytest --numprocesses auto --dist worksteal $(TESTS)

test-webkit: environment-test ## Try in WebKit, Safari's engine, what must be alike in all browsers
	$(BIN)/python tests/browser.py webkit
	ENGINE=$(ENGINE) $(BIN)/python -m pytest --browsers webkit -k webkit tests/test_browsers.py tests/test_search_dialog.py

bench: environment-bench ## This site beside stock Material, Zensical and a bare page; QUICK=1 leaves out 1,000 pages
	$(BIN)/python tests/browser.py
	PYTHONPATH=$(PYTHONPATH):tests $(BIN)/python tests/benchmarks/bench.py $(if $(QUICK),--quick)

lint: environment-site ## Check the Markdown alone, in a second; FILES=docs/glossary.md checks some pages
	@$(RUN)/lint_sources.py $(FILES)

fix: environment-site ## Mend in the pages what has one right answer, and say what was changed
	@$(RUN)/fix.py

guide: environment-site ## Write the reference of the linter's rules, .github/RULES.md, from the rules
	$(RUN)/guide.py

published: environment-site ## Add what site/ publishes to the list of published addresses; the publishing workflow does
	@test -d site || { echo "There is no site/ yet. First: make build"; exit 1; }
	@$(RUN)/published.py

check-live: environment-tools ## Does a published site answer as it should? URL=https://www.example.org/
	@$(RUN)/check_live.py $(URL)

links: environment-tools ## Does every outgoing address of the site still answer?
	@$(MAKE) --silent build >&2
	@$(RUN)/links.py

reviews: environment-site ## Which pages are due for review? DATE=2027-06-01 asks for another day
	@$(RUN)/reviews.py $(DATE)

changes: environment-tools ## What readers see change between two built sites: BEFORE=folder AFTER=folder
	@$(RUN)/changes.py "$(BEFORE)" "$(AFTER)"

screenshots: build environment-tools ## Pictures of every page in three browsers, side by side, into .cache/screenshots/
	@$(BIN)/python tests/browser.py chromium firefox webkit
	@$(BIN)/python tests/pictures.py screenshots

card: build environment-tools ## Draw the social card, the touch icon and the README's picture anew
	@$(BIN)/python tests/browser.py chromium
	@$(BIN)/python tests/pictures.py card

# uv alone, in a place of its own: a lock that lacks a package makes no .venv, and this is what mends it
lock: ## Lock the packages of pyproject.toml at their newest versions
	$(PYTHON) -m venv --clear .cache/lock
	sed -n '/^uv==/,/# via/p' requirements-test.txt > .cache/lock/uv.txt
	.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .cache/lock/uv.txt
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra test --constraints requirements.txt --output-file requirements-test.txt

clean: ## Remove all that the commands made
	rm -rf .venv .cache site .site-* tests/node_modules tests/benchmarks/node_modules
	find . -name __pycache__ -prune -exec rm -rf {} +

environment-%: FORCE
	@test -w . || { echo "You may not write to this folder. Copy the project to one of your own and say the command there"; exit 1; }
	@command -v $(PYTHON) > /dev/null || { echo "$(PYTHON) is not found. Install Python 3.11 or newer, or name another: PYTHON=python3.12"; exit 1; }
	@$(PYTHON) overrides/commands/environment.py $*
