package main

import "fmt"

func main() {
	ch := make(chan int)
	fmt.Println("J'envoie...")
	// Une autre goroutine attend à l'envoi ; celle-ci peut recevoir.
	go func() { ch <- 1 }()
	fmt.Println("Reçu :", <-ch)
}
