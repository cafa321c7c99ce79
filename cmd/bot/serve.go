package main

import (
	"context"
	"encoding/hex"
	"errors"
	"net"
	"time"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/discord/endpoint"
	"leakygut-bot/internal/ops"
)

// afterStop is how long the work after responses may go on once the last request is answered. With the 2.5 s that requests
// have, and the second that the operators' server may take, the program ends in half a second less than the 5 s allowed.
const afterStop = time.Second

func (p *program) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Answer the interactions that Discord sends by HTTP",
		Long: `Listens at LISTEN_ADDR and answers the interactions that Discord sends to POST ` + endpoint.Path + `, until it is told to
stop (SIGTERM or Ctrl-C). Discord takes only an https address, so a proxy has to stand in front; docs/endpoint.md
shows how. It keeps nothing: any number of replicas may answer for one application.

Each request is checked with DISCORD_PUBLIC_KEY. With DISCORD_TOKEN the commands are registered at the start if they
have changed; without it, "bot register" does that. The files of KNOWLEDGE_DIR are read again when they change, and
at SIGHUP.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context()) },
	}
}

func (p *program) serve(ctx context.Context) error {
	digits, err := p.env.need("DISCORD_PUBLIC_KEY")
	if err != nil {
		return err
	}
	key, _ := hex.DecodeString(digits) // checked with the environment
	// What follows the files ends with the endpoint, which may end by itself.
	ctx, cancel := context.WithCancel(ctx)
	s, err := p.begin(ctx, ops.Endpoint)
	if err != nil {
		cancel()
		return err
	}
	defer s.end()
	wait := func() {}
	defer func() { cancel(); wait() }()
	server, err := endpoint.New(endpoint.Config{
		Key: key, Responder: s.responder, Callbacks: s.callbacks, Log: s.log, Observe: s.metrics.Request,
	})
	if err != nil {
		return configError("DISCORD_PUBLIC_KEY is no public key; copy it again from the developer portal, under General Information")
	}
	listener, err := net.Listen("tcp", p.env.get("LISTEN_ADDR"))
	if err != nil {
		return listenError("LISTEN_ADDR: listen: %w; choose another port", errors.Unwrap(err))
	}
	if s.token == "" {
		s.log.Info(`DISCORD_TOKEN is not set, so the commands are not registered here; "bot register" does that`)
	}
	_, wait = s.follow(ctx, s.token != "")
	s.health.Ready(true)
	if ctx.Err() != nil {
		s.health.Ready(false) // the stop came first
	}
	s.log.Info("listening", "addr", listener.Addr().String(), "path", endpoint.Path)
	err = server.Serve(ctx, listener)
	draining, stop := context.WithTimeout(context.Background(), afterStop)
	defer stop()
	server.Drain(draining)
	return err
}
