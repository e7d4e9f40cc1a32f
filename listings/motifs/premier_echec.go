package main

import (
	"context"
	"fmt"
	"strconv"
)

func lire(ctx context.Context, mots chan<- string) error {
	for _, mot := range []string{"7", "huit", "9"} {
		select {
		case mots <- mot:
		case <-ctx.Done():
			return ctx.Err() // arrêté
		}
	}
	return nil
}

func verifier(mots <-chan string) error {
	for mot := range mots {
		if _, err := strconv.Atoi(mot); err != nil {
			return fmt.Errorf("%s n'est pas un nombre", mot)
		}
	}
	return nil
}

func main() {
	ctx, annuler := context.WithCancelCause(context.Background())
	mots, fins := make(chan string), make(chan error)
	go func() { defer close(mots); fins <- lire(ctx, mots) }()
	go func() { fins <- verifier(mots) }()
	for range 2 {
		if err := <-fins; err != nil {
			annuler(err) // seule la première cause reste
		}
	}
	fmt.Println("Échec :", context.Cause(ctx))
}
