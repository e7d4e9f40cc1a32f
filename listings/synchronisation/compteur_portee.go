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

	for i := 0; i < increments; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			compteur++
		}()
	}
	wg.Wait()

	fmt.Println("Valeur finale :", compteur)
}
