package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/discord"
)

func (p *program) registerCommand() *cobra.Command {
	var guild string
	var dryRun, remove, asJSON bool
	c := &cobra.Command{
		Use:   "register",
		Short: "Tell Discord which commands there are",
		Long: `Compares the commands that Discord has with those of the knowledge, shows the difference, and writes it.
Nothing is written when there is none. "bot run" does the same when it starts.

The commands of one server stand beside those of everywhere, so whoever has tried the bot out on a server sees each
command twice until --remove takes them away there. Without --guild and DISCORD_GUILD_ID it takes away those of
everywhere.`,
		Example: `  bot register --dry-run                    only show the difference
  bot register --dry-run --json             show what Discord would be sent
  bot register --guild 1234567890123456789  on one server, for trying out
  bot register --guild 1234567890123456789 --remove`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := p.env.need("DISCORD_TOKEN"); err != nil {
				return err
			}
			if asJSON && !dryRun {
				return usageError("--json shows what would be written; add --dry-run")
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
				if replies, err = load(p.editedFiles()); err != nil {
					return err
				}
				p.printKnowledgeDir()
				p.printPassedOver(replies.Set().Library(), p.readFrom)
				same, done = "Discord has these commands already; nothing to do", "registered"
			}
			if p.env.exposedAPI() {
				fmt.Fprintln(p.stderr, "bot:", exposedWarning)
			}
			result, err := p.register(cmd.Context(), replies, guild, dryRun, nil)
			if asJSON {
				return p.printBody(result, err)
			}
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
	c.Flags().BoolVar(&asJSON, "json", false, "with --dry-run: print what Discord would be sent, as JSON, and the difference to standard error")
	c.Flags().BoolVar(&remove, "remove", false, "take the commands away instead")
	return c
}

// printBody prints the commands that Discord would be sent, and what is different in them.
func (p *program) printBody(result discord.Registration, err error) error {
	if err != nil {
		return err
	}
	for _, line := range result.Changes {
		fmt.Fprintln(p.stderr, line)
	}
	if len(result.Changes) == 0 {
		fmt.Fprintln(p.stderr, "Discord has this already; it would not be sent")
	}
	var out bytes.Buffer
	if err := json.Indent(&out, result.Body, "", "  "); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.stdout, out.String())
	return err
}

// register makes the registered commands those of the replies; nil stands for none at all.
// Retrying may be nil; see [discord.Registrar].
func (p *program) register(ctx context.Context, replies *discord.Replies, guild string, dryRun bool, retrying func(error, time.Duration)) (discord.Registration, error) {
	r, done := p.registrar()
	defer done()
	r.Retrying = retrying
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
