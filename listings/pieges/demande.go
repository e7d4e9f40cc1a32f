package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	delai   = 100 * time.Millisecond
	travail = 50 * time.Millisecond
)

var errTropTard = errors.New("trop tard")

func demander(travail time.Duration) string {
	ctx, annuler := context.WithTimeoutCause(
		context.Background(), delai, errTropTard)
	defer annuler()
	// Une place : qui répond trop tard n'attend personne.
	reponse := make(chan string, 1)
	go func() {
		select {
		case <-time.After(travail): // le travail
			reponse <- "réponse"
		case <-ctx.Done(): // plus personne n'attend
		}
	}()
	select {
	case r := <-reponse:
		return r
	case <-ctx.Done():
		return context.Cause(ctx).Error()
	}
}

func main() {
	fmt.Println(demander(travail))
}
