package main

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

const usage = "usage : salon ADRESSE [--membres N] [--debit N] [--file N] [--silence S] [--passe N] [--origine URL]…"

// options dit où écouter, et les bornes du salon.
type options struct {
	address string
	// Membres et lecteurs ensemble.
	members int
	// Messages par seconde et par membre ; 0, sans limite.
	rate int
	// Annonces qui attendent un membre.
	queue int
	// Ce qu'une connexion peut durer sans un octet reçu.
	silence time.Duration
	// Annonces gardées pour qui revient.
	past int
	// Origines permises, en plus de celle du serveur.
	origins []string
}

// parse lit la ligne de commande : l'adresse et les options, dans n'importe
// quel ordre.
func parse(arguments []string) (options, error) {
	parsed := options{members: 1200, rate: 20, queue: 64, silence: 30 * time.Second, past: 256}
	for len(arguments) > 0 {
		argument := arguments[0]
		arguments = arguments[1:]
		if !strings.HasPrefix(argument, "-") {
			if parsed.address != "" {
				return parsed, fmt.Errorf("argument de trop, « %s »", argument)
			}
			parsed.address = argument
			continue
		}
		name, value, given := strings.Cut(argument, "=")
		if !given {
			if len(arguments) == 0 {
				return parsed, fmt.Errorf("« %s » attend une valeur", name)
			}
			value, arguments = arguments[0], arguments[1:]
		}
		if err := parsed.set(name, value); err != nil {
			return parsed, err
		}
	}
	if parsed.address == "" {
		return parsed, errors.New("il manque l'adresse, par exemple 127.0.0.1:8080")
	}
	if _, err := net.ResolveTCPAddr("tcp", parsed.address); err != nil {
		return parsed, fmt.Errorf("« %s » n'est pas une adresse, comme 127.0.0.1:8080", parsed.address)
	}
	return parsed, nil
}

func (o *options) set(name, value string) error {
	var err error
	number := func(least int) int {
		n, bad := strconv.Atoi(value)
		if bad != nil || n < least || n > 1_000_000 {
			err = fmt.Errorf("« %s » attend un nombre entier, de %d à un million, et non « %s »", name, least, value)
		}
		return n
	}
	switch name {
	case "--membres":
		o.members = number(1)
	case "--debit":
		o.rate = number(0)
	case "--file":
		o.queue = number(1)
	case "--silence":
		o.silence = time.Duration(number(1)) * time.Second
	case "--passe":
		o.past = number(0)
	case "--origine":
		o.origins = append(o.origins, value)
	default:
		err = fmt.Errorf("option inconnue, « %s »", name)
	}
	return err
}
