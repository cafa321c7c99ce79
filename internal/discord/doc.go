// Package discord stands between Discord and package commands: it turns an interaction into a Request and a Reply into the
// payload that Discord shows, and it registers the commands. It is the only package that imports discordgo.
//
// The way of an interaction: [Responder.Respond] reads the few fields it needs, looks the reply up in [Replies], where every
// fixed reply was rendered, checked against Discord's limits and encoded at load, and gives back bytes. The transports (the
// gateway's callback, the HTTP endpoint) only carry bytes.
package discord
