package main

import (
	"fmt"
	"sync"
)

func producer(ch chan<- int, wg *sync.WaitGroup) {
	for i := 0; i < 5; i++ {
		ch <- i
	}
	close(ch)
	wg.Done()
}

func consumer(ch <-chan int, wg *sync.WaitGroup) {
	for val := range ch {
		fmt.Println("Consommé :", val)
	}
	wg.Done()
}

func main() {
	ch := make(chan int)
	var wg sync.WaitGroup

	wg.Add(2)
	go producer(ch, &wg)
	go consumer(ch, &wg)

	wg.Wait()
	fmt.Println("Fin du programme")
}
