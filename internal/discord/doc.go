// Package discord connects package commands to Discord: an interaction becomes a Request, and a Reply becomes the message that
// Discord shows. It also registers the commands. It is the only package that imports discordgo.
//
// Nothing that can fail is left for the moment when somebody waits. [Compile] renders every fixed reply, checks it against
// Discord's limits and encodes it, once. [Responder.Respond] then reads the few fields of an interaction that matter, and looks up
// the bytes in [Replies]; only the answers to questions are rendered on demand. The transports carry bytes and know nothing of
// what they say.
//
// discordgo provides types, constants and the calls that register commands. Two of its parts were measured and are not used here.
// InteractionRespond never frees the rate-limit bucket of an interaction: 100,000 replies left 44 MB behind, tokens included, and it
// retries a 429 without end; see [Callbacks]. Decoding an Interaction fails as a whole on one unknown component and takes
// six times as long as reading the few fields; see parseInteraction and BenchmarkDecode.
package discord
