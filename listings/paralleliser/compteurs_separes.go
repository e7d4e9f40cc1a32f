package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const increments = 1000

// Le vide qui suit chaque compteur l'éloigne de son voisin.
type compteur struct {
	atomic.Int32
	_ [124]byte
}

func main() {
	var compteurs [2]compteur
	var wg sync.WaitGroup
	for i := range compteurs {
		wg.Go(func() {
			for range increments {
				compteurs[i].Add(1)
			}
		})
	}
	wg.Wait()
	total := compteurs[0].Load() + compteurs[1].Load()
	fmt.Println(total == 2*increments)
}
