package main

import (
	"fmt"
	"sync"
)

func producer(nom string, ch chan<- string, wg *sync.WaitGroup) {
	for i := 1; i <= 2; i++ {
		ch <- fmt.Sprintf("%s%d", nom, i)
	}
	wg.Done()
}

func main() {
	ch := make(chan string)
	var wg sync.WaitGroup

	for _, nom := range []string{"A", "B"} {
		wg.Add(1)
		go producer(nom, ch, &wg)
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
