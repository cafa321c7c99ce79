// Package endpoint answers the interactions that Discord sends by HTTP.
//
// A request is looked at from the outside in: its path, method and headers, then the size of its body, then the signature over
// the raw body, and only then what the body says. So a stranger, who has no key, gets no further than the signature, and on
// the way there takes a bounded amount of memory and time. The limits stand where they are kept: limits.go for what one
// request may be, serve.go for connections.
//
// A response with a picture is sent as a callback, with multipart/form-data, before the request is answered with 202 and no body. That
// rests on Discord's reference: "Interaction Callback" asks for the 202 where a callback answers an HTTP interaction, "Create
// Interaction Response" and "Uploading Files" give files to callbacks, and "Inline HTTP Response Behavior" gives an answer of JSON
// alone. That a form is taken as an answer too is documented nowhere; people found that it fails above some 80 to 150 KB
// (discord-api-docs#5250, #5925) and for message commands (#5933). Where the callback fails, the answer is the same response in JSON,
// without its picture.
//
// Nothing is kept between two requests. Any number of replicas may answer for one application.
package endpoint
