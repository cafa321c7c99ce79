package main

import (
	"context"
	"os"
)

// A listener to hangups begins to receive the signal that asks for a reload. The function that it returns ends that. Until
// it is called the signal keeps its usual meaning, which is that the terminal is gone.
type hangupListener func() (<-chan os.Signal, func())

type hangupKey struct{}

// withHangups gives the commands that run for long a way to hear of hangups; signals belong to main.
func withHangups(ctx context.Context, listen hangupListener) context.Context {
	return context.WithValue(ctx, hangupKey{}, listen)
}

// hangups begins to receive hangups. Without a listener in ctx there are none.
func hangups(ctx context.Context) (<-chan os.Signal, func()) {
	if listen, ok := ctx.Value(hangupKey{}).(hangupListener); ok {
		return listen()
	}
	return nil, func() {}
}
