package main

import (
	"fmt"
	"sync"
)

const increments = 1000

var (
	compteur int
	mu       sync.Mutex
)

func increment() {
	mu.Lock()
	compteur++
	mu.Unlock()
}

func main() {
	var wg sync.WaitGroup
	for range increments {
		wg.Go(increment)
	}
	wg.Wait()
	fmt.Println("Valeur finale :", compteur)
}
