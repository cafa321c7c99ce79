package endpoint

import (
	"crypto/ed25519"
	"encoding/hex"
	"mime"
	"net/http"
)

// Path is where interactions are answered: the path of an application's Interactions Endpoint URL.
const Path = "/interactions"

// The headers that Discord signs with.
const (
	signatureHeader = "X-Signature-Ed25519"
	timestampHeader = "X-Signature-Timestamp"
)

// maxTimestamp bounds the timestamp's header, in bytes. Discord sends ten digits, whose value is not looked at.
const maxTimestamp = 32

// checkHeaders returns a request's signature, or the status with which its first line or its headers are refused.
func checkHeaders(r *http.Request) (sig [ed25519.SignatureSize]byte, status int) {
	switch {
	case r.URL.Path != Path:
		return sig, http.StatusNotFound
	case r.Method != http.MethodPost:
		return sig, http.StatusMethodNotAllowed
	case !isJSON(only(r.Header, "Content-Type")):
		return sig, http.StatusUnsupportedMediaType
	case r.ContentLength > maxBody:
		return sig, http.StatusRequestEntityTooLarge
	}
	digits, timestamp := only(r.Header, signatureHeader), only(r.Header, timestampHeader)
	if len(digits) != hex.EncodedLen(len(sig)) || timestamp == "" || len(timestamp) > maxTimestamp {
		return sig, http.StatusUnauthorized
	}
	var onStack [2 * ed25519.SignatureSize]byte
	if _, err := hex.Decode(sig[:], append(onStack[:0], digits...)); err != nil {
		return sig, http.StatusUnauthorized
	}
	return sig, 0
}

// only returns the value of a header that occurs exactly once, or "".
func only(h http.Header, name string) string {
	if values := h[name]; len(values) == 1 {
		return values[0]
	}
	return ""
}

// isJSON accepts the type with any parameter: JSON is UTF-8, whatever charset is named.
func isJSON(contentType string) bool {
	const want = "application/json"
	if contentType == want {
		return true
	}
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && media == want
}
