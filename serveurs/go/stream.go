package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// ends sont les fins de ligne d'un flux d'événements.
var ends = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// stream répond à GET /flux : les annonces, en événements envoyés par le
// serveur.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	since, err := sinceOf(r)
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		since, err = parseSeen(last)
	}
	if err != nil {
		refused(err).write(w)
		return
	}
	control := http.NewResponseController(w)
	me := &member{limit: control.SetWriteDeadline}
	if err := s.room.enter(me, since); err != nil {
		refused(err).write(w)
		return
	}
	defer s.room.leave(me, ending{})
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	// La borne posée au départ vaudrait pour la demande suivante.
	w.Header().Set("Connection", "close")
	// Une erreur d'écriture se voit à Flush.
	fmt.Fprint(w, "retry: 1000\n\n")
	if me.hole {
		fmt.Fprintf(w, "event: trou\ndata: %s\n\n", lost)
	}
	for _, said := range me.missed {
		writeEvent(w, said)
	}
	me.missed = nil
	silence := time.NewTicker(s.options.silence / 2)
	defer silence.Stop()
	for {
		if len(me.queue) == 0 && control.Flush() != nil {
			return
		}
		select {
		case said, more := <-me.queue:
			if !more {
				return
			}
			writeEvent(w, said)
		case <-silence.C:
			fmt.Fprint(w, ": silence\n\n")
		case <-r.Context().Done():
			return
		}
	}
}

// writeEvent écrit une annonce ; chaque ligne de son texte a son champ.
func writeEvent(w http.ResponseWriter, said *announcement) {
	fmt.Fprintf(w, "id: %d\n", said.number)
	for line := range strings.SplitSeq(ends.Replace(said.text), "\n") {
		fmt.Fprintf(w, "data: %s\n", line)
	}
	fmt.Fprint(w, "\n")
}
