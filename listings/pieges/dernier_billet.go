package main

import (
	"fmt"
	"sync"
)

var (
	mu      sync.Mutex
	billets = 1
)

func enReste() bool {
	mu.Lock()
	defer mu.Unlock()
	return billets > 0
}

func vendre() int {
	if !enReste() {
		return 0
	}
	// Le verrou est libéré : l'autre guichet peut vérifier à son tour.
	mu.Lock()
	defer mu.Unlock()
	billets--
	return 1
}

func main() {
	ventes := make(chan int)
	for range 2 {
		go func() { ventes <- vendre() }()
	}
	vendus := <-ventes + <-ventes
	fmt.Printf("Vendus : %d, reste : %d\n", vendus, billets)
}
