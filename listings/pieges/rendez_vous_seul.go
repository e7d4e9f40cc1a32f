package main

import "fmt"

func main() {
	ch := make(chan int)
	fmt.Println("J'envoie...")
	// Pour recevoir, il faudrait passer à la ligne suivante.
	ch <- 1
	fmt.Println("Reçu :", <-ch)
}
