package discord

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/api"
)

// refusalBody bounds what is read of a refusal of the commands, in bytes. It may name each of 25 options in each of 100 commands.
const refusalBody = 1 << 20

// refusal returns Discord's error, or only the status if a proxy answered instead.
func refusal(resp *http.Response) error {
	e := &APIError{Status: resp.StatusCode}
	body, _ := io.ReadAll(io.LimitReader(resp.Body, refusalBody))
	if gjson.ValidBytes(body) {
		e.Code, e.Detail = int(gjson.GetBytes(body, "code").Int()), gjson.GetBytes(body, "message").Str
		e.errors = gjson.GetBytes(body, "errors").Raw
	}
	e.RetryAfter = api.RetryAfter(resp.Header, body)
	switch {
	case resp.StatusCode >= 500:
		e.wait = time.Second
	case resp.StatusCode == http.StatusTooManyRequests && e.RetryAfter <= maxRestWait:
		e.wait = max(e.RetryAfter, time.Second)
	}
	return e
}

const (
	// maxRefusals is how many of Discord's errors are kept; the first few show what is wrong.
	maxRefusals = 50

	// maxRefusalDepth is far deeper than commands nest: command, options, option, options, option, choices, choice, field.
	maxRefusalDepth = 16

	// maxRefusalLine bounds a line, in characters.
	maxRefusalLine = 300
)

// refusals flattens Discord's tree of errors into lines "path: message (in names)". The path is Discord's, by positions in the commands
// that were sent; the names are those of the command and the option.
func refusals(errors string, sent []byte) []string {
	var lines []string
	more := 0
	var walk func(path []string, node gjson.Result)
	walk = func(path []string, node gjson.Result) {
		if len(path) > maxRefusalDepth {
			return
		}
		node.ForEach(func(key, value gjson.Result) bool {
			if key.Str != "_errors" {
				walk(append(path[:len(path):len(path)], key.Str), value)
				return true
			}
			value.ForEach(func(_, e gjson.Result) bool {
				if len(lines) == maxRefusals {
					more++
					return true
				}
				lines = append(lines, refusalLine(path, cmp.Or(e.Get("message").String(), e.String()), sent))
				return true
			})
			return true
		})
	}
	if root := gjson.Parse(errors); root.IsObject() {
		walk(nil, root)
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return lines
}

func refusalLine(path []string, message string, sent []byte) string {
	at := strings.Join(path, ".")
	if at == "" {
		at = "commands"
	}
	line := at + ": " + message
	if names := namesAt(path, sent); names != "" {
		line += " (in " + names + ")"
	}
	line = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, line)
	return clip(line, maxRefusalLine)
}

// namesAt are the names of the command and the options on a path, as a person would type them.
func namesAt(path []string, sent []byte) string {
	var names []string
	node := gjson.ParseBytes(sent)
	for _, key := range path {
		node = node.Get(gjson.Escape(key))
		if name := node.Get("name"); node.IsObject() && name.Type == gjson.String {
			names = append(names, name.Str)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "/" + strings.Join(names, " ")
}
