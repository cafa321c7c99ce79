package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/gateway"
)

// explain adds what to do about an error, where a setting is the cause.
func explain(err error) error {
	if remedy := remedy(err); remedy != "" {
		return fmt.Errorf("%w; %s", err, remedy)
	}
	return err
}

const badToken = "check DISCORD_TOKEN: reset the token in the developer portal under Bot, and set the new one"

func remedy(err error) string {
	var closed *gateway.FatalError
	if errors.As(err, &closed) {
		switch {
		case closed.Code == 4004 || closed.Status == http.StatusUnauthorized:
			return badToken
		case closed.Code == 4011:
			return `more than 2,500 servers use the bot: run "bot serve" instead, which has no such limit`
		case closed.Status == http.StatusForbidden:
			return "check DISCORD_TOKEN and DISCORD_API_URL: something on the way to Discord forbids the request"
		}
		return "this version of the bot does not fit Discord any more; look for a newer one"
	}
	var api *discord.APIError
	if errors.As(err, &api) {
		switch api.Status {
		case http.StatusUnauthorized:
			return badToken
		case http.StatusForbidden:
			return "check DISCORD_GUILD_ID: the bot has to be added to that server first (see \"bot invite\"); without a server, check DISCORD_APPLICATION_ID"
		case http.StatusNotFound:
			return "check DISCORD_APPLICATION_ID and DISCORD_API_URL: Discord knows no such application"
		case http.StatusTooManyRequests:
			return "wait some minutes and try again"
		}
	}
	var connection *net.OpError
	if errors.As(err, &connection) && connection.Op == "dial" {
		return "Discord cannot be reached: check the network and DISCORD_API_URL"
	}
	return ""
}

// refused reports whether Discord will say the same again, however long one waits, until a person changes a setting. What
// something on the way to Discord says is another matter: it comes without Discord's word for it.
func refused(err error) bool {
	var closed *gateway.FatalError
	if errors.As(err, &closed) {
		return true
	}
	var api *discord.APIError
	return errors.As(err, &api) && api.Detail != "" && (api.Status == http.StatusUnauthorized || api.Status == http.StatusForbidden || api.Status == http.StatusNotFound)
}

// rejected reports whether Discord refuses what it was sent, so that it would say the same to the same.
func rejected(err error) bool {
	var api *discord.APIError
	return errors.As(err, &api) && api.Detail != "" && api.Status == http.StatusBadRequest
}
