package endpoint

import "time"

const (
	// maxBody bounds a request's body, in bytes. The largest that Discord sends is a message command with the message it was
	// used on: 4,000 characters of content and 6,000 of embeds are 120 KB if every one is written as two \u escapes, and as
	// much again is left for people, files and components.
	maxBody = 256 << 10

	// maxRequest bounds all bytes of a request as they come, with its headers and what chunks put around a body.
	maxRequest = 2 * maxBody

	// maxHeaders bounds the number of headers. Discord and a few proxies send 15 to 30.
	maxHeaders = 64

	// smallBody is how large a body and its timestamp may be without a place among the large. Slash commands and clicks have a few
	// KB; fasthttp has taken them whole before it asks us, so that none of them waits in here.
	smallBody = 8 << 10

	// maxLarge is how many bodies above smallBody may be in memory at once. Nobody has been asked for a signature while a body
	// is being read, so this is what bounds the memory that strangers can take: 16 × 256 KiB = 4 MiB.
	maxLarge = 16

	// firstBuffer is the room that a body begins with, which doubles until it is enough; most need no more.
	firstBuffer = 4 << 10

	// maxTimestamp bounds the timestamp's header, in bytes. Discord sends ten digits; what they say is not looked at.
	maxTimestamp = 32

	// maxAfter is how many works may go on after their responses, and callbacks before theirs. Each is one call of Discord's REST API,
	// for a click on Remove or for a picture.
	maxAfter = 64

	// afterTime bounds one such work with all its tries.
	afterTime = 5 * time.Second

	// deliverTime bounds a callback. When it is over, a second and a half of Discord's three are left to answer without the picture.
	deliverTime = 1500 * time.Millisecond
)
