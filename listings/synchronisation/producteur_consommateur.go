package main

import (
	"fmt"
	"sync"
)

func producer(ch chan<- int) {
	for i := range 5 {
		ch <- i
	}
	close(ch)
}

func consumer(ch <-chan int) {
	for val := range ch {
		fmt.Println("Consommé :", val)
	}
}

func main() {
	ch := make(chan int)
	var wg sync.WaitGroup

	wg.Go(func() { producer(ch) })
	wg.Go(func() { consumer(ch) })

	wg.Wait()
	fmt.Println("Fin du programme")
}
