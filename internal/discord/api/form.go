package api

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
)

// A File came beside the JSON of a form.
type File struct {
	Field string // files[0]
	Name  string
	Data  []byte
}

// ReadForm parts a body of the type multipart/form-data, as Discord takes files, into its JSON and the files. It returns an error
// if the body is no such form.
func ReadForm(mediaType string, body io.Reader) (payload []byte, files []File, err error) {
	kind, params, err := mime.ParseMediaType(mediaType)
	if err != nil || kind != "multipart/form-data" {
		return nil, nil, fmt.Errorf("the type is %q instead of multipart/form-data", kind)
	}
	for parts := multipart.NewReader(body, params["boundary"]); ; {
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
			files = append(files, File{part.FormName(), part.FileName(), data})
		}
	}
}
