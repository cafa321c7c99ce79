package discordtest

import (
	"crypto/ed25519"
	"encoding/hex"
	"net/http"
)

// Sign returns the headers with which Discord signs a request to an interactions endpoint. The timestamp is in Unix seconds.
func Sign(priv ed25519.PrivateKey, timestamp string, body []byte) http.Header {
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	h.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(priv, append([]byte(timestamp), body...))))
	h.Set("X-Signature-Timestamp", timestamp)
	return h
}
