// Command bot answers slash commands in Discord from cited articles.
//
// Each subcommand is a method of program in a file of its own: "bot answer" is in answer.go. This package reads the settings and
// wires the others together. run and serve share a service (service.go), which loads the knowledge, follows changes to it,
// registers the commands and counts; they differ only in the transport that brings interactions.
//
// Only main touches the process: everything else gets its context, arguments, settings and streams, so tests run the whole
// program in memory.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx = withReloadSignals(ctx, func() (<-chan os.Signal, func()) {
		signal.Ignore(syscall.SIGPIPE) // what runs for long does not end with the reader of its log
		reloads := make(chan os.Signal, 1)
		signal.Notify(reloads, syscall.SIGHUP)
		return reloads, func() { signal.Stop(reloads) }
	})
	os.Exit(run(ctx, os.Args[1:], os.LookupEnv, os.Stdin, os.Stdout, os.Stderr))
}
