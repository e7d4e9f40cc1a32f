package main

import (
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Les bornes de l'en-tête d'une demande, et ce que le système garde à écrire.
const (
	headBytes   = 8192
	headTime    = 5 * time.Second
	kernelBytes = 64 << 10
)

// Les caractères d'un nom.
const nameLength = 24

// refusal est une réponse qui refuse : son statut, et une phrase.
type refusal struct {
	status int
	reason string
}

func (r refusal) Error() string { return r.reason }

// write répond, et ferme : une demande refusée peut avoir un corps sans fin.
func (r refusal) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Connection", "close")
	switch r.status {
	case http.StatusUpgradeRequired:
		w.Header().Set("Sec-WebSocket-Version", "13")
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodGet)
	}
	w.WriteHeader(r.status)
	// Le client est peut-être parti : rien à faire de plus.
	_, _ = w.Write([]byte(r.reason + "\n"))
}

func bad(reason string) error { return refusal{http.StatusBadRequest, reason} }

// upgrade vérifie qu'une demande ouvre un WebSocket, et rend la clé qui lui
// répond.
func (s *server) upgrade(r *http.Request) (accept string, err error) {
	switch {
	case !r.ProtoAtLeast(1, 1):
		return "", bad("Il faut HTTP/1.1.")
	case !hasToken(r.Header, "Connection", "upgrade"), !hasToken(r.Header, "Upgrade", "websocket"):
		return "", bad("Cette adresse ne parle que WebSocket.")
	case r.Header.Get("Sec-WebSocket-Version") != "13":
		return "", refusal{http.StatusUpgradeRequired, "Seule la version 13 de WebSocket est parlée ici."}
	case !s.sameOrigin(r):
		return "", refusal{http.StatusForbidden, "Une page d'un autre site ne peut pas entrer."}
	case r.ContentLength != 0:
		return "", bad("Cette demande n'a pas à avoir de corps.")
	}
	key := r.Header.Get("Sec-WebSocket-Key")
	if decoded, err := base64.StdEncoding.DecodeString(key); err != nil || len(decoded) != 16 {
		return "", bad("La clé Sec-WebSocket-Key doit faire seize octets.")
	}
	return acceptKey(key), nil
}

// acceptKey prouve au client que sa demande a été comprise (RFC 6455, 1.3).
func acceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// sameOrigin dit si une demande vient d'une page permise, ou d'aucune page.
func (s *server) sameOrigin(r *http.Request) bool {
	for _, origin := range r.Header.Values("Origin") {
		own := strings.EqualFold(origin, "http://"+r.Host) || strings.EqualFold(origin, "https://"+r.Host)
		if !own && !slices.Contains(s.options.origins, origin) {
			return false
		}
	}
	return true
}

func hasToken(header http.Header, name, token string) bool {
	for _, line := range header.Values(name) {
		for part := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(part), token) {
				return true
			}
		}
	}
	return false
}

// parameter rend la valeur d'un paramètre de l'adresse. Un plus y est un plus :
// url.Query en ferait une espace.
func parameter(r *http.Request, name string) (value string, given bool, err error) {
	for pair := range strings.SplitSeq(r.URL.RawQuery, "&") {
		key, value, _ := strings.Cut(pair, "=")
		if key != name {
			continue
		}
		value, err := url.PathUnescape(value)
		if err != nil || !utf8.ValidString(value) {
			return "", true, bad("« " + name + " » est mal codé.")
		}
		return value, true, nil
	}
	return "", false, nil
}

// nameOf rend le nom que demande r.
func nameOf(r *http.Request) (string, error) {
	name, _, err := parameter(r, "nom")
	if err != nil {
		return "", err
	}
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return "", bad("Il faut un nom.")
	case utf8.RuneCountInString(name) > nameLength:
		return "", bad("Un nom a vingt-quatre caractères au plus.")
	case strings.ContainsFunc(name, unicode.IsControl):
		return "", bad("Un nom n'a pas de caractère de contrôle.")
	}
	return name, nil
}

// sinceOf rend le dernier numéro vu par qui revient.
func sinceOf(r *http.Request) (seen, error) {
	value, given, err := parameter(r, "vu")
	if err != nil || !given {
		return seen{none: true}, err
	}
	return parseSeen(value)
}

func parseSeen(value string) (seen, error) {
	number, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return seen{}, bad("Le dernier numéro vu doit être un nombre.")
	}
	return seen{number: number}, nil
}

// refused donne la réponse d'un refus du salon, ou d'une demande mal faite.
func refused(err error) refusal {
	var asked refusal
	if errors.As(err, &asked) {
		return asked
	}
	if errors.Is(err, errTaken) {
		return refusal{http.StatusConflict, "Ce nom est pris."}
	}
	return refusal{http.StatusServiceUnavailable, "Le salon est plein."}
}
