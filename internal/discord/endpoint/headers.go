package endpoint

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/valyala/fasthttp"
)

// Path is where interactions are answered; it ends the address that an application has as its Interactions Endpoint URL.
const Path = "/interactions"

// The headers that Discord signs with.
const (
	signatureHeader = "X-Signature-Ed25519"
	timestampHeader = "X-Signature-Timestamp"
)

// chunked is fasthttp's length of a body that comes in chunks; less is one that goes on until the connection ends, which is
// no way for a request.
const chunked = -1

// refusal is the status that a request's first line and headers deserve, or 0 if nothing is wrong with them.
func refusal(h *fasthttp.RequestHeader) int {
	var sig [ed25519.SignatureSize]byte
	switch {
	case many(h):
		return http.StatusRequestHeaderFieldsTooLarge
	case !isPath(h.RequestURI()):
		return http.StatusNotFound
	case !h.IsPost():
		return http.StatusMethodNotAllowed
	case !isJSON(h.ContentType()):
		return http.StatusUnsupportedMediaType
	case h.ContentLength() > maxBody:
		return http.StatusRequestEntityTooLarge
	case h.ContentLength() < chunked:
		return http.StatusLengthRequired
	}
	digits, once := only(h, signatureHeader)
	if !once || len(digits) != hex.EncodedLen(len(sig)) {
		return http.StatusUnauthorized
	}
	if _, err := hex.Decode(sig[:], digits); err != nil {
		return http.StatusUnauthorized
	}
	timestamp, once := only(h, timestampHeader)
	if !once || len(timestamp) == 0 || len(timestamp) > maxTimestamp {
		return http.StatusUnauthorized
	}
	return 0
}

// signature takes the signature and the timestamp from headers that are not refused.
func signature(h *fasthttp.RequestHeader) (sig [ed25519.SignatureSize]byte, timestamp []byte) {
	hex.Decode(sig[:], h.Peek(signatureHeader))
	return sig, h.Peek(timestampHeader)
}

// isPath accepts any query. The target may begin with a scheme and a host, which clients of a forward proxy send.
func isPath(target []byte) bool {
	path, _, _ := bytes.Cut(target, []byte("?"))
	if string(path) == Path {
		return true
	}
	whole, err := url.ParseRequestURI(string(target))
	return err == nil && whole.Path == Path
}

// only gives the value of a header that must be there exactly once.
func only(h *fasthttp.RequestHeader, name string) ([]byte, bool) {
	values := h.PeekAll(name)
	if len(values) != 1 {
		return nil, false
	}
	return values[0], true
}

// isJSON accepts the type with any parameter: JSON is UTF-8, whatever charset it names.
func isJSON(contentType []byte) bool {
	const want = "application/json"
	if string(contentType) == want {
		return true
	}
	media, _, err := mime.ParseMediaType(string(contentType))
	return err == nil && media == want
}

// refusedHeader is where received leaves the status of a refusal for the answer. What a sender has there is taken out.
const refusedHeader = "X-Refused"

// received is called when the headers have come. A request that they refuse is answered at once: it is taken for one without
// a body, so that nothing waits for that. Its answer ends the connection.
func received(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	h.Del(refusedHeader)
	status := refusal(h)
	if status == 0 {
		return fasthttp.RequestConfig{}
	}
	if status == http.StatusRequestHeaderFieldsTooLarge {
		forget(h)
	}
	h.Set(refusedHeader, strconv.Itoa(status))
	h.SetContentLength(0)
	h.Del("Expect")
	return fasthttp.RequestConfig{}
}

// many tells that there are more headers than any of Discord's requests has. fasthttp takes some hundred bytes for each, though
// it were a letter, and would keep them for as long as the connection is open.
func many(h *fasthttp.RequestHeader) bool { return h.Len() > maxHeaders || trailers(h) }

// trailers tells that there are headers after the body, or are to be. Discord sends none.
func trailers(h *fasthttp.RequestHeader) bool { return len(h.PeekTrailerKeys()) > 0 }

// forget takes the memory of headers away.
func forget(h *fasthttp.RequestHeader) { *h = fasthttp.RequestHeader{} }

// refused gives the status with which received refused a request, or 0.
func refused(h *fasthttp.RequestHeader) int {
	digits := h.Peek(refusedHeader)
	if digits == nil {
		return 0
	}
	status, _ := strconv.Atoi(string(digits))
	return status
}
