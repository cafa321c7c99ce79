package gateway

import "fmt"

// A FatalError is a refusal by Discord that no retry mends. Either Code or Status is set.
type FatalError struct {
	Code   int // of the gateway's close: 4004 or 4010 to 4014
	Status int // of HTTP, for the gateway's address: 401 or 403 by Discord itself
}

// fatal holds the close codes after which Discord's documentation forbids reconnecting.
var fatal = map[int]string{
	4004: "the token was refused",
	4010: "the shard is invalid",
	4011: "the bot is in more servers than one gateway connection may serve",
	4012: "the gateway version is not served any more",
	4013: "the intents are invalid",
	4014: "the intents are not allowed to this bot",
}

func (e *FatalError) Error() string {
	switch {
	case e.Code != 0:
		return fmt.Sprintf("gateway: %s (close code %d)", fatal[e.Code], e.Code)
	case e.Status == 401:
		return "gateway: the token was refused (HTTP status 401)"
	default:
		return fmt.Sprintf("gateway: access was refused (HTTP status %d)", e.Status)
	}
}
