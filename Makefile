# What one does with this checkout. `make` alone lists the targets.

SWIFT ?= swift
PROGRAM := .build/release/sallyport
BASTION := .build/release/sallyport-bastion
SOAK_MINUTES ?= 10
# More words for the compiler; CI makes warnings errors with them.
STRICT ?=

.DEFAULT_GOAL := help
PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help build test demo bench soak format lint keys clean needs install

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

needs: ## Install what build, tests and demo need, by apt; nothing if all is there
	@scripts/install-needs.sh

build: ## Build the release programs, with Swift's library inside them
	$(SWIFT) build -c release --static-swift-stdlib --product sallyport $(STRICT)
	$(SWIFT) build -c release --static-swift-stdlib --product sallyport-bastion $(STRICT)

test: needs build ## Run all tests, against real sshd and ssh, on the release programs
	SALLYPORT_BIN="$(abspath $(PROGRAM))" SALLYPORT_BASTION_BIN="$(abspath $(BASTION))" $(SWIFT) test $(STRICT)

demo: needs ## Show a tunnel at work: a throw-away sshd, a web page, one command
	@scripts/demo.sh

bench: needs build ## Measure beside ssh, bare libssh2 and a flat authorized_keys; BENCH="--quick" for a smoke run
	$(SWIFT) build -c release --package-path Benchmarks
	SALLYPORT="$(abspath $(PROGRAM))" Benchmarks/.build/release/tunnel-bench $(BENCH)
	@if [ "$$(id -u)" -eq 0 ]; then Benchmarks/logins.py $(BASTION); else echo 'logins: only root can measure them'; fi

soak: needs build ## Load one tunnel for SOAK_MINUTES (10) and watch its memory and descriptors
	$(SWIFT) build -c release --package-path Benchmarks
	SALLYPORT="$(abspath $(PROGRAM))" Benchmarks/.build/release/tunnel-bench --soak $(SOAK_MINUTES)

install: build ## Install the programs, their manuals and completions under PREFIX (/usr/local)
	install -D -m 755 -s $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/sallyport
	install -D -m 755 -s $(BASTION) $(DESTDIR)$(PREFIX)/bin/sallyport-bastion
	install -D -m 644 man/sallyport-bastion.1 $(DESTDIR)$(PREFIX)/share/man/man1/sallyport-bastion.1
	install -D -m 644 man/sallyport.1 $(DESTDIR)$(PREFIX)/share/man/man1/sallyport.1
	install -D -m 644 completions/sallyport.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/sallyport
	install -D -m 644 completions/_sallyport $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_sallyport
	install -D -m 644 completions/sallyport.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/sallyport.fish

format: ## Rewrite the sources in the house style
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

lint: ## Check the house style; any finding is an error
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

keys: ## Make the throw-away keys of the tests anew
	keys/make-keys.sh

clean: ## Remove all that was built
	rm -rf .build Benchmarks/.build
