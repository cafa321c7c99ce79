// Package preview shows replies without Discord: as text in a terminal ([Text]), as JSON for other programs ([JSON]), and on a local
// web page that works like Discord, where an editor of knowledge files sees each change at once.
//
// The page makes real interactions, signs them with a key of its own, and sends them to the handler that serves Discord. What it
// shows is what came back; it adds nothing.
package preview
