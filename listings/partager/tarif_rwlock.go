package main

import (
	"fmt"
	"sync"
)

type Tarif struct {
	prix, version int
}

func main() {
	var mu sync.RWMutex
	tarif := Tarif{prix: 10, version: 1}

	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			mu.RLock() // partagé
			defer mu.RUnlock()
			fmt.Printf("version %d : %d euros\n", tarif.version, tarif.prix)
		})
	}
	mu.Lock() // exclusif
	tarif.prix = 12
	tarif.version = 2
	mu.Unlock()
	wg.Wait()
}
