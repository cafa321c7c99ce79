package main

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program and of its knowledge",
		RunE: func(*cobra.Command, []string) error {
			library, err := p.library()
			if err != nil {
				return err
			}
			program, goVersion := buildVersion()
			var names strings.Builder
			for _, a := range library.Articles() {
				names.WriteString(" /" + a.Name())
			}
			_, err = fmt.Fprintf(p.stdout, "bot %s (%s)\nknowledge %s%s\n", program, goVersion, library.Version(), &names)
			return err
		},
	}
}

// version is set by .ci/build.
var version string

// buildVersion is what .ci/build or the Go toolchain wrote into the binary: a version, else the commit.
func buildVersion() (program, goVersion string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown", "unknown"
	}
	program = cmp.Or(version, info.Main.Version)
	if program == "" || program == "(devel)" {
		program = "development build"
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				program = s.Value
			}
		}
	}
	return program, info.GoVersion
}
