# make demo      the sample, read, served, with a first question to try
# make build     bin/gongkai
# make test      everything that must hold before a change goes in
# make bench     how fast
# make audits    what other people's tools say of the service
# make pictures  the pictures in docs/, taken anew
#
# Needs Go, gcc and make; Node for the explorer, and Chromium for its tests.

GO ?= go

ASIDE = .git bin data

# The explorer is built where there is a Node to build it; elsewhere the program serves a plain page.
NODE := $(shell node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || a == 20 && b >= 19 ? 0 : 1)' 2>/dev/null && echo yes)
PAGE = web/dist/site/index.html
PAGE_SOURCES = $(shell find web/src web/build web/plain/examples.json -type f 2>/dev/null) web/index.html web/playground.html web/vite.config.ts web/tsconfig.json

.PHONY: build demo test bench audits generated page browser pictures node

build: $(if $(NODE),page,node)
	$(GO) build -trimpath -o bin/gongkai ./cmd/gongkai

demo: build
	bin/gongkai demo

page: $(PAGE)

$(PAGE): web/node_modules/.package-lock.json $(PAGE_SOURCES)
	cd web && npm run --silent build

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

node:
	@echo "Node 20.19 or later is not here: / serves a plain page to ask from instead of the explorer."

# Units of the page, then the page in a real browser against the program and its sample.
browser: build
	@[ -n "$(NODE)" ] || { echo "the page's tests need Node 20.19 or later: https://nodejs.org"; exit 1; }
	cd web && npx tsc -p tsconfig.node.json && npx vitest run
	sh web/build/chromium.sh
	cd web && npx playwright test

pictures: build
	sh web/build/chromium.sh
	cd web && PICTURES=../docs npx playwright test pictures

AUDITS = graph/audits/node_modules/.package-lock.json

audits: $(if $(NODE),$(AUDITS))
	@[ -n "$(NODE)" ] || echo "Node 20.19 or later is not here: the audits in graph/audits are left out."
	$(if $(NODE),$(GO) test -count=1 -run Audits ./graph)

$(AUDITS): graph/audits/package-lock.json
	cd graph/audits && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

test: generated browser audits
	@unformatted=$$(gofmt -l $$($(GO) list -f '{{.Dir}}' ./...)); \
		if [ -n "$$unformatted" ]; then echo "gofmt these: $$unformatted"; exit 1; fi
	$(GO) mod tidy -diff
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test -race ./...

# What is generated must be what its sources give: generate in a copy, compare with what is here.
generated:
	@copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT; \
		tar cf - $(ASIDE:%=--exclude=./%) --exclude=node_modules --exclude=./web/dist/site --exclude=test-results . | tar xf - -C "$$copy"; \
		(cd "$$copy" && AREACODES= $(GO) generate ./...) && \
		{ [ -z "$(NODE)" ] || (cd "$$copy/web/codegen" && npm ci --no-audit --no-fund --loglevel=error >/dev/null && npm run --silent generate >/dev/null); } && \
		diff -r $(ASIDE:%=--exclude=%) --exclude=node_modules --exclude=site --exclude=test-results . "$$copy" || \
		{ echo "generated files differ: run go generate ./..., npm run generate in web/codegen, and commit the result"; exit 1; }

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...
