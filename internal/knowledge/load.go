package knowledge

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Load reads every *.yaml file in the top directory of fsys; each is one article. It returns either a Library in which
// everything has been checked or, as the error, the [Problems] of all the files; any other error means that the
// directory itself could not be read.
func Load(fsys fs.FS) (*Library, error) {
	library, problems, err := read(fsys, false)
	if err == nil && library == nil {
		err = problems
	}
	return library, err
}

// Check is [Load] for the editor of the files: its problems include matters of style. The Library is nil if one of them is an
// [Error]; the error means that the directory itself could not be read.
func Check(fsys fs.FS) (*Library, Problems, error) { return read(fsys, true) }

func read(fsys fs.FS, style bool) (*Library, Problems, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("read the knowledge directory: %w", err)
	}
	var (
		l        = &Library{}
		problems Problems
		sum      = sha256.New()
	)
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, ".") || e.IsDir():
		case path.Ext(name) == ".yaml":
			data, problem := readFile(fsys, name)
			if problem != nil {
				problems = append(problems, *problem)
				continue
			}
			fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
			r := newReader(fsys, name, data)
			a := r.read(style)
			problems = append(problems, r.problems...)
			if a != nil {
				l.articles = append(l.articles, a)
			}
		case looksLikeYAML(name):
			problems = append(problems, misnamed(fsys, name))
		}
	}
	l.passedOver = problems.Of(Note)
	problems = slices.DeleteFunc(problems, func(p Problem) bool { return p.Severity == Note })
	if len(l.articles) == 0 && len(problems) == 0 {
		problems = append(l.passedOver, noArticle.At(Place{File: ".", Line: 1, Column: 1}, "there is no article here", "add a file that ends in .yaml, or name another directory"))
	}
	problems.Sort()
	if len(problems.Of(Error)) > 0 {
		return nil, problems, nil
	}
	for _, a := range l.articles {
		for _, t := range a.topics {
			if p := t.picture; p != nil {
				fmt.Fprintf(sum, "%s %d\n%s", p.file, len(p.png), p.png)
			}
		}
	}
	slices.SortFunc(l.articles, func(a, b *Article) int { return cmp.Compare(a.name, b.name) }) // tea-time.yaml is before tea.yaml
	l.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return l, problems, nil
}

// misnamed returns the problem of a file that looks like YAML; a note if it is no article.
func misnamed(fsys fs.FS, name string) Problem {
	if data, problem := readFile(fsys, name); problem == nil {
		r := newReader(fsys, name, data)
		if doc := r.document(); doc != nil && foreign(doc) {
			return r.passedOver()
		}
	}
	stem, isText := strings.CutSuffix(strings.ToLower(name), ".txt")
	remedy := fmt.Sprintf("rename it to %q", strings.TrimSuffix(stem, path.Ext(stem))+".yaml")
	if isText {
		remedy += ` (Notepad adds .txt unless "All files" is chosen where it saves)`
	}
	return fileName.At(Place{File: name, Line: 1, Column: 1}, "the file would be passed over, for its name does not end in .yaml", remedy)
}

// looksLikeYAML reports whether a file that does not end in .yaml was probably meant to, such as Notepad's tea.yaml.txt.
func looksLikeYAML(name string) bool {
	ext := path.Ext(strings.TrimSuffix(strings.ToLower(name), ".txt"))
	return ext == ".yaml" || ext == ".yml"
}

// readFile reads a knowledge file, or says what is wrong with it.
func readFile(fsys fs.FS, name string) ([]byte, *Problem) {
	data, err := readRegular(fsys, name, maxFile)
	message, remedy := "", ""
	switch {
	case errors.Is(err, errNotOpened):
		message, remedy = "the file cannot be opened", "check that it exists and may be read"
	case errors.Is(err, errTooLarge):
		message, remedy = fmt.Sprintf("the file is larger than %d bytes", maxFile), "split the article"
	case err != nil:
		message, remedy = "the file cannot be read", "check that it is an ordinary file"
	case !utf8.Valid(data):
		message, remedy = "the file is not UTF-8 text", "save it again with the encoding UTF-8"
	default:
		return data, nil
	}
	problem := unreadable.At(Place{File: name, Line: 1, Column: 1}, message, remedy)
	return nil, &problem
}

var (
	errNotOpened  = errors.New("cannot be opened")
	errNotRegular = errors.New("not an ordinary file")
	errTooLarge   = errors.New("too large")
)

// readRegular reads a file of at most the given number of bytes. It opens no file that could make it wait, such as a pipe, and
// none that is too large, and reads no more than fits whatever the file becomes meanwhile.
func readRegular(fsys fs.FS, name string, most int) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, errNotOpened
	case !info.Mode().IsRegular():
		return nil, errNotRegular
	case info.Size() > int64(most):
		return nil, errTooLarge
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, errNotOpened
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	if err == nil && len(data) > most {
		err = errTooLarge
	}
	return data, err
}
