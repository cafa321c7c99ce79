package endpoint_test

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
)

const floorAddr = "ENDPOINT_TEST_FLOOR" // the variable that makes this binary a floor's server, at its value

// floor is the least that a Go program can do for an interaction with the standard library alone: it takes the body, checks
// the signature, and sends bytes that it has had from the start, without looking at what was asked.
func floor(addr string) {
	key := benchKey().Public().(ed25519.PublicKey)
	reply := benchReply()
	http.HandleFunc("POST /interactions", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "no body", http.StatusBadRequest)
			return
		}
		sig, err := hex.DecodeString(r.Header.Get("X-Signature-Ed25519"))
		if err != nil || !ed25519.Verify(key, slices.Concat([]byte(r.Header.Get("X-Signature-Timestamp")), body), sig) {
			http.Error(w, "invalid request signature", http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
		w.Write(reply)
	})
	http.HandleFunc("GET /mallocs", func(w http.ResponseWriter, _ *http.Request) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		fmt.Fprintf(w, "go_memstats_mallocs_total %d\n", m.Mallocs)
	})
	fmt.Fprintln(os.Stderr, http.ListenAndServe(addr, nil))
	os.Exit(1)
}
