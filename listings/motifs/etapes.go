package main

import (
	"context"
	"fmt"
)

type Annule struct {
	faites int
}

func (a Annule) Error() string {
	return fmt.Sprintf("annulé : %d sur 3", a.faites)
}

func calculer(ctx context.Context) (int, error) {
	total := 0
	for etape := 1; etape <= 3; etape++ {
		if ctx.Err() != nil {
			return 0, Annule{faites: etape - 1}
		}
		total += etape // une étape du calcul
	}
	return total, nil
}

func main() {
	ctx, annuler := context.WithCancel(context.Background())
	fin := make(chan struct{})
	go func() {
		defer close(fin)
		if total, err := calculer(ctx); err != nil {
			fmt.Println(err)
		} else {
			fmt.Println("total :", total)
		}
	}()
	annuler()
	<-fin
}
