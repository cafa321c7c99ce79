package discordtest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"regexp"
	"slices"
	"strings"
)

// maxBody is more than Discord takes (25 MiB with files).
const maxBody = 32 << 20

// A file came beside the JSON of a request.
type file struct {
	field string // files[0]
	name  string
	data  []byte
}

// readForm parts a body into its JSON and the files beside it, which a body that is no form does not have.
func readForm(mediaType string, body []byte) (payload []byte, files []file, err error) {
	kind, params, _ := mime.ParseMediaType(mediaType)
	if kind != "multipart/form-data" {
		return body, nil, nil
	}
	for parts := multipart.NewReader(bytes.NewReader(body), params["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			return payload, files, nil
		}
		if err != nil {
			return nil, nil, err
		}
		data, err := io.ReadAll(part)
		switch {
		case err != nil:
			return nil, nil, err
		case part.FormName() == "payload_json":
			payload = data
		default:
			files = append(files, file{part.FormName(), part.FileName(), data})
		}
	}
}

// ValidateForm is [ValidateResponse] for a callback with files: the body of a request with this media type.
func ValidateForm(mediaType string, body []byte) []string {
	payload, files, err := readForm(mediaType, body)
	if err != nil {
		return []string{"body: is no form: " + err.Error()}
	}
	return validateResponse(payload, files)
}

var (
	fileField = regexp.MustCompile(`^files\[(0|[1-9]\d*)\]$`)
	snowflake = regexp.MustCompile(`^(0|[1-9]\d*)$`)
	fileName  = regexp.MustCompile(`^[-_.A-Za-z0-9]+$`) // Discord puts others in the place of the rest
)

// attachments checks the files of a message and what it says about them. The result is the names that attachment:// can stand
// before; attachments of a message that is edited have numbers, and are known to Discord alone.
func (c *checker) attachments(path string, m map[string]any, files []file) (names []string) {
	byField := map[string]string{}
	if len(files) > 10 {
		c.add("body", "has %d files; 10 is the limit", len(files))
	}
	for _, f := range files {
		switch {
		case !fileField.MatchString(f.field):
			c.add("body", "a file has the field %q; it must be files[n], with a number", f.field)
		case byField[f.field] != "":
			c.add("body", "two files have the field %s", f.field)
		case !fileName.MatchString(f.name):
			c.add("body", "the file %q has a name that would be changed; use letters, digits, dots, - and _", f.name)
		case len(f.data) == 0:
			c.add("body", "the file %s is empty", f.name)
		}
		byField[f.field] = f.name
	}
	told := map[string]bool{}
	for n, v := range c.array(path, m, "attachments", 0, 10) {
		at := fmt.Sprintf("%s.attachments.%d", path, n)
		a, ok := c.object(at, v)
		if !ok {
			continue
		}
		c.text(at, a, "description", 0, 1024)
		id := fmt.Sprint(a["id"])
		field := "files[" + id + "]"
		switch _, uploaded := byField[field]; {
		case !snowflake.MatchString(id):
			c.add(at+".id", "is required, a number or the digits of one")
			continue
		case !uploaded && len(id) > 2:
			continue // of the message that is edited
		}
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
	}
	for _, f := range files {
		if m["attachments"] == nil {
			names = append(names, f.name)
		} else if !told[f.field] {
			c.add(path+".attachments", "do not name %s", f.field)
		}
	}
	return names
}

// keep puts the files that were sent in the place of what a message says about them, as Discord keeps them. A message that says
// nothing of files and has none sent keeps those that it had.
func keep(m map[string]any, files []file) {
	if m == nil || m["attachments"] == nil && files == nil {
		return
	}
	kept := []any{}
	for _, f := range files {
		id := NewID()
		kept = append(kept, map[string]any{"id": id, "filename": f.name, "size": len(f.data), "url": "https://cdn.discordapp.com/attachments/1/" + id + "/" + f.name})
	}
	m["attachments"] = kept
}

// attached checks that an address of a file names one that is there.
func (c *layout) attached(path, url string) {
	if name, ok := strings.CutPrefix(url, "attachment://"); ok && !slices.Contains(c.files, name) {
		c.add(path, "no file %q was sent", name)
	}
}
