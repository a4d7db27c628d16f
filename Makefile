# `make lesson` runs the lesson, `make test` checks everything; `make help` lists the rest.
# What a target needs and is missing is installed first, by tests/prepare.sh.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: fuzz hub licences sanitize help lesson test unit conformance courses fuzz-numpy bench bench-kernel bench-engine bench-interpreter interrupts bench-recording pytest browser picture clients docs docstrings record build rust-cells test-rust kernel venv fmt lint clean wheel classroom
MAKEFLAGS += --no-print-directory

RAVEL := $(or $(CARGO_TARGET_DIR),target)/release/ravel
PYTHON := target/venv/bin/python
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))
export RAVEL

help: ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' Makefile | awk -F'\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

lesson: kernel ## Run the lesson in Jupyter and headless, show its memory reports, render it to HTML
	@$(PYTHON) tests/lesson.py $(NOTEBOOKS)

test: unit pytest ## Unit tests, conformance, kernel, command line, notebooks (FEATURES=rust-cells: %%rust cells too)

unit: ## Rust's own tests
	@bash tests/prepare.sh build
	@cargo test --release $(if $(FEATURES),--features $(FEATURES))

conformance: build venv ## Compare every program of tests/conformance with what NumPy prints
	@$(PYTHON) tests/conformance.py check --program "$(RAVEL) run"

fuzz-numpy: build venv ## Run random programs under Ravel and NumPy (COUNT=20000 SEED=1), cut down what disagrees
	@PYTHONPATH=tests $(PYTHON) -m fuzz run --program "$(RAVEL) run" --count $(or $(COUNT),20000) --seed $(or $(SEED),1)

courses: build venv ## Run courses (FILES=…) in IPython and here, compare them cell by cell
	@$(PYTHON) tests/courses.py --program "$(RAVEL) run" $(FILES)

bench: build venv ## Time workloads of each family of functions under Ravel and NumPy in turn (ARGS=--quick, --only sort)
	@$(PYTHON) benches/run.py --ravel $(RAVEL) $(ARGS)

bench-engine: ## Time the engine's operations by themselves, from 3 to 10 million elements (ARGS=sort)
	@bash tests/prepare.sh build
	@cargo bench --quiet --bench engine -- $(ARGS)

bench-recording: build venv ## Time cells with and without memory reports (ROUNDS=5)
	@$(PYTHON) tests/bench_recording.py --ravel $(RAVEL) --rounds $(or $(ROUNDS),5)

bench-kernel: build venv ## Time the kernel beside ipykernel and a kernel that does nothing (ROUNDS=5)
	@$(PYTHON) tests/bench_kernel.py --ravel $(RAVEL) --rounds $(or $(ROUNDS),5)

interrupts: build venv ## Interrupt some 670 operations of all families, tell how soon each ends (ROUNDS=3, ONLY=word)
	@$(PYTHON) tests/interrupts.py --ravel $(RAVEL) --rounds $(or $(ROUNDS),3) --only "$(ONLY)"

bench-interpreter: build venv ## Time small programs beside CPython and NumPy (ROUNDS=5, ONLY=word)
	@$(PYTHON) benches/interpreter.py --program "$(RAVEL) run" --rounds $(or $(ROUNDS),5) --only "$(ONLY)"

pytest: kernel
	@$(PYTHON) -m pytest tests -m "not browser and not clients and not slow$(if $(findstring rust-cells,$(FEATURES)),, and not rust)"

clients: kernel ## Papermill, nbmake, nbval, nbconvert and jupyter console with the kernel
	@bash tests/prepare.sh clients
	@$(PYTHON) -m pytest tests -m clients

browser: kernel ## Look at reports in JupyterLab, VS Code's style, nbconvert and GitHub's (pictures in target/renderings)
	@bash tests/prepare.sh browser
	@$(PYTHON) -m pytest tests -m browser

picture: kernel ## Take the README's picture anew, in JupyterLab
	@bash tests/prepare.sh browser
	@$(PYTHON) tests/picture.py notebooks/report.png

docs: build ## Write docs/reference.md anew from what is registered
	@mkdir -p docs
	@$(RAVEL) reference > docs/reference.md

docstrings: build venv ## Run the examples of NumPy's own docstrings under Ravel and NumPy, count by family
	@$(PYTHON) tests/docstrings.py --program "$(RAVEL) run"

record: venv ## Store anew what CPython, NumPy and IPython answer to the programs and cells of the tests
	@$(PYTHON) tests/conformance.py record
	@$(PYTHON) tests/ipython.py record

wheel: ## Build the wheel into target/wheels and try it in a bare environment
	@bash tests/prepare.sh build
	@bash tests/prepare.sh venv
	@$(PYTHON) tests/wheel.py

classroom: kernel ## Start 100 kernels at once (KERNELS=100): their memory, their answers, their limits
	@$(PYTHON) tests/classroom.py --ravel $(RAVEL) --kernels $(or $(KERNELS),100)

hub: kernel ## A class in JupyterHub: log in by Chromium, run a notebook, be culled, begin again (see docs/classroom.md)
	@bash tests/prepare.sh hub
	@$(PYTHON) tests/hub.py --ravel $(RAVEL) --picture target/hub.png

fuzz: ## Fuzz TARGET=grammar, evaluator, printing, npy, text, dtype, wire or notebook for SECONDS=60
	@bash tests/prepare.sh fuzz
	@bash fuzz/run.sh $(or $(TARGET),evaluator) $(or $(SECONDS),60)

sanitize: ## All conformance programs under AddressSanitizer (ENGINE=1: the engine's own tests, too)
	@bash tests/prepare.sh fuzz
	@bash tests/prepare.sh venv
	@bash tests/sanitize.sh $(PYTHON) $(if $(ENGINE),engine)

build: ## Build the program
	@bash tests/prepare.sh build
	@cargo build --release $(if $(FEATURES),--features $(FEATURES))

rust-cells: ## Build also the helper of %%rust cells (some ten minutes more, the first time)
	@$(MAKE) build FEATURES=rust-cells

test-rust: ## Test %%rust cells with their helper
	@$(MAKE) kernel FEATURES=rust-cells
	@$(PYTHON) -m pytest tests -m rust

kernel: build venv
	@$(RAVEL) install --prefix target/venv --force

venv:
	@bash tests/prepare.sh venv

fmt: ## Format the sources
	@cargo fmt

lint: ## What CI asks of the sources: format, clippy, the licences of dependencies
	@bash tests/prepare.sh build
	@cargo fmt --check
	@cargo clippy --release --all-targets -- -D warnings
	@$(MAKE) licences

licences: venv ## Check the licences and sources of all dependencies against deny.toml
	@$(PYTHON) tests/licences.py
	@$(PYTHON) tests/licences.py --features rust-cells

clean: ## Remove everything that was built
	@rm -rf target
