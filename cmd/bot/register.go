package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/discord"
)

func (p *program) registerCommand() *cobra.Command {
	var guild string
	var dryRun, remove bool
	c := &cobra.Command{
		Use:   "register",
		Short: "Tell Discord which commands there are",
		Long: `Compares the commands that Discord has with those of the knowledge, shows the difference, and writes it.
Nothing is written when there is none. "bot run" does the same when it starts.

The commands of one server stand beside those of everywhere, so whoever has tried the bot out on a server sees each
command twice until --remove takes them away there. Without --guild and DISCORD_GUILD_ID it takes away those of
everywhere.`,
		Example: `  bot register --dry-run                    only show the difference
  bot register --guild 1234567890123456789  on one server, for trying out
  bot register --guild 1234567890123456789 --remove`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := p.env.need("DISCORD_TOKEN"); err != nil {
				return err
			}
			if guild == "" {
				guild = p.env.get("DISCORD_GUILD_ID")
			} else if wrong := checkID(guild); wrong != "" {
				return usageError("--guild %s", wrong)
			}
			var replies *discord.Replies
			same, done := "Discord has no commands there; nothing to do", "removed"
			if !remove {
				var err error
				if replies, err = load(p.knowledgeFiles()); err != nil {
					return err
				}
				same, done = "Discord has these commands already; nothing to do", "registered"
			}
			if p.env.exposedAPI() {
				fmt.Fprintln(p.stderr, "bot:", exposedWarning)
			}
			result, err := p.register(cmd.Context(), replies, guild, dryRun)
			for _, line := range result.Changes {
				fmt.Fprintln(p.stdout, line)
			}
			switch {
			case err != nil:
				return err
			case len(result.Changes) == 0:
				fmt.Fprintln(p.stdout, same)
			case dryRun:
				fmt.Fprintln(p.stdout, "nothing was written (--dry-run)")
			default:
				fmt.Fprintln(p.stdout, done)
			}
			return nil
		},
	}
	c.Flags().StringVar(&guild, "guild", "", "register on the server with this `ID` (default: DISCORD_GUILD_ID, else everywhere)")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show the difference and write nothing")
	c.Flags().BoolVar(&remove, "remove", false, "take the commands away instead")
	return c
}

// register makes the registered commands those of the replies; nil stands for none at all.
func (p *program) register(ctx context.Context, replies *discord.Replies, guild string, dryRun bool) (discord.Registration, error) {
	r, done := p.registrar()
	defer done()
	id, err := p.applicationID(ctx, r)
	if err != nil {
		return discord.Registration{}, err
	}
	if replies == nil {
		return r.Remove(ctx, id, guild, dryRun)
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
