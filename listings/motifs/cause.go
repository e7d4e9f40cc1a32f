package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const delai = 50 * time.Millisecond

var (
	errDelai  = errors.New("délai passé")
	errBouton = errors.New("bouton Arrêter")
)

func travailler(ctx context.Context, nom string) {
	<-ctx.Done()
	fmt.Printf("%s : %v\n", nom, context.Cause(ctx))
}

func main() {
	parent, annuler := context.WithCancelCause(context.Background())
	ctx, liberer := context.WithTimeoutCause(parent, delai, errDelai)
	defer liberer()
	var wg sync.WaitGroup
	wg.Go(func() { travailler(ctx, "Ana") })
	wg.Go(func() { annuler(errBouton) })
	wg.Wait()
}
