package main

import (
	"net/http"

	"salon/page"
)

// policy est ce que la page a le droit de charger : elle-même.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; " +
	"connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; " +
	"frame-ancestors 'none'"

// file répond par un fichier de la page du salon.
func file(name, kind string) http.HandlerFunc {
	text, err := page.Files.ReadFile(name)
	if err != nil {
		// Le fichier est dans le programme : le compilateur l'a vu.
		panic(err)
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind+"; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		// Le client est peut-être parti : rien à faire de plus.
		_, _ = w.Write(text)
	}
}
