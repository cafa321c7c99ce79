package endpoint

import (
	"encoding/hex"
	"mime"
	"net/http"
)

// Path is where interactions are answered; it ends the address that an application has as its Interactions Endpoint URL.
const Path = "/interactions"

// The headers that Discord signs with, as net/http spells them.
const (
	signatureHeader = "X-Signature-Ed25519"
	timestampHeader = "X-Signature-Timestamp"
)

type signature [64]byte

// look takes from a request's first line and headers all that they can tell. A status that is not 0 refuses the request.
func look(r *http.Request) (sig signature, timestamp string, status int) {
	switch {
	case r.URL.Path != Path:
		return sig, "", http.StatusNotFound
	case r.Method != http.MethodPost:
		return sig, "", http.StatusMethodNotAllowed
	case !isJSON(r.Header["Content-Type"]):
		return sig, "", http.StatusUnsupportedMediaType
	case r.ContentLength > maxBody:
		return sig, "", http.StatusRequestEntityTooLarge
	}
	sigs, times := r.Header[signatureHeader], r.Header[timestampHeader]
	if len(sigs) != 1 || len(sigs[0]) != hex.EncodedLen(len(sig)) || len(times) != 1 || len(times[0]) == 0 || len(times[0]) > maxTimestamp {
		return sig, "", http.StatusUnauthorized
	}
	if _, err := hex.Decode(sig[:], []byte(sigs[0])); err != nil {
		return sig, "", http.StatusUnauthorized
	}
	return sig, times[0], 0
}

// isJSON accepts the type with any parameter: JSON is UTF-8, whatever charset it names.
func isJSON(types []string) bool {
	const want = "application/json"
	if len(types) != 1 {
		return false
	}
	if types[0] == want {
		return true
	}
	media, _, err := mime.ParseMediaType(types[0])
	return err == nil && media == want
}
