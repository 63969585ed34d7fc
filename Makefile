# Two commands are enough on a fresh machine with Python 3.11+, make and git: make demo, make test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help node setup demo test test-all check lint types imports schemas golden record bench clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: $(READY) ## Install everything, pinned, into .venv

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Plan, apply, drift and mend on the embedded portal
	@$(BIN)/cvpctl demo blueprints/value-first

test: $(READY) ## The tests, under three minutes on two cores
	@$(BIN)/python -m pytest -q -n 2 -m "not long"

test-all: $(READY) ## The long tests: kills in the middle of an apply, big portals, long fuzzing
	@$(BIN)/python -m pytest -q -n 2 -m long

check: lint types imports ## Everything a reviewer would ask for before reading
	@$(MAKE) --no-print-directory test

lint: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(READY)
	@$(BIN)/mypy

imports: $(READY)
	@$(BIN)/lint-imports

schemas: $(READY) ## Write the schemas that the code says; a test fails when they are stale
	@$(BIN)/python -m cvpctl.blueprint.schema > schemas/blueprint.schema.json
	@$(BIN)/python -c "from cvpctl.project import project_schema_text as text; print(text(), end='')" > schemas/project.schema.json
	@$(BIN)/python -c "from cvpctl.model.plan_schema import plan_schema_text as text; print(text(), end='')" > schemas/plan.schema.json
	@$(BIN)/python -c "from cvpctl.project.record_schema import record_schema_text as text; print(text(), end='')" > schemas/record.schema.json
	@$(BIN)/python -c "from cvpctl.apply.journal_schema import journal_schema_text as text; print(text(), end='')" > schemas/journal.schema.json
	@$(BIN)/python -c "from cvpctl.apply.undo_schema import undo_schema_text as text; print(text(), end='')" > schemas/undo.schema.json
	@$(BIN)/python -c "from cvpctl.project.bindings_schema import bindings_schema_text as text; print(text(), end='')" > schemas/bindings.schema.json
	@$(BIN)/python -c "from cvpctl.project.attested_schema import attested_schema_text as text; print(text(), end='')" > schemas/attested.schema.json
	@$(BIN)/python -c "from cvpctl.render.report_schemas import doctor_schema_text as text; print(text(), end='')" > schemas/doctor.schema.json
	@$(BIN)/python -c "from cvpctl.render.report_schemas import history_schema_text as text; print(text(), end='')" > schemas/history.schema.json
	@$(BIN)/python -c "from cvpctl.render.audit_schema import audit_schema_text as text; print(text(), end='')" > schemas/audit.schema.json
	@$(BIN)/python -c "from cvpctl.render.drift_schema import drift_schema_text as text; print(text(), end='')" > schemas/drift.schema.json
	@$(BIN)/python -c "from cvpctl.project.drift_baseline_schema import baseline_schema_text as text; print(text(), end='')" > schemas/drift-baseline.schema.json
	@$(BIN)/python -c "from cvpctl.render.views_schema import views_schema_text as text; print(text(), end='')" > schemas/views.schema.json
	@$(BIN)/python -c "from cvpctl.maturity.answers_schema import editor_schema_text as text; print(text(), end='')" > schemas/maturity.schema.json
	@$(BIN)/python -c "from cvpctl.model.maturity_schema import assessment_schema_text as text; print(text(), end='')" > schemas/maturity-assessment.schema.json
	@$(BIN)/python -c "from cvpctl.model.snapshot_schema import snapshot_schema_text as text; print(text(), end='')" > schemas/snapshot.schema.json

golden: $(READY) ## Rewrite golden files; read the difference before you commit it
	@CVPCTL_GOLDEN=1 $(BIN)/python -m pytest -q -m "not long"

node: ## Install HubSpot's client for Node, which some tests use where it is there
	@bash tests/emulator/node/install.sh

record: $(READY) ## Record the cassettes again (against a portal only where its account type is DEVELOPER_TEST)
	@CVPCTL_RECORD=1 $(BIN)/python -m pytest -q tests/portal/test_wire_format.py

bench: $(READY) ## Calls, seconds and memory, side by side
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/bench_emulator.py

clean: ## Forget the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .cvpctl
