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

func increment(wg *sync.WaitGroup) {
	mu.Lock()
	compteur++
	mu.Unlock()
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	for i := 0; i < increments; i++ {
		wg.Add(1)
		go increment(&wg)
	}
	wg.Wait()
	fmt.Println("Valeur finale :", compteur)
}
