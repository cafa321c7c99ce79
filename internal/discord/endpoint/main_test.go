package endpoint_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain is the floor's server when a benchmark starts this binary again as that, and otherwise runs the tests.
func TestMain(m *testing.M) {
	if addr := os.Getenv(floorAddr); addr != "" {
		floor(addr)
		return
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		if binaryDir != "" {
			os.RemoveAll(binaryDir)
		}
		os.Exit(code)
	}))
}
