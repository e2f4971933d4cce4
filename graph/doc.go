// Package graph answers questions in GraphQL about the reports of a warehouse, over HTTP or for one
// caller in the same process.
//
// It turns a question into calls of package sql and their answers into JSON; it never writes SQL,
// never computes a figure of its own and never changes the data. The schema in *.graphqls comes
// first: a field is added there, then go generate makes a place for it in the *.resolvers.go of the
// same name.
package graph

//go:generate go run catalogue_gen.go
//go:generate go run examples_gen.go
//go:generate go run schema_gen.go
