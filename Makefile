# make demo    the sample, read, served, with a first question to try
# make build   bin/gongkai
# make test    everything that must hold before a change goes in
# make bench   how fast
#
# Needs Go, gcc and make.

GO ?= go

ASIDE = .git bin data node_modules

.PHONY: build demo test bench generated

build:
	$(GO) build -trimpath -o bin/gongkai ./cmd/gongkai

demo: build
	bin/gongkai demo

test: generated
	@unformatted=$$(gofmt -l $$($(GO) list -f '{{.Dir}}' ./...)); \
		if [ -n "$$unformatted" ]; then echo "gofmt these: $$unformatted"; exit 1; fi
	$(GO) mod tidy -diff
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test -race ./...

# What is generated must be what its sources give: generate in a copy, compare with what is here.
generated:
	@copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT; \
		tar cf - $(ASIDE:%=--exclude=./%) . | tar xf - -C "$$copy"; \
		(cd "$$copy" && AREACODES= $(GO) generate ./...) && \
		diff -r $(ASIDE:%=--exclude=%) . "$$copy" || \
		{ echo "generated files differ: run go generate ./... and commit the result"; exit 1; }

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...
