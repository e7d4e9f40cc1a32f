package main

import (
	"fmt"
	"sync"
)

func main() {
	ch := make(chan string)

	var wg sync.WaitGroup
	for _, nom := range []string{"Ana", "Luc"} {
		wg.Go(func() { ch <- nom })
	}
	go func() {
		wg.Wait()
		close(ch) // sans lui, la boucle attendrait toujours
	}()

	for nom := range ch {
		fmt.Println("Reçu :", nom)
	}
	fmt.Println("Plus d'émetteur")
}
