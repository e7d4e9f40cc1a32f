package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var donnes atomic.Uint32
	var wg sync.WaitGroup

	for _, guichet := range []string{"A", "B"} {
		wg.Go(func() {
			// Ajoute 1, et rend la nouvelle valeur : en une opération.
			numero := donnes.Add(1)
			fmt.Printf("Guichet %s : numéro %d\n", guichet, numero)
		})
	}
	wg.Wait()

	fmt.Println("Numéros donnés :", donnes.Load())
}
