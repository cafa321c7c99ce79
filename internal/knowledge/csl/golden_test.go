package csl

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write what the package prints now into testdata as the wanted text")

// TestGolden compares every format of every fixture with its file in testdata. After a wanted change, read the
// differences that "go test ./internal/knowledge/csl -run TestGolden -update" leaves in git.
func TestGolden(t *testing.T) {
	for name, it := range fixtures {
		for ext, got := range map[string]string{".bib": it.BibTeX(), ".ris": it.RIS(), ".json": it.CSLJSON()} {
			t.Run(name+ext, func(t *testing.T) {
				file := filepath.Join("testdata", name+ext)
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}
