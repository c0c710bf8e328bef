# Two commands for a newcomer: `make demo` and `make test`. Both bring what they need.
.DEFAULT_GOAL := help
.PHONY: help demo run test lint bench mutants system translations vendor screenshots

UV = $(shell command -v uv || echo .uv/bin/uv)
RUN = $(UV) run --no-sync --quiet

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: .ready ## Serve a demo company on http://127.0.0.1:8000 and print one login for each role
	@$(RUN) vendorrisk demo

run: .ready ## Serve the portal with the settings of the environment
	@$(RUN) vendorrisk run

test: system ## Run every test, on SQLite and PostgreSQL, in a real browser
	@$(RUN) pytest -n 3 $(ARGS)

lint: .ready ## Style, types, translations and content
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) vendorrisk questionnaire check

bench: .ready ## Print each figure with its ratio to a floor measured in the same run
	@for file in benchmarks/*.py; do echo "$$file"; $(RUN) python $$file; done

mutants: .ready ## Flip each comparison and constant of the risk model, and print what no test notices (an hour)
	@$(RUN) python -u tools/mutants.py $(ARGS)

system: ## Install what the tests need: a browser, PostgreSQL, poppler
	@tools/bring peers
	@$(MAKE) --no-print-directory .ready

translations: .ready ## Collect the texts of the pages and compile the Dutch catalogue
	@$(RUN) python tools/translations.py

vendor: .ready ## Fetch the vendored stylesheets, scripts and fonts again, and write their hashes
	@$(RUN) python tools/vendor.py

screenshots: system ## Make the pictures of docs/ from a running demo
	@$(RUN) python tools/screenshots.py

# Stamped, so that a second `make demo` starts at once.
.ready: pyproject.toml uv.lock tools/bring
	@tools/bring base
	@$(UV) sync --quiet --locked
	@touch $@
