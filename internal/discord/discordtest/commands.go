package discordtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
)

// command is a stored application command, as Discord would give it back.
type command = map[string]any

// scope names where a command is registered: "" for everywhere, or a guild's id.
func (c call) scope() string { return c.PathValue("guild") }

// Commands returns the commands that were registered last, with the fields that Discord sets; guild "" means everywhere.
func (s *Server) Commands(guild string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return marshal(commands(s.commands[guild]))
}

// Registrations returns how often commands were put, in every scope, refused ones included.
func (s *Server) Registrations() int {
	return s.Count("PUT /applications/{id}/commands") + s.Count("PUT /applications/{id}/guilds/{guild}/commands")
}

// EntryPoint adds a command of type 4, as Discord does where Activities are switched on.
func (s *Server) EntryPoint(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands[""] = append(s.commands[""], decoded(text))
}

func commands(l []command) []command {
	if l == nil {
		return []command{}
	}
	return l
}

func (s *Server) wrongApplication(c call) bool { return c.PathValue("id") != s.application }

func (s *Server) getCommands(c call) (int, any) {
	if s.wrongApplication(c) {
		return http.StatusForbidden, errorBody{Message: "Missing Access", Code: 50001}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	localized := c.URL.Query().Get("with_localizations") == "true"
	l := []command{}
	for _, stored := range s.commands[c.scope()] {
		l = append(l, localizations(stored, localized).(command))
	}
	return http.StatusOK, l
}

// localizations returns a copy with or without the fields that a GET leaves out unless asked for them.
func localizations(v any, keep bool) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for key, value := range v {
			if keep || key != "name_localizations" && key != "description_localizations" {
				m[key] = localizations(value, keep)
			}
		}
		return m
	case []any:
		l := make([]any, len(v))
		for n := range v {
			l[n] = localizations(v[n], keep)
		}
		return l
	}
	return v
}

func (s *Server) putCommands(c call) (int, any) {
	if s.wrongApplication(c) {
		return http.StatusForbidden, errorBody{Message: "Missing Access", Code: 50001}
	}
	if problems := ValidateCommands(c.body); len(problems) > 0 {
		return refuse(problems)
	}
	var tree []command
	json.Unmarshal(c.body, &tree)
	s.mu.Lock()
	defer s.mu.Unlock()
	isEntryPoint := func(cmd command) bool { return cmd["type"] == float64(typeEntryPoint) }
	if slices.ContainsFunc(s.commands[c.scope()], isEntryPoint) && !slices.ContainsFunc(tree, isEntryPoint) {
		return http.StatusBadRequest, errorBody{Message: "You cannot remove this app's Entry Point command in a bulk update operation. Please include the Entry Point command in your update request or delete it separately.", Code: 50240}
	}
	old := map[string]string{}
	for _, o := range s.commands[c.scope()] {
		old[string(marshal([]any{o["type"], o["name"]}))] = o["id"].(string)
	}
	for _, cmd := range tree {
		s.complete(cmd, c.scope())
		id, ok := old[string(marshal([]any{cmd["type"], cmd["name"]}))]
		if !ok {
			id = newID()
		}
		cmd["id"] = id
	}
	s.commands[c.scope()] = tree
	s.broadcast()
	return http.StatusOK, json.RawMessage(marshal(commands(tree))) // now, while nobody changes it
}

// complete sets the fields that Discord sets; those that a bot has to tell apart from its own.
func (s *Server) complete(cmd command, guild string) {
	for key, value := range map[string]any{"type": 1.0, "description": "", "nsfw": false, "integration_types": []any{0.0, 1.0}, "contexts": nil} {
		if cmd[key] == nil {
			cmd[key] = value
		}
	}
	cmd["application_id"] = s.application
	cmd["version"] = strconv.FormatInt(nextID(), 10)
	if guild != "" {
		cmd["guild_id"] = guild
		delete(cmd, "contexts")
		delete(cmd, "integration_types")
	}
	completeNames(cmd)
	if len(items(cmd["options"])) == 0 {
		delete(cmd, "options")
	}
}

// completeNames sets what is absent beside names, and drops what Discord does not keep, at every depth.
func completeNames(m map[string]any) {
	if _, ok := m["name_localizations"]; !ok {
		m["name_localizations"] = nil
	}
	if _, ok := m["description_localizations"]; !ok && m["description"] != nil {
		m["description_localizations"] = nil
	}
	for _, key := range []string{"name", "description"} { // a translation that says the same is not kept
		translations, _ := m[key+"_localizations"].(map[string]any)
		maps.DeleteFunc(translations, func(_ string, text any) bool { return text == m[key] })
	}
	for _, key := range []string{"required", "autocomplete"} {
		if m[key] == false {
			delete(m, key)
		}
	}
	for _, key := range []string{"options", "choices"} {
		for _, sub := range items(m[key]) {
			completeNames(sub.(map[string]any))
		}
	}
}

func items(v any) []any {
	l, _ := v.([]any)
	return l
}

func decoded(text string) (c command) {
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		panic(err)
	}
	return c
}
