// Package page donne au serveur Go la page du salon, la même pour tous.
package page

import "embed"

// Files contient index.html, salon.css et salon.js.
//
//go:embed index.html salon.css salon.js
var Files embed.FS
