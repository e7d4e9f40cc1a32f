package main

import (
	"fmt"
	"sync"
)

var (
	mu      sync.Mutex
	billets = 1
)

func vendre() int {
	mu.Lock()
	defer mu.Unlock()
	if billets == 0 {
		return 0
	}
	// Le verrou est encore tenu : ce qui est vérifié reste vrai.
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
