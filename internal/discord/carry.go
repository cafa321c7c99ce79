package discord

import "context"

// Carry answers an interaction that came through the gateway: its response goes back as a callback. Without an error it was
// answered; what remains to be done then is left to the caller, who calls rest. It is safe for any number of goroutines.
func (p *Responder) Carry(ctx context.Context, c *Callbacks, body []byte) (rest func() error, err error) {
	in, err := parseInteraction(body)
	if err != nil {
		return nil, err
	}
	response := p.respond(in)
	if err := c.Respond(ctx, in.id, in.token, response.Body); err != nil {
		return nil, err
	}
	if response.After == nil {
		return nothing, nil
	}
	return func() error { return response.After(ctx, c) }, nil
}

func nothing() error { return nil }
