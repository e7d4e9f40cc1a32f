package main

import (
	"fmt"
	"sync"
)

func producer(nom string, ch chan<- string) {
	for i := 1; i <= 2; i++ {
		ch <- fmt.Sprintf("%s%d", nom, i)
	}
}

func main() {
	ch := make(chan string)
	var wg sync.WaitGroup

	for _, nom := range []string{"A", "B"} {
		wg.Go(func() { producer(nom, ch) })
	}
	// Un seul a le droit de fermer, et seulement après les deux.
	go func() {
		wg.Wait()
		close(ch)
	}()

	for val := range ch {
		fmt.Println("Reçu :", val)
	}
	fmt.Println("Canal fermé")
}
