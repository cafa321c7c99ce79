package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/commands"
)

func (p *program) citeCommand() *cobra.Command {
	var format string
	names := []string{"ama"}
	for _, f := range commands.Formats {
		names = append(names, f.ID)
	}
	c := &cobra.Command{
		Use:   "cite [ARTICLE] NUMBER",
		Short: "Print one source as a reference, BibTeX, RIS or CSL-JSON",
		Long: `Prints the source with that number, or the article itself for the word "article". ARTICLE is the name of its
slash command; it can be left out when there is only one.`,
		Example: "  bot cite 3\n  bot cite 3 --format bibtex\n  bot cite leakygut article --format ris",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return usageError("give the number of a source, such as \"bot cite 3\"")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			library, err := p.library()
			if err != nil {
				return err
			}
			request := commands.Request{Name: commands.NameSource, Number: args[len(args)-1]}
			switch articles := library.Articles(); {
			case len(args) == 2:
				request.Command = args[0]
			case len(articles) == 1:
				request.Command = articles[0].Name()
			default:
				return usageError("there are %d articles; name one, such as \"bot cite %s %s\"", len(articles), articles[0].Name(), args[0])
			}
			if _, ok := library.Article(request.Command); !ok {
				return usageError("there is no article %q; \"bot version\" lists them", request.Command)
			}
			if !slices.Contains(names, format) {
				return usageError("--format cannot be %q; choose %s", format, strings.Join(names, ", "))
			}
			if format != "ama" {
				request.Format = format
			}
			switch r := commands.New(library).Reply(request).(type) {
			case commands.Source:
				_, err = fmt.Fprintln(p.stdout, r.AMA())
			case commands.Export:
				_, err = fmt.Fprint(p.stdout, r.Text())
			case commands.Usage:
				return usageError("%s", r.Hint())
			}
			return err
		},
	}
	c.Flags().StringVar(&format, "format", "ama", "one of "+strings.Join(names, ", "))
	return c
}
