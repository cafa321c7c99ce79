package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) inviteCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "invite",
		Short: "Print the links that add the bot to a server or to your account",
		Long: `Prints two links to open in a browser: one adds the bot to a server that you manage, the other to your own
account. Neither asks for a permission. The application is DISCORD_APPLICATION_ID, or that of DISCORD_TOKEN.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if p.env.get("DISCORD_APPLICATION_ID") == "" && p.env.get("DISCORD_TOKEN") == "" {
				return configError("DISCORD_APPLICATION_ID is not set. Copy it from the developer portal, under General Information; or set DISCORD_TOKEN")
			}
			r, done := p.registrar()
			defer done()
			id, err := p.applicationID(cmd.Context(), r)
			if err != nil {
				return err
			}
			const link = "https://discord.com/oauth2/authorize?client_id=%s&scope=applications.commands&integration_type=%d\n"
			_, err = fmt.Fprintf(p.stdout, "to a server:     "+link+"to your account: "+link, id, 0, id, 1)
			return err
		},
	}
}
