// Package commands turns a [Request] into a [Reply]. It knows no transport: the gateway, the HTTP endpoint, the preview and
// the terminal all ask the same [Set] and get the same replies.
package commands
