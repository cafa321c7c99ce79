// Package knowledgetest holds an invented article for tests that need one. They read it instead of the files that the bot is
// built with, so that an editor can change those without breaking a test of the machinery.
package knowledgetest

import (
	"bytes"
	"embed"
	"io/fs"
	"testing/fstest"
)

// Files holds the article /jetlag, in a form in which every kind of reply has something to show: six sources, of which
// two have no link, lists, a topic that says where to get help.
//
//go:embed jetlag.yaml
var Files embed.FS

//go:embed plate.png
var plate []byte

// Pictured returns the article with a picture in its topic food.
func Pictured() fs.FS {
	data, err := Files.ReadFile("jetlag.yaml")
	if err != nil {
		panic(err) // it is embedded
	}
	const topic = "    related: [causes, support]\n"
	if bytes.Count(data, []byte(topic)) != 1 {
		panic("jetlag.yaml has no place for the picture")
	}
	data = bytes.Replace(data, []byte(topic), []byte(topic+"    picture: {file: plate.png, alt: A plate., cites: [1]}\n"), 1)
	return fstest.MapFS{"jetlag.yaml": {Data: data}, "plate.png": {Data: plate}}
}

// Copy reads a directory into memory, where a test can change its files. It panics if the directory cannot be read.
func Copy(dir fs.FS) fstest.MapFS {
	out := fstest.MapFS{}
	err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		panic(err)
	}
	return out
}
