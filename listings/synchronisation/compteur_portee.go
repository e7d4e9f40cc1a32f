package main

import (
	"fmt"
	"sync"
)

const increments = 1000

func main() {
	var (
		compteur int
		mu       sync.Mutex
		wg       sync.WaitGroup
	)

	for range increments {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			compteur++
		})
	}
	wg.Wait()

	fmt.Println("Valeur finale :", compteur)
}
