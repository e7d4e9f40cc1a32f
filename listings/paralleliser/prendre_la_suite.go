package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type bilan struct{ faits, total int }

func main() {
	travaux := []int{30, 10, 20}
	var suivant atomic.Int64
	uneGoroutine := func(b *bilan) {
		for {
			// Lire le rang et passer au suivant se font d'un coup.
			rang := int(suivant.Add(1)) - 1
			if rang >= len(travaux) {
				return
			}
			b.faits++
			b.total += travaux[rang]
		}
	}
	var ana, luc bilan
	var wg sync.WaitGroup
	wg.Go(func() { uneGoroutine(&ana) })
	wg.Go(func() { uneGoroutine(&luc) })
	wg.Wait()
	fmt.Printf("travaux d'Ana : %d, de Luc : %d\n", ana.faits, luc.faits)
	fmt.Println("total :", ana.total+luc.total)
}
