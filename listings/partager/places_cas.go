package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// Prend une place s'il en reste ; rend le nombre d'essais.
func reserver(places *atomic.Uint32) (essais int) {
	for vues := places.Load(); vues > 0; vues = places.Load() {
		essais++
		if places.CompareAndSwap(vues, vues-1) {
			break // personne n'est passé entre-temps
		}
		// Un autre est passé : on recommence avec ce qui reste.
	}
	return essais
}

func main() {
	var places atomic.Uint32
	places.Store(2)

	var ana, luc int
	var wg sync.WaitGroup
	wg.Go(func() { ana = reserver(&places) })
	wg.Go(func() { luc = reserver(&places) })
	wg.Wait()

	fmt.Printf("Essais : %d pour Ana, %d pour Luc\n", ana, luc)
	fmt.Println("Reste :", places.Load())
}
