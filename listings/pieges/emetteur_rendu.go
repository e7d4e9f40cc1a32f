package main

import (
	"fmt"
	"sync"
)

func lancer() <-chan int {
	ch := make(chan int)
	var wg sync.WaitGroup
	for id := 1; id <= 2; id++ {
		wg.Go(func() { ch <- id })
	}
	// Qui lance ferme, une fois les envois finis.
	go func() { wg.Wait(); close(ch) }()
	return ch
}

func main() {
	for val := range lancer() {
		fmt.Println("Reçu :", val)
	}
	fmt.Println("Canal fermé")
}
