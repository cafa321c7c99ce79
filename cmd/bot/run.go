package main

import (
	"context"
	"log/slog"
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
(SIGTERM or Ctrl-C). The commands are registered first if they have changed.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.runGateway(cmd.Context()) },
	}
}

func (p *program) runGateway(ctx context.Context) error {
	token, err := p.env.need("DISCORD_TOKEN")
	if err != nil {
		return err
	}
	replies, err := load(p.knowledgeFiles())
	if err != nil {
		return err
	}
	log := p.logger()
	health := &ops.Health{}
	if addr := p.env.get("OPS_ADDR"); addr != "" {
		stop, err := ops.Start(addr, health.Handler())
		if err != nil {
			return usageError("OPS_ADDR: %w; choose another port, or set it empty to do without", err)
		}
		defer stop()
	}
	client := discord.HTTPClient()
	defer client.CloseIdleConnections()
	if err := p.registerChanges(ctx, log, replies, token); err != nil {
		return err
	}
	responder := discord.NewResponder(replies)
	callbacks := discord.NewCallbacks(p.env.apiURL(), client)
	library := replies.Set().Library()
	log.Info("connecting", "articles", len(library.Articles()), "knowledge", library.Version())
	return gateway.Run(ctx, gateway.Config{
		Token:     token,
		APIURL:    p.env.apiURL(),
		HTTP:      client,
		Log:       log,
		UserAgent: discord.UserAgent,
		Handle: func(ctx context.Context, interaction []byte) {
			if err := responder.Carry(ctx, callbacks, interaction); err != nil {
				log.Warn("an interaction was not answered", "cause", err)
			}
		},
		Observe: func(e gateway.Event) {
			switch e {
			case gateway.Ready, gateway.Resumed:
				health.Ready(true)
				log.Info("connected", "event", e.String())
			case gateway.Disconnected:
				health.Ready(false)
			}
		},
	})
}

// registerChanges brings the registered commands up to date. Only a refusal that waiting cannot mend ends the program: the
// commands that Discord has are better answered than not.
func (p *program) registerChanges(ctx context.Context, log *slog.Logger, replies *discord.Replies, token string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	result, err := p.register(ctx, replies, token, p.env.get("DISCORD_GUILD_ID"), false)
	switch {
	case err == nil:
	case refused(err):
		return err
	default:
		log.Error("the commands could not be registered; those that Discord has are answered", "cause", explain(err))
	}
	if result.Written {
		log.Info("commands registered", "changes", len(result.Changes))
	}
	return nil
}

func (p *program) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(p.env.get("LOG_LEVEL"))) // checked with the environment
	options := &slog.HandlerOptions{Level: level}
	if strings.EqualFold(p.env.get("LOG_FORMAT"), "json") {
		return slog.New(slog.NewJSONHandler(p.stderr, options))
	}
	return slog.New(slog.NewTextHandler(p.stderr, options))
}
