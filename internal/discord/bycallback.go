package discord

import (
	"context"
	"errors"
	"net/http"
)

// RespondByCallback answers an interaction that came through the gateway: its response goes back as a callback. Without an error the
// interaction was answered, and the caller calls rest for what remains to be done. If Discord did not take the response, the error is
// an [*UndeliveredError]. It is safe for any number of goroutines.
func (p *Responder) RespondByCallback(ctx context.Context, c *Callbacks, body []byte) (rest func() error, err error) {
	in, err := parseInteraction(body)
	if err != nil {
		return nil, err
	}
	response := p.responseTo(in)
	if response.Deliver != nil {
		err = response.Deliver(ctx, c)
	}
	if response.Deliver == nil || refusesForm(err) {
		err = c.send(ctx, in.id, in.token, jsonContent(response.Body))
	}
	if err != nil {
		return nil, &UndeliveredError{Label: response.Label, Err: err}
	}
	if response.After == nil {
		return func() error { return nil }, nil
	}
	return func() error { return response.After(ctx, c) }, nil
}

// refusesForm reports whether err says that Discord did not take a file, and may take the response without it.
func refusesForm(err error) bool {
	var refused *APIError
	if !errors.As(err, &refused) {
		return false
	}
	switch refused.Status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType:
		return true
	}
	return false
}

// An UndeliveredError says that Discord did not take a response.
type UndeliveredError struct {
	Label Label // of the response
	Err   error
}

func (e *UndeliveredError) Error() string { return e.Err.Error() }
func (e *UndeliveredError) Unwrap() error { return e.Err }
