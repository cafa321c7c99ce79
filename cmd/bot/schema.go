package main

import (
	"github.com/spf13/cobra"

	"leakygut-bot/internal/knowledge"
)

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of knowledge files",
		Long: `Prints the JSON Schema of the file format. Editors that know YAML use it to complete keys and to explain them;
knowledge/schema.json is this, and knowledge files name it in their first line.`,
		RunE: func(*cobra.Command, []string) error {
			_, err := p.stdout.Write(knowledge.Schema())
			return err
		},
	}
}
