package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/gateway"
	"leakygut-bot/internal/ops"
)

func (p *program) runCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Connect to Discord and answer",
		Long: `Connects to Discord's gateway with DISCORD_TOKEN and answers slash commands until it is told to stop
(SIGTERM or Ctrl-C). The commands are registered first if they have changed.

The files of KNOWLEDGE_DIR are read again when they change, and at SIGHUP.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.runGateway(cmd.Context()) },
	}
}

// registerFirst is how long the connection waits for the commands to be registered.
const registerFirst = 10 * time.Second

func (p *program) runGateway(ctx context.Context) error {
	token, err := p.env.need("DISCORD_TOKEN")
	if err != nil {
		return err
	}
	// What follows the files ends with the gateway, which may end by itself.
	ctx, cancel := context.WithCancel(ctx)
	s, err := p.begin(ctx, ops.Gateway)
	if err != nil {
		cancel()
		return err
	}
	defer s.end()
	registered, wait := s.follow(ctx, true)
	defer func() { cancel(); wait() }()
	select {
	case err := <-registered:
		if refused(err) { // what else goes wrong may pass, and the commands that Discord has are better answered than not
			return err
		}
	case <-time.After(registerFirst):
		s.log.Warn("registering the commands takes long; those that Discord has are answered meanwhile")
	case <-ctx.Done():
		return nil
	}
	s.log.Info("connecting")
	return gateway.Run(ctx, gateway.Config{
		Token:  token,
		APIURL: p.env.apiURL(),
		HTTP:   s.client,
		Log:    s.log,
		Handle: s.answerInteraction,
		Observe: func(e gateway.Event) {
			s.metrics.GatewayEvent(e.String())
			switch e {
			case gateway.Ready, gateway.Resumed:
				s.connected(true)
				if ctx.Err() != nil {
					s.connected(false) // the stop came first
				}
			case gateway.Disconnected:
				s.connected(false)
			}
		},
	})
}

// answerInteraction answers one interaction that came through the gateway.
func (s *service) answerInteraction(ctx context.Context, interaction []byte) {
	rest, err := s.responder.RespondByCallback(ctx, s.callbacks, interaction)
	age := time.Since(gateway.Arrived(ctx))
	if err != nil {
		s.metrics.Unanswered(age)
		var label discord.Label
		var undelivered *discord.UndeliveredError
		if errors.As(err, &undelivered) {
			label = undelivered.Label
		}
		s.log.Warn("an interaction was not answered", "command", strings.TrimSpace("/"+label.Command+" "+label.Subcommand), "kind", label.Kind,
			"age", age.Round(time.Millisecond), "cause", err)
		return
	}
	s.metrics.Answered(age)
	if err := rest(); err != nil {
		s.log.Warn("after a reply: what remained to be done failed", "cause", err)
	}
}

// connected says on /readyz and in the metrics whether interactions come in.
func (s *service) connected(yes bool) {
	s.health.Ready(yes)
	s.metrics.Connected(yes)
}
