package main

import (
	"fmt"
	"sync"
)

func main() {
	arret, entree := make(chan struct{}), make(chan int, 2)
	travaux, resultats := make(chan int), make(chan int)
	var accueil, ouvriers sync.WaitGroup
	acceptes, rendus := 0, 0
	accueil.Go(func() {
		defer close(travaux)
		for ; ; acceptes++ {
			select {
			case n := <-entree:
				travaux <- n
			case <-arret:
				return
			}
		}
	})
	for range 3 {
		ouvriers.Go(func() {
			for n := range travaux {
				resultats <- n * n
			}
		})
	}
	go func() { ouvriers.Wait(); close(resultats) }()
	entree <- 2
	entree <- 3
	close(arret) // fermer l'entrée : le reste en découle
	for range resultats {
		rendus++
	}
	accueil.Wait()
	fmt.Printf("acceptés : %d, rendus : %d\n", acceptes, rendus)
}
