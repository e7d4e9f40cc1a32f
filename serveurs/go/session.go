package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

// Ce qu'une connexion attend, une fois tout dit, que le client ferme la sienne :
// fermée trop tôt, elle lui ferait perdre la trame de fermeture.
const linger = 200 * time.Millisecond

// session est la connexion d'un membre : une goroutine la lit, une seule y
// écrit.
type session struct {
	room   *room
	member *member
	conn   *net.TCPConn
	input  *bufio.Reader
	// Vrai si chaque annonce est dite avec son numéro.
	numbered bool
	silence  time.Duration
	bucket   bucket
	// Ce que la lecture fait écrire : le dernier ping reçu, et notre ping.
	pongs, pings chan []byte
}

// chat répond à GET /salon.
func (s *server) chat(w http.ResponseWriter, r *http.Request) {
	accept, err := s.upgrade(r)
	if err != nil {
		refused(err).write(w)
		return
	}
	name, err := nameOf(r)
	if err != nil {
		refused(err).write(w)
		return
	}
	since, err := sinceOf(r)
	if err != nil {
		refused(err).write(w)
		return
	}
	control := http.NewResponseController(w)
	me := &member{name: name, limit: control.SetWriteDeadline}
	if err := s.room.enter(me, since); err != nil {
		refused(err).write(w)
		return
	}
	s.upgraded.Add(1)
	defer s.upgraded.Done()
	raw, buffered, err := control.Hijack()
	conn, ok := raw.(*net.TCPConn)
	if err != nil || !ok {
		s.room.leave(me, ending{code: internalError})
		return
	}
	defer conn.Close()
	x := &session{
		room:     s.room,
		member:   me,
		conn:     conn,
		numbered: !since.none,
		silence:  s.options.silence,
		bucket:   newBucket(s.options.rate),
		pongs:    make(chan []byte, 1),
		pings:    make(chan []byte, 1),
	}
	// Ce que net/http a déjà lu de la suite vient d'abord.
	early := io.LimitReader(buffered.Reader, int64(buffered.Reader.Buffered()))
	x.input = bufio.NewReader(io.MultiReader(early, watched{x}))
	written := make(chan struct{})
	go func() {
		defer close(written)
		x.write(accept)
	}()
	s.room.leave(me, x.read())
	// Hijack efface la borne d'une éviction venue trop tôt.
	_ = conn.SetDeadline(time.Now().Add(farewellTime))
	<-written
	// Après un reste non lu, fermer effacerait la trame de fermeture.
	_, _ = io.Copy(io.Discard, conn)
}

// read fait dire au salon ce que le client envoie, jusqu'à la raison de finir.
func (x *session) read() ending {
	frames := decoder{source: x.input}
	for {
		got, err := frames.next()
		var end ending
		if errors.As(err, &end) {
			return end
		}
		if err != nil {
			return ending{code: noStatus}
		}
		switch got.opcode {
		case opText:
			if !x.bucket.take(time.Now()) {
				return ending{policyViolation, "trop de messages"}
			}
			x.room.say(x.member, string(got.payload))
		case opPing:
			// Seul le plus récent attend une réponse (RFC 6455, 5.5.3).
			select {
			case <-x.pongs:
			default:
			}
			x.pongs <- got.payload
		case opClose:
			return answer(got.payload)
		}
	}
}

// write est la seule à écrire sur la connexion. Quand la file du membre est
// fermée, elle dit pourquoi, et finit.
func (x *session) write(accept string) {
	output := bufio.NewWriter(x.conn)
	// Les erreurs d'écriture restent dans output : Flush les rend.
	output.WriteString("HTTP/1.1 101 Switching Protocols\r\n" +
		"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n")
	if x.member.hole {
		output.Write(frame(opText, []byte("0 "+lost)))
	}
	for _, said := range x.member.missed {
		output.Write(said.numbered)
	}
	x.member.missed = nil
	for open := true; open; {
		if len(x.member.queue) == 0 && output.Flush() != nil {
			break
		}
		select {
		case said, more := <-x.member.queue:
			switch {
			case !more:
				output.Write(x.member.end.frame())
				open = false
			case x.numbered:
				output.Write(said.numbered)
			default:
				output.Write(said.plain)
			}
		case payload := <-x.pongs:
			output.Write(frame(opPong, payload))
		case payload := <-x.pings:
			output.Write(frame(opPing, payload))
		}
	}
	if output.Flush() != nil || x.conn.CloseWrite() != nil {
		x.conn.Close()
		return
	}
	time.AfterFunc(linger, func() { x.conn.Close() })
}

// watched lit la connexion d'une session, et surveille son silence : un ping à
// la moitié, la fin au bout.
type watched struct{ *session }

func (w watched) Read(p []byte) (int, error) {
	start := time.Now()
	n, err := w.readBefore(p, start.Add(w.silence/2))
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		return n, err
	}
	select {
	case w.pings <- nil:
	default:
	}
	n, err = w.readBefore(p, start.Add(w.silence))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return n, ending{internalError, "silence"}
	}
	return n, err
}

func (w watched) readBefore(p []byte, deadline time.Time) (int, error) {
	if err := w.conn.SetReadDeadline(deadline); err != nil {
		return 0, err
	}
	return w.conn.Read(p)
}

// bucket est un seau de jetons : rate par seconde, le double en réserve.
type bucket struct {
	rate, tokens float64
	last         time.Time
}

func newBucket(rate int) bucket {
	return bucket{rate: float64(rate), tokens: 2 * float64(rate), last: time.Now()}
}

// take prend un jeton, s'il en reste.
func (b *bucket) take(now time.Time) bool {
	if b.rate == 0 {
		return true
	}
	b.tokens = min(2*b.rate, b.tokens+b.rate*now.Sub(b.last).Seconds())
	b.last = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
