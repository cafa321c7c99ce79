package preview

import (
	"net"
	"net/http"
	"strings"
)

// policy lets a page load only what this server serves, no script or style within the page, and HTML only through web/html.js.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types preview"

// guarded lets only pages of this server use it. Another site in the same browser can send requests to loopback too; it is recognised
// by Origin and Sec-Fetch-Site, and by Host if it made its own name point here (DNS rebinding). name is the host that the server
// listens at.
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

// ownHost accepts localhost, the server's name, and any IP address: only names can be made to point here.
func ownHost(host, name string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	return strings.EqualFold(host, "localhost") || host != "" && strings.EqualFold(host, name) || net.ParseIP(host) != nil
}

// ownOrigin accepts requests of the page itself, addresses that a person types or follows, and programs other than browsers.
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
