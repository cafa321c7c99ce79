package gateway

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"leakygut-bot/internal/discord/api"
)

// complete checks a gateway address and sets its query to version and encoding.
func (l *loop) complete(address string) (string, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		return "", errors.New("no address for the gateway was given")
	case u.Scheme != "wss" && (u.Scheme != "ws" || l.rest.Scheme != "http"):
		return "", fmt.Errorf("the address of the gateway has the scheme %q instead of wss", u.Scheme)
	}
	u.User, u.Fragment = nil, ""
	u.RawQuery = "v=" + api.Version + "&encoding=json"
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// resumeAddress checks an address to resume a session at. The token goes there, so the host must be Discord's or that of the
// configuration.
func (l *loop) resumeAddress(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", errors.New("no address to resume at was given")
	}
	host := strings.ToLower(u.Hostname())
	if host != "discord.gg" && !strings.HasSuffix(host, ".discord.gg") && host != strings.ToLower(l.rest.Hostname()) {
		return "", fmt.Errorf("the address to resume at is on a foreign host, %q", host)
	}
	return l.complete(address)
}
