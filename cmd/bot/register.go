package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/discord"
)

func (p *program) registerCommand() *cobra.Command {
	var guild string
	var dryRun bool
	c := &cobra.Command{
		Use:   "register",
		Short: "Tell Discord which commands there are",
		Long: `Compares the commands that Discord has with those of the knowledge, shows the difference, and writes it.
Nothing is written when there is none. "bot run" does the same when it starts.`,
		Example: `  bot register --dry-run                    only show the difference
  bot register --guild 1234567890123456789  on one server, for trying out`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := p.env.need("DISCORD_TOKEN"); err != nil {
				return err
			}
			if guild == "" {
				guild = p.env.get("DISCORD_GUILD_ID")
			} else if wrong := checkID(guild); wrong != "" {
				return usageError("--guild %s", wrong)
			}
			replies, err := load(p.knowledgeFiles())
			if err != nil {
				return err
			}
			result, err := p.register(cmd.Context(), replies, guild, dryRun)
			for _, line := range result.Changes {
				fmt.Fprintln(p.stdout, line)
			}
			switch {
			case err != nil:
				return err
			case len(result.Changes) == 0:
				fmt.Fprintln(p.stdout, "Discord has these commands already; nothing to do")
			case dryRun:
				fmt.Fprintln(p.stdout, "nothing was written (--dry-run)")
			default:
				fmt.Fprintln(p.stdout, "registered")
			}
			return nil
		},
	}
	c.Flags().StringVar(&guild, "guild", "", "register on the server with this `ID` (default: DISCORD_GUILD_ID, else everywhere)")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show the difference and write nothing")
	return c
}

func (p *program) register(ctx context.Context, replies *discord.Replies, guild string, dryRun bool) (discord.Registration, error) {
	r, done := p.registrar()
	defer done()
	id, err := p.applicationID(ctx, r)
	if err != nil {
		return discord.Registration{}, err
	}
	return r.Register(ctx, replies, id, guild, dryRun)
}

// registrar calls Discord as the bot. The caller calls done.
func (p *program) registrar() (r *discord.Registrar, done func()) {
	client := p.httpClient(p.env.apiURL())
	return discord.NewRegistrar(p.env.apiURL(), p.env.get("DISCORD_TOKEN"), client), client.CloseIdleConnections
}

// applicationID is DISCORD_APPLICATION_ID, or that of DISCORD_TOKEN.
func (p *program) applicationID(ctx context.Context, r *discord.Registrar) (string, error) {
	if id := p.env.get("DISCORD_APPLICATION_ID"); id != "" {
		return id, nil
	}
	return r.ApplicationID(ctx)
}
