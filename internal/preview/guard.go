package preview

import (
	"net"
	"net/http"
	"strings"
)

// policy lets a page load what this server serves, and nothing else: no script, style, font or picture from elsewhere or
// written into the page, and HTML only through the one door that web/html.js opens.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types preview"

// guarded lets only pages of this server use it. Another site that is open in the same browser can send requests to loopback
// too: its Origin and Sec-Fetch-Site give it away, and where it has made its own name point here (DNS rebinding), its Host.
// name is the host that the server was told to listen at.
func guarded(name string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		switch {
		case !ownHost(r.Host, name):
			http.Error(w, "this server goes by no such name; open it as localhost or by its IP address", http.StatusMisdirectedRequest)
		case !ownOrigin(r):
			http.Error(w, "only the preview's own page may ask this", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// ownHost accepts localhost, the name that was asked for, and any IP address: only a name can be made to point elsewhere.
func ownHost(host, name string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	return strings.EqualFold(host, "localhost") || host != "" && strings.EqualFold(host, name) || net.ParseIP(host) != nil
}

// ownOrigin accepts what the page itself asks for, what a person types into the address bar or follows a link to, and programs
// that are no browser.
func ownOrigin(r *http.Request) bool {
	if origin := r.Header.Values("Origin"); len(origin) > 0 && (len(origin) > 1 || origin[0] != "http://"+r.Host) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}
