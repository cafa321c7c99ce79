package discordtest

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"

	"leakygut-bot/internal/discord/api"
)

// ValidateForm is [ValidateResponse] for a callback with files: the body of a request with this media type.
func ValidateForm(mediaType string, body []byte) []string {
	payload, files, err := api.ReadForm(mediaType, bytes.NewReader(body))
	if err != nil {
		return []string{"body: is no form: " + err.Error()}
	}
	return validateResponse(payload, files)
}

var (
	fileField = regexp.MustCompile(`^files\[(0|[1-9]\d*)\]$`)
	fileName  = regexp.MustCompile(`^[-_.A-Za-z0-9]+$`) // Discord puts others in the place of the rest
)

// attachments checks the files of a message and what it says about them, and returns the names that attachment:// can stand before.
func (c *checker) attachments(path string, m map[string]any, files []api.File) (names []string) {
	byField := map[string]string{}
	if len(files) > 10 {
		c.add("body", "has %d files; 10 is the limit", len(files))
	}
	for _, f := range files {
		switch {
		case !fileField.MatchString(f.Field):
			c.add("body", "a file has the field %q; it must be files[n], with a number", f.Field)
		case byField[f.Field] != "":
			c.add("body", "two files have the field %s", f.Field)
		case !fileName.MatchString(f.Name):
			c.add("body", "the file %q has a name that would be changed; use letters, digits, dots, - and _", f.Name)
		case len(f.Data) == 0:
			c.add("body", "the file %s is empty", f.Name)
		}
		byField[f.Field] = f.Name
	}
	told := map[string]bool{}
	c.each(path, m, "attachments", 0, 10, func(at string, a map[string]any) {
		c.text(at, a, "description", 0, 1024)
		id := fmt.Sprint(a["id"])
		field := "files[" + id + "]"
		name, uploaded := byField[field]
		if !uploaded {
			c.add(at+".id", "there is no %s", field)
		}
		if given := c.text(at, a, "filename", 0, 1024); given != "" {
			name = given
		}
		if told[field] = true; slices.Contains(names, name) {
			c.add(at+".filename", "%q is there twice", name)
		}
		names = append(names, name)
	})
	for _, f := range files {
		if m["attachments"] == nil {
			names = append(names, f.Name)
		} else if !told[f.Field] {
			c.add(path+".attachments", "do not name %s", f.Field)
		}
	}
	return names
}
