// Package discord stands between Discord and package commands: it turns an interaction into a Request and a Reply into the
// payload that Discord shows, and it registers the commands.
//
// [Responder.Respond] reads the few fields of an interaction that it needs and looks the reply up in [Replies], where every fixed
// reply was rendered, checked against Discord's limits and encoded at load. The transports (the gateway's callback, the HTTP
// endpoint) only carry bytes.
//
// It is the only package that imports discordgo, for its types, constants and addresses, and for registering the commands. Of
// discordgo's ways to answer an interaction it uses none, as measured with v0.29.0:
//
//   - InteractionRespond keeps a rate-limit bucket for each interaction for ever: 100,000 replies grew the heap by 44 MB, tokens
//     included. It retries after a 429 without a bound and does not heed the context. [Callbacks] sends instead.
//   - Decoding into its Interaction fails as a whole on one unknown component, its Value methods panic on another type, and it takes
//     75 µs where the few fields take 33 µs. parseInteraction reads instead.
//
// Packages gateway and endpoint say what of discordgo they do without.
package discord
