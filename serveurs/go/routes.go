package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"runtime"
)

// routes dit qui répond à quoi.
func (s *server) routes() http.Handler {
	pages := map[string]http.HandlerFunc{
		"/":          file("index.html", "text/html"),
		"/salon.css": file("salon.css", "text/css"),
		"/salon.js":  file("salon.js", "text/javascript"),
		"/salon":     s.chat,
		"/flux":      s.stream,
		"/etat":      s.state,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, known := pages[r.URL.Path]
		switch {
		case !known:
			refusal{http.StatusNotFound, "Il n'y a rien à cette adresse."}.write(w)
		case r.Method != http.MethodGet:
			refusal{http.StatusMethodNotAllowed, "Cette adresse ne répond qu'à GET."}.write(w)
		default:
			page(w, r)
		}
	})
}

// state répond à GET /etat.
func (s *server) state(w http.ResponseWriter, _ *http.Request) {
	state := struct {
		Server     string `json:"serveur"`
		Members    int64  `json:"membres"`
		Readers    int64  `json:"lecteurs"`
		Threads    *int   `json:"fils"`
		Goroutines int    `json:"taches"`
		Announced  int64  `json:"annonces"`
	}{
		"go", s.room.named.Load(), s.room.readers.Load(), threads(),
		runtime.NumGoroutine(), s.room.announced.Load(),
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	// Le client est peut-être parti : rien à faire de plus.
	_ = json.NewEncoder(w).Encode(state)
}

// threads compte les fils du processus, là où le système les montre.
func threads() *int {
	entries, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return nil
	}
	count := len(entries)
	return &count
}

// silent tait ce que net/http dit des clients qui se conduisent mal.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }
