package main

import (
	"errors"
	"slices"
	"strconv"
	"sync/atomic"
	"time"
)

var (
	errTaken = errors.New("ce nom est pris")
	errFull  = errors.New("le salon est plein")
)

// lost est dit à qui revient quand des annonces ont pu lui échapper.
const lost = "Des messages ont pu être perdus"

// Ce qu'un membre qui part a encore pour lire ses dernières trames.
const farewellTime = 2 * time.Second

// room est le salon. Tout ce qui suit inbox n'est touché que par sa goroutine,
// et elle n'attend jamais un membre.
type room struct {
	inbox chan func()

	members map[*member]struct{}
	names   map[string]*member
	history []*announcement
	stopped bool

	limits options
	// Le numéro de la première annonce, puis de la suivante.
	first, next uint64
	// Ce que dit /etat.
	named, readers, announced atomic.Int64
}

// member est un membre, ou un lecteur s'il n'a pas de nom.
type member struct {
	name string
	// Ce qui lui est dit. Le salon la ferme quand il le quitte.
	queue chan *announcement
	// Ce qu'il a manqué, à dire avant sa file.
	missed []*announcement
	// Vrai si le reste a pu lui échapper.
	hole bool
	// Borne le temps d'écrire ; n'attend pas.
	limit func(time.Time) error
	// Pourquoi il est parti : à lire une fois sa file fermée.
	end ending
}

// announcement est une annonce, avec ses deux trames, faites une fois pour tous.
type announcement struct {
	number          uint64
	text            string
	plain, numbered []byte
}

// seen est le dernier numéro qu'a vu qui arrive ; none, il n'en dit rien.
type seen struct {
	none   bool
	number uint64
}

// newRoom ouvre un salon. Ses numéros sont plus grands que ceux de tout serveur
// lancé avant lui.
func newRoom(limits options) *room {
	start := uint64(time.Now().UnixMicro())
	r := &room{
		inbox:   make(chan func()),
		members: map[*member]struct{}{},
		names:   map[string]*member{},
		limits:  limits,
		first:   start,
		next:    start,
	}
	go func() {
		for act := range r.inbox {
			act()
		}
	}()
	return r
}

// do fait faire act par la goroutine du salon, et l'attend.
func (r *room) do(act func()) {
	done := make(chan struct{})
	r.inbox <- func() {
		act()
		close(done)
	}
	<-done
}

// enter fait entrer m. S'il a un nom, son entrée est annoncée, à lui aussi.
func (r *room) enter(m *member, since seen) error {
	var err error
	r.do(func() {
		switch {
		case r.stopped || len(r.members) >= r.limits.members:
			err = errFull
			return
		case m.name != "" && r.names[m.name] != nil:
			err = errTaken
			return
		}
		m.queue = make(chan *announcement, r.limits.queue)
		m.missed, m.hole = r.after(since)
		r.members[m] = struct{}{}
		if m.name == "" {
			r.readers.Add(1)
			return
		}
		r.names[m.name] = m
		r.named.Add(1)
		r.announce(m.name + " entre")
	})
	return err
}

// say fait dire text par m, s'il est encore là.
func (r *room) say(m *member, text string) {
	r.inbox <- func() {
		if _, here := r.members[m]; here {
			r.announce(m.name + " : " + text)
		}
	}
}

// leave fait partir m, s'il est encore là. Au retour, son nom est libre.
func (r *room) leave(m *member, end ending) {
	r.do(func() {
		if _, here := r.members[m]; !here {
			return
		}
		r.remove(m, end, time.Now().Add(farewellTime))
		if m.name != "" {
			r.announce(m.name + " sort")
		}
	})
}

// stop fait partir tout le monde ; chacun a jusqu'à limit pour lire sa fin.
func (r *room) stop(limit time.Time) {
	r.do(func() {
		r.stopped = true
		for m := range r.members {
			r.remove(m, ending{goingAway, "le serveur s'arrête"}, limit)
		}
	})
}

// announce numérote text et le met dans chaque file. Un membre dont la file est
// pleine est évincé : son départ s'annonce à la suite.
func (r *room) announce(text string) {
	texts := []string{text}
	for len(texts) > 0 {
		said := r.record(texts[0])
		texts = texts[1:]
		for m := range r.members {
			select {
			case m.queue <- said:
			default:
				r.remove(m, ending{tryAgainLater, "trop lent"}, time.Now().Add(farewellTime))
				if m.name != "" {
					texts = append(texts, m.name+" sort")
				}
			}
		}
	}
}

// record donne son numéro à text, et le garde pour qui revient.
func (r *room) record(text string) *announcement {
	number := strconv.FormatUint(r.next, 10)
	said := &announcement{
		number:   r.next,
		text:     text,
		plain:    frame(opText, []byte(text)),
		numbered: frame(opText, []byte(number+" "+text)),
	}
	r.next++
	r.announced.Store(int64(r.next - r.first))
	r.history = append(r.history, said)
	if extra := len(r.history) - r.limits.past; extra > 0 {
		r.history = slices.Delete(r.history, 0, extra)
	}
	return said
}

// after rend les annonces gardées qui suivent since, et s'il a pu en manquer.
func (r *room) after(since seen) (missed []*announcement, hole bool) {
	if since.none {
		return nil, false
	}
	oldest := r.next - uint64(len(r.history))
	hole = since.number != 0 && (since.number+1 < oldest || since.number >= r.next)
	for _, said := range r.history {
		if said.number > since.number {
			missed = append(missed, said)
		}
	}
	return missed, hole
}

// remove fait partir m sans rien annoncer. Fermer sa file le dit à qui écrit.
func (r *room) remove(m *member, end ending, limit time.Time) {
	delete(r.members, m)
	if m.name == "" {
		r.readers.Add(-1)
	} else {
		delete(r.names, m.name)
		r.named.Add(-1)
	}
	// Une connexion déjà coupée n'a plus de borne : rien à faire de plus.
	_ = m.limit(limit)
	m.end = end
	close(m.queue)
}
