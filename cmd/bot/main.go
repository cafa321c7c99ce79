// Command bot answers slash commands in Discord from cited articles. "bot --help" tells the rest.
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
	ctx = withHangups(ctx, func() (<-chan os.Signal, func()) {
		signal.Ignore(syscall.SIGPIPE) // what runs for long does not end with the reader of its log
		hangups := make(chan os.Signal, 1)
		signal.Notify(hangups, syscall.SIGHUP)
		return hangups, func() { signal.Stop(hangups) }
	})
	os.Exit(run(ctx, os.Args[1:], os.LookupEnv, os.Stdin, os.Stdout, os.Stderr))
}
