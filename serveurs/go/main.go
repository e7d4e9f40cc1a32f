// Un salon en Go, avec la seule bibliothèque standard : le jumeau des deux
// serveurs Rust de ce dossier. Une goroutine tient le salon (room.go) ; chaque
// membre en a deux, une qui lit, une qui écrit (session.go).
//
//	go -C serveurs/go run . 127.0.0.1:8080
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// Ce que dure, au plus, un arrêt.
const grace = 700 * time.Millisecond

func main() {
	options, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "erreur : %v\n%s\n", err, usage)
		os.Exit(2)
	}
	if err := serve(options); err != nil {
		fmt.Fprintf(os.Stderr, "erreur : %v\n", err)
		os.Exit(1)
	}
}

// server répond aux demandes.
type server struct {
	options options
	room    *room
	// Les connexions qui ont quitté net/http : Shutdown ne les attend pas.
	upgraded sync.WaitGroup
}

func serve(options options) error {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer cancel()
	listener, err := net.Listen("tcp", options.address)
	if err != nil {
		return fmt.Errorf("impossible d'écouter %s : %w", options.address, err)
	}
	s := &server{options: options, room: newRoom(options)}
	web := &http.Server{
		Handler:           s.routes(),
		ReadHeaderTimeout: headTime,
		IdleTimeout:       30 * time.Second,
		// net/http en accorde 4 096 de plus.
		MaxHeaderBytes: headBytes - 4096,
		ConnContext:    bounded,
		ErrorLog:       silent(),
	}
	fmt.Printf("prêt %s\n", listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("le serveur s'arrête : %w", err)
	case <-stop.Done():
	}
	return s.stop(web)
}

// stop dit 1001 à chaque membre, finit chaque flux, et n'attend pas plus que
// grace ceux qui n'écoutent pas.
func (s *server) stop(web *http.Server) error {
	limit, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	s.room.stop(time.Now().Add(grace / 2))
	err := web.Shutdown(limit)
	left := make(chan struct{})
	go func() {
		s.upgraded.Wait()
		close(left)
	}()
	select {
	case <-left:
	case <-limit.Done():
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}

// bounded limite ce que le système garde pour un membre qui ne lit pas : sa
// file se remplit, et il est évincé.
func bounded(ctx context.Context, conn net.Conn) context.Context {
	if tcp, ok := conn.(*net.TCPConn); ok {
		// Un refus laisse la taille du système : rien à faire de plus.
		_ = tcp.SetWriteBuffer(kernelBytes)
	}
	return ctx
}
