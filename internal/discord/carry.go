package discord

import "context"

// Carry answers an interaction that came through the gateway: its response goes back as a callback, and then the rest is
// done. It is safe for any number of goroutines.
func (p *Responder) Carry(ctx context.Context, c *Callbacks, body []byte) error {
	in, err := parseInteraction(body)
	if err != nil {
		return err
	}
	response := p.respond(in)
	if err := c.Respond(ctx, in.id, in.token, response.Body); err != nil {
		return err
	}
	if response.After != nil {
		return response.After(ctx, c)
	}
	return nil
}
