package main

import (
	"context"
	"os"
)

// A reloadSignalListener begins to receive the signal that asks for a reload, and returns a function that ends that. Until it is
// called the signal keeps its usual meaning, which is that the terminal is gone.
type reloadSignalListener func() (<-chan os.Signal, func())

type reloadSignalKey struct{}

// withReloadSignals lets the commands that run for long receive reload signals; signals belong to main.
func withReloadSignals(ctx context.Context, listen reloadSignalListener) context.Context {
	return context.WithValue(ctx, reloadSignalKey{}, listen)
}

// reloadSignals begins to receive reload signals. Without a listener in ctx there are none.
func reloadSignals(ctx context.Context) (<-chan os.Signal, func()) {
	if listen, ok := ctx.Value(reloadSignalKey{}).(reloadSignalListener); ok {
		return listen()
	}
	return nil, func() {}
}
